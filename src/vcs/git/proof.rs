//! Shows that git calls the merge driver, by a merge in a scratch repository.

use std::path::Path;
use std::process::Command;

use crate::vcs::Proof;
use crate::vcs::VcsError;
use crate::vcs::trial::Steps;
use crate::vcs::trial::Trial;

/// Merges in a repository at `scratch`, which is made and removed, with `command` as the driver.
pub(crate) fn prove(scratch: &Path, command: &str) -> Result<Proof, VcsError> {
    let trial = Trial {
        folder: scratch,
        program: "git",
        isolate,
    };
    trial.run(&Steps {
        init: &[
            &["init", "-q", "-b", "theirs"],
            &["config", "merge.tickets.driver", command],
        ],
        files: &[(".tickets/.gitattributes", "*.yaml merge=tickets\n")],
        commit: &[&["add", "--all"], &["commit", "-q", "-m", "scratch"]],
        part: &[&["checkout", "-q", "-b", "ours", "HEAD~1"]],
        merge: &[&["merge", "-q", "theirs"]],
    })
}

/// Leaves no other configuration than the repository's.
fn isolate(command: &mut Command) {
    command
        .args(["-c", "user.name=scratch"])
        .args(["-c", "user.email=scratch@localhost"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.hooksPath="])
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
}
