//! The program in a Mercurial repository, with the real `hg`.

use insta::assert_snapshot;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// A repository with one ticket in its first commit, and no configuration from outside.
fn repository() -> Sandbox {
    let sandbox = Sandbox::plain()
        .with_variable("HGRCPATH", "")
        .with_variable("HGPLAIN", "1")
        .with_variable("HGUSER", "Alice Doe <alice@example.com>");
    hg(&sandbox, &["init", "."]);
    sandbox.run(&["init", "--quiet"]).ok();
    sandbox.run(&["create", "Fix login bug"]).ok();
    commit(&sandbox, "begin");
    sandbox
}

fn try_hg(sandbox: &Sandbox, args: &[&str]) -> Run {
    let mut command = sandbox.isolated("hg");
    command.args(args);
    sandbox.finish(command)
}

fn hg(sandbox: &Sandbox, args: &[&str]) -> String {
    let run = try_hg(sandbox, args);
    assert_eq!(run.code, Some(0), "hg {args:?}: {run}");
    run.stdout
}

fn commit(sandbox: &Sandbox, message: &str) {
    hg(
        sandbox,
        &[
            "commit",
            "--quiet",
            "--addremove",
            "-m",
            message,
            "-d",
            "2026-11-20 12:00 +0000",
        ],
    );
}

/// Two bookmarks from the first commit; the first `change` is `feature`'s, and `main` is checked out at last.
fn part(sandbox: &Sandbox, changes: [&[&str]; 2]) {
    for (bookmark, change) in ["feature", "main"].iter().zip(changes) {
        hg(sandbox, &["update", "--quiet", "-r", "0"]);
        hg(sandbox, &["bookmark", bookmark]);
        sandbox.run(change).ok();
        commit(sandbox, bookmark);
    }
}

#[test]
fn a_clone_is_armed_and_proves_it() {
    let sandbox = repository();

    assert_snapshot!(sandbox.run(&["vcs", "status"]), @"
    system      hg
    driver      registered in this clone
    trial       a merge of two labels in a scratch repository is clean
    ");
    sandbox.run(&["vcs", "remove"]).ok();
    assert!(!sandbox.repo().join(".hg/hgrc").exists());
    assert_eq!(sandbox.run(&["vcs", "status"]).code, Some(1));
    sandbox.run(&["vcs", "setup"]).ok();
    sandbox.run(&["vcs", "status"]).ok();
}

#[test]
fn labels_of_two_branches_come_together() {
    let sandbox = repository();
    part(
        &sandbox,
        [
            &["update", "1", "--add-label", "x", "--status", "in-progress"],
            &["update", "1", "--add-label", "y", "--priority", "high"],
        ],
    );
    hg(&sandbox, &["merge", "--quiet", "feature"]);

    let ticket = sandbox.ticket("1");
    assert_eq!(ticket["labels"], serde_json::json!(["x", "y"]));
    assert_eq!(ticket["status"], "in-progress");
    assert_eq!(ticket["priority"], "high");
}

#[test]
fn a_contradiction_is_left_to_resolve_which_tells_mercurial() {
    let sandbox = repository();
    part(
        &sandbox,
        [
            &["update", "1", "--priority", "low"],
            &["update", "1", "--priority", "high"],
        ],
    );
    assert_eq!(try_hg(&sandbox, &["merge", "feature"]).code, Some(1));

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Left TICKET-1 Fix login bug
      priority: high (main) or low (feature)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    sandbox.run(&["resolve", "--theirs"]).ok();
    assert_eq!(
        hg(&sandbox, &["resolve", "--list"]),
        "R .tickets/tickets/00/TICKET-1-fix-login-bug.yaml\n"
    );
    assert_eq!(sandbox.ticket("1")["priority"], "low");
}

#[test]
fn a_merge_without_the_driver_is_finished_by_resolve() {
    let sandbox = repository();
    part(
        &sandbox,
        [
            &["update", "1", "--add-label", "x"],
            &["update", "1", "--add-label", "y"],
        ],
    );
    sandbox.run(&["vcs", "remove"]).ok();
    assert_eq!(
        try_hg(&sandbox, &["merge", "--tool", ":merge", "feature"]).code,
        Some(1)
    );

    sandbox.run(&["resolve"]).ok();
    assert_eq!(sandbox.ticket("1")["labels"], serde_json::json!(["x", "y"]));
    commit(&sandbox, "merge");
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn the_past_is_read_and_the_tickets_alone_are_committed() {
    let sandbox = repository();
    sandbox.write("notes.txt", "mine");
    hg(&sandbox, &["add", "--quiet", "notes.txt"]);
    sandbox.run(&["close", "1", "--resolution", "fixed"]).ok();

    assert_snapshot!(sandbox.run(&["diff"]), @"
    TICKET-1 Fix login bug
      status open → closed (fixed)
    --- stderr
    1 closed
    ");
    sandbox.run(&["commit"]).ok();
    assert_eq!(hg(&sandbox, &["status"]), "A notes.txt\n");
    assert_eq!(
        hg(&sandbox, &["log", "-r", ".", "-T", "{desc}\n{author}"]),
        "tickets: closed TICKET-1 Fix login bug\nAlice Doe <alice@example.com>"
    );
    assert_snapshot!(sandbox.run(&["list", "--rev", "0", "--format", "simple"]), @"TICKET-1");
    let events = sandbox
        .run(&["history", "1", "--format", "json"])
        .ok()
        .json();
    let commits = events
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["event"] == "commit");
    assert_eq!(commits.count(), 2);
}
