//! Shows that git calls the merge driver, by a merge in a scratch repository.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use crate::vcs::Proof;
use crate::vcs::VcsError;

/// A record before the branches, in which each of them adds a label at one place: text cannot merge that.
const BASE: &str = "id: TICKET-1\n\nlabels:\n";
const OURS: &str = "id: TICKET-1\n\nlabels:\n  - here\n";
const THEIRS: &str = "id: TICKET-1\n\nlabels:\n  - there\n";
const PATH: &str = ".tickets/tickets/00/TICKET-1-scratch.yaml";

/// Merges in a repository below `scratch`, which is made and removed, with `command` as the driver.
pub(crate) fn prove(scratch: &Path, command: &str) -> Result<Proof, VcsError> {
    let failed = |source: std::io::Error| VcsError::Write {
        path: scratch.to_owned(),
        source: source.into(),
    };
    if let Err(reason) = git(scratch.parent().unwrap_or(scratch), &["--version"]) {
        return Ok(Proof::Unproven { reason });
    }
    fs::create_dir_all(scratch).map_err(failed)?;
    let proof = merge(scratch, command);
    fs::remove_dir_all(scratch).map_err(failed)?;
    Ok(proof.unwrap_or_else(|reason| Proof::Unarmed { reason }))
}

fn merge(scratch: &Path, command: &str) -> Result<Proof, String> {
    git(scratch, &["init", "-q", "-b", "ours"])?;
    git(scratch, &["config", "merge.tickets.driver", command])?;
    write(scratch, ".tickets/.gitattributes", "*.yaml merge=tickets\n")?;
    let commit = |text: &str| -> Result<(), String> {
        write(scratch, PATH, text)?;
        git(scratch, &["add", "--all"])?;
        git(scratch, &["commit", "-q", "-m", "scratch"])?;
        Ok(())
    };
    commit(BASE)?;
    git(scratch, &["branch", "theirs"])?;
    commit(OURS)?;
    git(scratch, &["checkout", "-q", "theirs"])?;
    commit(THEIRS)?;
    git(scratch, &["checkout", "-q", "ours"])?;
    // A conflict is what an unarmed clone gives; the file tells more than the exit code.
    let outcome = git(scratch, &["merge", "-q", "theirs"]);
    let merged = fs::read_to_string(scratch.join(PATH)).map_err(|error| error.to_string())?;
    if outcome.is_ok() && merged.contains("- here\n") && merged.contains("- there\n") {
        return Ok(Proof::Armed);
    }
    let reason = match outcome {
        Ok(()) => String::from("a merge of two labels lost one"),
        Err(_) => String::from("a merge of two labels conflicts, as it does without the driver"),
    };
    Ok(Proof::Unarmed { reason })
}

fn write(scratch: &Path, path: &str, text: &str) -> Result<(), String> {
    let path = scratch.join(path);
    let folder = path.parent().unwrap_or(scratch);
    let mut result = fs::create_dir_all(folder);
    if result.is_ok() {
        result = fs::File::create(&path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    }
    result.map_err(|error| error.to_string())
}

/// Runs git in `folder` with no other configuration than the repository's.
fn git(folder: &Path, words: &[&str]) -> Result<(), String> {
    let mut command = Command::new("git");
    command
        .args([
            "-c",
            "user.name=scratch",
            "-c",
            "user.email=scratch@localhost",
        ])
        .args(["-c", "commit.gpgsign=false", "-c", "core.hooksPath="])
        .args(words)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::null());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command
        .output()
        .map_err(|error| format!("git cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "`git {}`: {}",
        words.join(" "),
        message.lines().next().unwrap_or("failed")
    ))
}
