//! `tickets update`

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn several_tickets_change_together_or_not_at_all() {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"]);
    sandbox.run(&["archive", "3"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["update", "1", "2", "3", "--priority", "high"]), @"
    --- stderr
    error: cannot update `TICKET-3`: it is archived and so read-only
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "9", "--priority", "high"]), @"
    --- stderr
    error: no ticket `9`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run(&["update", "1", "2", "1", "--priority", "high"]), @"
    --- stderr
    Updated TICKET-1 One
    Updated TICKET-2 Two
    ");
}

#[test]
fn what_is_so_already_is_nothing_to_do() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    assert_snapshot!(sandbox.run(&["update", "1", "--priority", "medium"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["update", "1"]), @"
    --- stderr
    error: nothing to change was given
      hint: `tickets update --help` lists what can be changed
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--remove-label", "none-such"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
}

#[test]
fn fields_are_cleared_by_name() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox
        .run(&[
            "update", "1", "-a", "me", "-l", "a,b", "--due", "7d", "--points", "3", "-d", "Text",
        ])
        .ok();

    sandbox
        .run(&[
            "update",
            "1",
            "--clear",
            "assignee",
            "--clear",
            "labels,due",
            "--clear",
            "story_points",
        ])
        .ok();
    let ticket = sandbox.ticket("1");
    assert_eq!(
        json!([
            ticket["assignee"],
            ticket["labels"],
            ticket["due"],
            ticket["story_points"]
        ]),
        json!([null, [], null, null])
    );
    assert_snapshot!(sandbox.run(&["update", "1", "--clear", "titel"]), @"
    --- stderr
    error: `titel` cannot be cleared
      hint: there are: description, assignee, reporter, labels, epic, sprint, parent, depends_on, related, duplicates, links, due, estimate_hours, story_points, resolution, acceptance_criteria
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--clear", "assigne"]), @"
    --- stderr
    error: `assigne` cannot be cleared
      hint: did you mean `assignee`?
    --- exit 2
    ");
}

#[test]
fn labels_are_a_sorted_set() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["update", "1", "--labels", "bug,urgent"]).ok();
    sandbox
        .run(&[
            "update",
            "1",
            "--add-label",
            "a",
            "--add-label",
            "z,bug",
            "--remove-label",
            "urgent",
        ])
        .ok();

    assert_eq!(sandbox.ticket("1")["labels"], json!(["a", "bug", "z"]));
    assert_snapshot!(sandbox.run(&["update", "1", "--add-label", "has blank"]), @"
    --- stderr
    Updated TICKET-1 One
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--add-label", "a,,b"]), @"
    --- stderr
    Updated TICKET-1 One
    ");
}

#[test]
fn criteria_are_changed_by_number() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&[
            "create",
            "One",
            "--criterion",
            "A",
            "--criterion",
            "B",
            "--criterion",
            "C",
        ])
        .ok();
    sandbox
        .run(&[
            "update",
            "1",
            "--check",
            "1",
            "--edit-criterion",
            "2",
            "Better",
            "--remove-criterion",
            "3",
        ])
        .ok();

    let criteria = sandbox.ticket("1")["acceptance_criteria"].clone();
    let shown: Vec<_> = criteria
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["text"], one["done"]]))
        .collect();
    assert_eq!(shown, [json!(["A", true]), json!(["Better", false])]);
    assert_snapshot!(sandbox.run(&["update", "1", "--check", "7"]), @"
    --- stderr
    error: cannot update `TICKET-1`: it has no acceptance criterion 7, only 2
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--check", "0"]), @"
    --- stderr
    error: cannot update `TICKET-1`: it has no acceptance criterion 0, only 2
    --- exit 1
    ");
}

#[test]
fn a_version_that_is_no_longer_there_is_a_conflict() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let version = sandbox.ticket("1")["version"].as_str().unwrap().to_owned();
    sandbox
        .run(&[
            "update",
            "1",
            "--priority",
            "high",
            "--if-version",
            &version,
        ])
        .ok();

    let run = sandbox.run(&["update", "1", "--priority", "low", "--if-version", &version]);
    assert_eq!(run.code, Some(4), "{run}");
    assert_eq!(sandbox.ticket("1")["priority"], "high");
}

#[test]
fn a_ticket_cannot_be_its_own_relation() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["update", "2", "--parent", "1"]).ok();

    assert_snapshot!(sandbox.run(&["update", "1", "--parent", "1"]), @"
    --- stderr
    error: cannot update `TICKET-1`: `parent` would refer to the ticket itself
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--parent", "2"]), @"
    --- stderr
    error: cannot update `TICKET-1`: it would be part of itself: TICKET-1 → TICKET-2 → TICKET-1
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--duplicates", "1"]), @"
    --- stderr
    error: cannot update `TICKET-1`: `duplicates` would refer to the ticket itself
    --- exit 1
    ");
}

#[test]
fn a_status_has_only_the_followers_that_the_project_allows() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox
        .run(&[
            "config",
            "set",
            "transitions",
            "{open: [in-progress], in-progress: [closed, open]}",
        ])
        .ok();

    assert_snapshot!(sandbox.run(&["update", "1", "--status", "closed"]), @"
    --- stderr
    error: cannot change `TICKET-1`: `open` may not be followed by `closed`, only by `in-progress`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["close", "1"]), @"
    --- stderr
    error: cannot change `TICKET-1`: `open` may not be followed by `closed`, only by `in-progress`
    --- exit 1
    ");
    sandbox.run(&["start", "1"]).ok();
    sandbox.run(&["close", "1"]).ok();
}

#[test]
fn a_dry_run_shows_the_lines_and_changes_none() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["update", "1", "--priority", "high", "--add-label", "x", "-n"]), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    @@ -8,11 +8,12 @@
     
     status: open
     
    -priority: medium
    +priority: high
     
     assignee:
     
     labels:
    +  - x
     
     epic:
     
    --- stderr
    dry run: nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--priority", "high", "-n", "--format", "json"]), @r#"
    [
    {"path":".tickets/tickets/00/TICKET-1-one.yaml","action":"edit","is_rewritten":false,"diff":"--- a/.tickets/tickets/00/TICKET-1-one.yaml\n+++ b/.tickets/tickets/00/TICKET-1-one.yaml\n@@ -8,7 +8,7 @@\n \n status: open\n \n-priority: medium\n+priority: high\n \n assignee:\n \n"}
    ]
    "#);
    assert_eq!(sandbox.project(), before);
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    for args in [
        ["--points", "-1"],
        ["--points", "many"],
        ["--points", "4294967296"],
        ["--estimate", "-1"],
        ["--estimate", "NaN"],
        ["--estimate", "inf"],
        ["--estimate", "1e999"],
        ["--due", "2026-02-30"],
        ["--due", "99999d"],
    ] {
        let run = sandbox.run(&["update", "1", args[0], args[1]]);
        assert_eq!(run.code, Some(2), "{args:?}: {run}");
    }
}

#[test]
fn a_long_title_is_refused_and_a_long_description_is_kept() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let long = "x".repeat(100_000);

    assert_eq!(
        sandbox.run(&["update", "1", "--title", &long]).code,
        Some(2)
    );
    sandbox.run(&["update", "1", "--description", &long]).ok();
    assert_eq!(
        sandbox.ticket("1")["description"].as_str().unwrap().len(),
        100_000
    );
}
