//! Other trackers' promises, kept here: the quick start of repo-tickets, and
//! the portable cases of simonski/ticket that concern tickets.

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn the_quick_start_of_repo_tickets() {
    let sandbox = Sandbox::repository();
    let description = "Users can't log in with special characters";

    assert_snapshot!(sandbox.run(&["init"]), @r#"
    --- stderr
    Initialised [ROOT]/repo/.tickets
    next: `tickets create "What is to be done"`
    git now merges tickets by their fields: `.git/config`
    "#);
    assert_snapshot!(sandbox.run(&["create", "Fix login bug", "--description", description]), @"TICKET-1");
    assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS  PRIORITY  TITLE          LABELS  ASSIGNEE
    TICKET-1  open    medium    Fix login bug
    --- stderr
    1 ticket
    ");
    assert_snapshot!(sandbox.run(&["show", "TICKET-1"]), @"
    TICKET-1  Fix login bug

    status:       open
    type:         task
    priority:     medium
    created:      2026-11-20T10:00:01Z by Alice Doe <alice@example.com> on main
    file:         .tickets/tickets/00/TICKET-1-fix-login-bug.yaml

      Users can't log in with special characters
    ");
    assert_snapshot!(sandbox.run(&["update", "TICKET-1", "--status", "in-progress"]), @"
    --- stderr
    Updated TICKET-1 Fix login bug
    ");
    assert_snapshot!(sandbox.run(&["update", "TICKET-1", "--labels", "bug,urgent"]), @"
    --- stderr
    Updated TICKET-1 Fix login bug
    ");
    assert_snapshot!(sandbox.run(&["search", "login"]), @"
    TICKET-1  in-progress  Fix login bug
    --- stderr
    1 ticket
    ");
    assert_snapshot!(sandbox.run(&["close", "TICKET-1"]), @"
    --- stderr
    Closed TICKET-1 Fix login bug
    ");
    assert_snapshot!(sandbox.run(&["list"]), @"
    --- stderr
    0 tickets; 1 settled or archived not shown (--all shows them)
    ");
}

/// Case 1: every type counts in one row, and stdout is the key alone.
#[test]
fn types_share_one_count() {
    let sandbox = Sandbox::repository();
    sandbox.run(&["init", "--prefix", "CUS"]).ok();
    for (number, kind) in ["task", "bug", "epic"].iter().enumerate() {
        let run = sandbox.run(&["create", "A title", "--type", kind]);
        assert_eq!(run.ok().stdout, format!("CUS-{}\n", number + 1));
    }
}

/// Case 2: what makes no sense is refused, by name.
#[test]
fn empty_titles_unknown_types_and_unknown_keys_are_refused() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["create", ""]), @"
    --- stderr
    error: a title is empty
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "x", "--type", "wish"]), @"
    --- stderr
    error: the project has no type `wish`
      hint: there are: epic, task, bug, story, requirement, decision, question, note, feature, chore, spike
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["show", "TICKET-1"]), @"
    --- stderr
    error: no ticket `TICKET-1`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
}

/// Case 3: who starts a ticket has it.
#[test]
fn starting_assigns_to_oneself() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["start", "1"]).ok();

    assert_eq!(sandbox.ticket("1")["assignee"], "Alice Doe");
}

/// Case 7, as far as there are no claims yet: the next is the most important, then the oldest.
#[test]
fn ready_tickets_come_by_priority_then_age() {
    let sandbox = Sandbox::with_tickets(&["Old", "Older than the next"]);
    sandbox.run(&["create", "Urgent", "-p", "critical"]).ok();
    sandbox
        .run(&["create", "Waits", "-p", "critical", "--depends-on", "1"])
        .ok();

    assert_eq!(
        sandbox.keys(&["ready"]),
        ["TICKET-3", "TICKET-1", "TICKET-2"]
    );
}

/// Case 9, decided otherwise: a closed ticket can be commented on, as on every
/// forge; an archived one cannot.
#[test]
fn a_closed_ticket_takes_comments_and_an_archived_one_does_not() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["comment", "1", "Thanks"]).ok();
    sandbox.run(&["reopen", "1"]).ok();
    sandbox.run(&["archive", "1"]).ok();

    assert_eq!(sandbox.run(&["comment", "1", "Thanks"]).code, Some(1));
}

/// Case 10: hidden and found again.
#[test]
fn archiving_hides_and_unarchiving_restores() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["archive", "1"]).ok();
    assert_eq!(sandbox.keys(&["list"]), Vec::<String>::new());
    assert_eq!(sandbox.keys(&["list", "--all"]), ["TICKET-1"]);
    sandbox.run(&["unarchive", "1"]).ok();
    assert_eq!(sandbox.keys(&["list"]), ["TICKET-1"]);
}

/// Case 11: a parent is not deleted over its children's heads.
#[test]
fn a_parent_with_children_is_not_deleted() {
    let sandbox = Sandbox::with_tickets(&["Parent"]);
    sandbox.run(&["create", "Child", "--parent", "1"]).ok();

    assert_eq!(sandbox.run(&["delete", "1", "--yes"]).code, Some(1));
    sandbox.run(&["delete", "2", "--yes"]).ok();
    sandbox.run(&["delete", "1", "--yes"]).ok();
    assert_eq!(sandbox.run(&["show", "1"]).code, Some(3));
}

/// Case 12: comma lists, and what is refused.
#[test]
fn dependencies_are_added_and_removed() {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"]);
    sandbox.run(&["depend", "3", "1,2"]).ok();

    assert_eq!(sandbox.run(&["depend", "3", "1"]).code, Some(7), "twice");
    assert_eq!(sandbox.run(&["depend", "3", "3"]).code, Some(1), "itself");
    assert_eq!(sandbox.run(&["depend", "1", "3"]).code, Some(1), "a circle");
    sandbox.run(&["undepend", "3", "1,2"]).ok();
    assert_eq!(sandbox.ticket("3")["depends_on"], json!([]));
}

/// Case 21: everything goes out and comes in again.
#[test]
fn an_export_is_imported_as_it_was() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&[
            "create",
            "One",
            "-d",
            "Text: \"x\"\n\nand more",
            "-l",
            "a,b",
            "--criterion",
            "c",
        ])
        .ok();
    sandbox
        .run(&["create", "Two", "--depends-on", "1", "--due", "2027-01-01"])
        .ok();
    sandbox.run(&["comment", "1", "A comment"]).ok();
    sandbox.run(&["start", "1"]).ok();
    let exported = sandbox
        .run(&["export", "--format", "jsonl"])
        .ok()
        .stdout
        .clone();

    let other = Sandbox::new();
    other.write("all.jsonl", &exported);
    other.run(&["import", "all.jsonl"]).ok();
    assert_eq!(other.project(), sandbox.project());
    assert_eq!(
        other.run(&["export", "--format", "jsonl"]).ok().stdout,
        exported
    );
}

/// Case 22: in order, with names and with values before and after.
#[test]
fn history_is_attributed() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox
        .run_with(("TICKETS_USER_NAME", "agent-7"), &["start", "1"])
        .ok();
    sandbox.run(&["close", "1", "--reason", "fixed"]).ok();

    let history = sandbox
        .run(&["history", "1", "--format", "json"])
        .ok()
        .json();
    let facts: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|event| json!([event["by"], event["from"], event["to"]]))
        .collect();
    assert_eq!(facts[1], json!(["agent-7", "open", "in-progress"]));
    assert_eq!(facts[2], json!(["Alice Doe", "in-progress", "closed"]));
}
