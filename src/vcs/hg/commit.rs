//! Commits named files, and nothing else.

use std::collections::BTreeSet;

use crate::vcs::NewCommit;
use crate::vcs::VcsError;
use crate::vcs::hg::client::Client;
use crate::vcs::hg::dirstate;
use crate::vcs::hg::layout::Layout;
use crate::vcs::hg::merge_state::MergeState;
use crate::vcs::hg::tree;
use crate::vcs::hg::user;

/// The files that tell of something which has to be ended before a commit is made.
pub(crate) const UNFINISHED: [(&str, &str); 6] = [
    ("graftstate", "a graft"),
    ("rebasestate", "a rebase"),
    ("histedit-state", "a histedit"),
    ("shelvedstate", "an unshelve"),
    ("updatestate", "an update"),
    ("transplant/journal", "a transplant"),
];

/// Commits the named files as they are on disk, and returns the new commit.
pub(crate) fn commit(
    client: &Client,
    layout: &Layout,
    commit: &NewCommit<'_>,
) -> Result<String, VcsError> {
    check_finished(layout)?;
    if commit.message.trim().is_empty() || commit.message.contains('\0') {
        return Err(refused("the message is empty or holds a NUL"));
    }
    let changed = changed(client, commit.paths)?;
    if changed.is_empty() {
        return Err(refused("nothing has changed in these files"));
    }

    let author = format!("--user={}", user::shown(commit.author));
    let date = format!("--date={} 0", commit.at.as_millis() / 1_000);
    let message = format!("--message={}", commit.message);
    let patterns: Vec<String> = changed.iter().map(|path| format!("path:{path}")).collect();
    let mut arguments = vec!["commit", "--addremove", &author, &date, &message];
    arguments.extend(patterns.iter().map(String::as_str));
    let answer = client.ask(&arguments)?;
    if answer.code != 0 {
        return Err(refused("nothing has changed in these files"));
    }
    let parents = dirstate::parents(layout)?;
    parents.first.ok_or_else(|| VcsError::Program {
        program: String::from("hg commit"),
        message: String::from("the working tree is at no commit"),
    })
}

/// Refuses in the middle of something: Mercurial commits a merge whole or not at all.
fn check_finished(layout: &Layout) -> Result<(), VcsError> {
    if dirstate::parents(layout)?.second.is_some() {
        return Err(refused(
            "a merge is under way, which Mercurial only commits whole",
        ));
    }
    for (file, action) in UNFINISHED {
        if layout.hg_dir.join(file).exists() {
            return Err(refused(&format!("{action} is under way")));
        }
    }
    if !MergeState::read(layout)?.open.is_empty() {
        return Err(refused("files of a merge are still open"));
    }
    Ok(())
}

/// Returns those of the files that are changed, new, missing or removed.
fn changed(client: &Client, paths: &[String]) -> Result<Vec<String>, VcsError> {
    let paths: BTreeSet<&String> = paths.iter().filter(|path| tree::is_path(path)).collect();
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let patterns: Vec<String> = paths.iter().map(|path| format!("path:{path}")).collect();
    let mut arguments = vec!["status", "-mardu", "--no-status", "--print0"];
    arguments.extend(patterns.iter().map(String::as_str));
    let answer = client.ask(&arguments)?;
    // A folder stands for all that is below it.
    let named = tree::entries(&answer.output).filter(|path| paths.contains(path));
    Ok(named.collect())
}

fn refused(reason: &str) -> VcsError {
    VcsError::Refused {
        action: "commit",
        reason: reason.to_owned(),
    }
}
