//! Two branches of a project without the driver, and what a merge of them left.

use std::fs;

use crate::sandbox::Sandbox;

pub(crate) type Commands<'a> = &'a [&'a [&'a str]];

/// Two branches of a project without the driver: `theirs`, and `main`, which is checked out.
pub(crate) fn parted(ours: Commands<'_>, theirs: Commands<'_>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["vcs", "remove"]).ok();
    fs::remove_file(sandbox.repo().join(".tickets/.gitattributes")).unwrap();
    let lines = "one\ntwo\nthree\nfour\nfive";
    sandbox.run(&["create", "One", "--description", lines]).ok();
    sandbox.run(&["create", "Two"]).ok();
    sandbox.run(&["create", "Three"]).ok();
    sandbox.commit_all("base");
    sandbox.git(&["branch", "base"]);
    for (branch, commands) in [("theirs", theirs), ("main", ours)] {
        if branch == "theirs" {
            sandbox.git(&["checkout", "--quiet", "-b", branch]);
        } else {
            sandbox.git(&["checkout", "--quiet", branch]);
        }
        for args in commands {
            sandbox.run(args).ok();
        }
        sandbox.commit_all(branch);
    }
    sandbox
}

/// The same in the middle of a merge that stopped.
pub(crate) fn merging(ours: Commands<'_>, theirs: Commands<'_>) -> Sandbox {
    let sandbox = parted(ours, theirs);
    stopped(&sandbox, &["merge", "--quiet", "theirs"]);
    sandbox
}

/// Runs git, which must stop for a conflict.
pub(crate) fn stopped(sandbox: &Sandbox, args: &[&str]) {
    let run = sandbox.try_git(".", args);
    assert_eq!(run.code, Some(1), "git {args:?}: {run}");
}

/// One ticket with two priorities, and with labels that text cannot merge.
pub(crate) fn two_priorities() -> Sandbox {
    merging(
        &[&["update", "1", "--priority", "high", "--add-label", "a"]],
        &[&["update", "1", "--priority", "low", "--add-label", "b"]],
    )
}

pub(crate) fn status(sandbox: &Sandbox) -> String {
    sandbox.git(&["status", "--porcelain"])
}

/// The lines that have markers around them, and the markers.
pub(crate) fn marked(sandbox: &Sandbox, key: &str) -> String {
    let text = sandbox.read(sandbox.file_of(key));
    let mut is_inside = false;
    let mut marked = String::new();
    for line in text.lines() {
        is_inside |= line.starts_with("<<<<<<<");
        if is_inside {
            marked += &format!("{line}\n");
        }
        is_inside &= !line.starts_with(">>>>>>>");
    }
    marked
}
