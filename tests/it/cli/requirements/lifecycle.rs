//! Requirements, stories and results from the first word to the last.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn project() -> Sandbox {
    Sandbox::with_tickets(&["Write the parser"])
}

/// Assertion 1 of the test-suite of the system that this one replaces.
#[test]
fn a_requirement_begins_as_a_draft_and_ends_verified() {
    let sandbox = project();

    let add = [
        "requirements",
        "add",
        "TICKET-1",
        "--title",
        "It reads all of the language",
        "--priority",
        "high",
        "-c",
        "Tabs are read",
        "-c",
        "-- is read",
    ];
    assert_snapshot!(sandbox.run(&add), @"");
    let added = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(added["status"], "draft");
    assert_eq!(added["of"], "TICKET-1");
    assert_eq!(added["acceptance_criteria"].as_array().unwrap().len(), 2);

    assert_snapshot!(sandbox.run(&["req", "verify", "1"]), @"");
    for verb in ["approve", "implement"] {
        sandbox.run(&["req", verb, "1"]).ok();
    }
    assert_snapshot!(sandbox.run(&["req", "verify", "REQ-1", "-n", "tried with a tab"]), @"");
    assert_snapshot!(sandbox.run(&["req", "show", "1"]), @"");
    assert_snapshot!(sandbox.run(&["req", "verify", "1"]), @"");
}

#[test]
fn a_title_is_needed_once_and_not_blank() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["req", "add", "1"]), @"");
    assert_snapshot!(sandbox.run(&["req", "add", "1", "a", "--title", "b"]), @"");
    assert_snapshot!(sandbox.run(&["req", "add", "1", " "]), @"");
    assert_snapshot!(sandbox.run(&["req", "add", "7", "a"]), @"");
    assert_eq!(sandbox.files_below(".tickets/requirements").len(), 0);
}

/// Assertion 2.
#[test]
fn a_story_is_told_in_one_sentence() {
    let sandbox = project();
    let story = [
        "req",
        "story",
        "1",
        "-p",
        "developer",
        "-g",
        "track time on tickets",
        "-b",
        "I can provide accurate estimates",
        "--points",
        "5",
    ];
    sandbox.run(&story).ok();
    sandbox
        .run(&["req", "story", "1", "admin", "to see it", "all know"])
        .ok();

    assert_snapshot!(sandbox.run(&["req", "show", "1", "2"]), @"");
    assert_snapshot!(sandbox.run(&["req", "story", "1", "admin", "to see it"]), @"");
    assert_snapshot!(sandbox.run(&["req", "story", "1", "-p", "admin", "-g", " ", "-b", "x"]), @"");

    sandbox
        .run(&["req", "update", "1", "--goal", "log time"])
        .ok();
    let told = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(told["title"], "log time");
    assert_eq!(
        told["sentence"],
        "As a developer, I want log time, so that I can provide accurate estimates."
    );
}

/// Assertion 3.
#[test]
fn a_result_tells_who_verified_it_when_and_why() {
    let sandbox = project();
    sandbox
        .run(&["req", "result", "1", "-d", "It runs", "-m", "automated"])
        .ok();
    sandbox
        .run(&[
            "req",
            "result",
            "TICKET-1",
            "It looks good\n\nOn all screens",
        ])
        .ok();

    let result = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(result["method"], "automated");
    assert_eq!(result["status"], "pending");
    assert_eq!(result["description"], "");
    assert_snapshot!(sandbox.run(&["req", "verify", "1", "--notes", "seen"]), @"");
    let result = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(result["status"], "verified");
    assert_eq!(result["notes"], "seen");
    assert_eq!(result["moved_by"], "Alice Doe");
    assert_eq!(result["moved_at"], "2026-11-20T10:00:05Z");

    sandbox.run(&["req", "block", "2", "-n", "no screen"]).ok();
    sandbox.run(&["req", "fail", "2", "-n", "too small"]).ok();
    assert_snapshot!(sandbox.run(&["req", "show", "2"]), @"");
    assert_snapshot!(sandbox.run(&["req", "approve", "2"]), @"");
    assert_snapshot!(sandbox.run(&["req", "result", "1", "a", "-m", "magic"]), @"");
}

#[test]
fn several_are_moved_together_or_not_at_all() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "result", "1", "b"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["req", "approve", "1", "2"]), @"");
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run(&["req", "approve", "1", "--dry-run"]), @"");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn what_changed_after_it_was_verified_is_suspect_until_it_is_reviewed() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "Parent"]).ok();
    sandbox
        .run(&["req", "add", "1", "Child", "--parent", "1"])
        .ok();
    for verb in ["approve", "implement", "verify"] {
        sandbox.run(&["req", verb, "1", "2"]).ok();
    }
    assert_snapshot!(sandbox.run(&["req", "list", "--suspect"]), @"");

    // Labels and priorities are not what it says.
    sandbox
        .run(&["req", "update", "1", "--priority", "low", "-l", "x"])
        .ok();
    assert_snapshot!(sandbox.run(&["req", "list", "--suspect"]), @"");

    sandbox
        .run(&["req", "update", "1", "--title", "Another"])
        .ok();
    assert_snapshot!(sandbox.run(&["req", "list", "1"]), @"");

    sandbox.run(&["req", "review", "1", "2"]).ok();
    assert_snapshot!(sandbox.run(&["req", "list", "1"]), @"");
    assert_snapshot!(sandbox.run(&["req", "review", "1"]), @"");
}

#[test]
fn a_field_that_a_type_does_not_have_is_refused() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "add", "1", "b", "--parent", "1"]).ok();

    assert_snapshot!(sandbox.run(&["req", "update", "1", "--points", "3"]), @"");
    assert_snapshot!(sandbox.run(&["req", "update", "1", "--method", "review"]), @"");
    assert_snapshot!(sandbox.run(&["req", "update", "1", "--parent", "2"]), @"");
    assert_snapshot!(sandbox.run(&["req", "update", "1", "--priority", "huge"]), @"");
    assert_snapshot!(sandbox.run(&["req", "list", "--status", "done"]), @"");
}

#[test]
fn a_list_is_of_one_thing_or_of_all_and_filtered() {
    let sandbox = project();
    sandbox.run(&["epic", "create", "Language"]).ok();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "add", "EPIC-1", "b"]).ok();
    sandbox.run(&["req", "result", "1", "c"]).ok();
    sandbox.run(&["req", "approve", "1"]).ok();

    let keys = |args: &[&str]| sandbox.keys(&[&["requirements", "list"], args].concat());
    assert_eq!(keys(&[]), ["REQ-1", "REQ-2", "REQ-3"]);
    assert_eq!(keys(&["TICKET-1"]), ["REQ-1", "REQ-3"]);
    assert_eq!(keys(&["--of", "EPIC-1"]), ["REQ-2"]);
    assert_eq!(keys(&["--type", "result"]), ["REQ-3"]);
    assert_eq!(keys(&["--status", "approved,pending"]), ["REQ-1", "REQ-3"]);
    assert_eq!(keys(&["1", "--status", "draft"]), [""; 0]);
}

#[test]
fn what_others_follow_from_is_deleted_with_them_or_not() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "add", "1", "b", "--parent", "1"]).ok();
    sandbox.run(&["req", "add", "1", "c", "--parent", "2"]).ok();

    assert_snapshot!(sandbox.run(&["req", "delete", "1", "--yes"]), @"");
    assert_snapshot!(sandbox.run(&["req", "delete", "3"]), @"");
    assert_snapshot!(sandbox.run(&["req", "delete", "1", "--yes", "--recursive"]), @"");
    assert_eq!(sandbox.keys(&["req", "list"]), [""; 0]);
}
