//! A true contradiction: one field conflicts, and everything else goes on working.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// Two tickets, of which the first was merged with two priorities.
fn contradicting() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Broken", "Sound"]).without_driver();
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox
        .run(&["update", "1", "--priority", "low", "--points", "3"])
        .ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox
        .run(&["update", "1", "--priority", "high", "--assignee", "bob"])
        .ok();
    sandbox.commit_all("ours");
    let run = sandbox.try_git(".", &["merge", "--no-edit", "theirs"]);
    assert_eq!(run.code, Some(1), "{run}");
    sandbox
}

#[test]
fn two_values_of_one_field_conflict_on_that_field_only() {
    let sandbox = contradicting();

    let text = sandbox.read(sandbox.file_of("TICKET-1"));
    let start = text.find("<<<<<<<").unwrap();
    let end = text.find(">>>>>>>").unwrap();
    assert_snapshot!(&text[start..end], @"
    <<<<<<< HEAD
    priority: high
    =======
    priority: low
    ");
    assert!(text.contains("story_points: 3\n") && text.contains("assignee: bob\n"));
}

#[test]
fn list_shows_the_others_and_names_the_conflicted_one() {
    let sandbox = contradicting();

    assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-2  open    medium    Sound
    --- stderr
    warning: `.tickets/tickets/00/TICKET-1-broken.yaml` line 11: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    1 ticket
    ");
    let run = sandbox.run(&["list", "--format", "json", "--fields", "id"]);
    assert_snapshot!(run, @r#"
    [
    {"id":"TICKET-2"}
    ]
    --- stderr
    {"problem":{"path":".tickets/tickets/00/TICKET-1-broken.yaml","line":11,"code":"conflict-markers","message":"has conflict markers of an unfinished merge","hint":"`tickets resolve` finishes the merge"}}
    "#);
}

#[test]
fn show_of_the_conflicted_one_says_so() {
    let sandbox = contradicting();

    assert_snapshot!(sandbox.run(&["show", "1"]), @"
    --- stderr
    error: `.tickets/tickets/00/TICKET-1-broken.yaml` line 11: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    --- exit 4
    ");
}

#[test]
fn doctor_names_the_conflicted_one() {
    let sandbox = contradicting();

    assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/tickets/00/TICKET-1-broken.yaml` line 11: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    --- stderr
    1 problem in 2 tickets
    --- exit 6
    ");
}

/// One list of all commands that touch tickets, so that a new one is tried too.
#[test]
fn every_command_goes_on_working_for_the_others() {
    let sandbox = contradicting();
    let working: &[&[&str]] = &[
        &["list"],
        &["show", "2"],
        &["ready"],
        &["blocked"],
        &["board"],
        &["stats"],
        &["count"],
        &["search", "sound"],
        &["history", "2"],
        &["label", "list"],
        &["config", "list"],
        &["create", "Third"],
        &["update", "2", "--priority", "low"],
        &["start", "2"],
        &["comment", "2", "Text"],
        &["depend", "2", "TICKET-3"],
        &["undepend", "2", "TICKET-3"],
        &["link", "2", "a.txt"],
        &["unlink", "2", "a.txt"],
        &["label", "add", "x", "2"],
        &["close", "2"],
        &["reopen", "2"],
        &["archive", "2"],
        &["unarchive", "2"],
        &["delete", "2", "--yes"],
        &["undo", "--yes"],
        &["init"],
    ];
    for args in working {
        let run = sandbox.run(args);
        assert_eq!(run.code, Some(0), "{args:?}: {run}");
    }
}

#[test]
fn a_change_of_the_conflicted_one_is_refused_and_changes_nothing() {
    let sandbox = contradicting();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["update", "1", "--title", "New"]), @"
    --- stderr
    error: `.tickets/tickets/00/TICKET-1-broken.yaml` line 11: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    --- exit 4
    ");
    assert_snapshot!(sandbox.run(&["close", "1", "2"]), @"
    --- stderr
    error: `.tickets/tickets/00/TICKET-1-broken.yaml` line 11: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    --- exit 4
    ");
    assert_eq!(sandbox.project(), before);
}
