//! `tickets archive` and `unarchive`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn an_archived_ticket_is_hidden_read_only_and_found_by_its_key() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);

    assert_snapshot!(sandbox.run(&["archive", "1"]), @"
    --- stderr
    Archived TICKET-1 One
    ");
    assert_eq!(sandbox.keys(&["list"]), ["TICKET-2"]);
    assert_eq!(sandbox.keys(&["list", "--all"]), ["TICKET-1", "TICKET-2"]);
    assert_eq!(sandbox.ticket("TICKET-1")["title"], "One");

    let before = sandbox.project();
    for args in [
        &["update", "1", "--priority", "high"][..],
        &["start", "1"],
        &["close", "1"],
        &["comment", "1", "Text"],
        &["label", "add", "x", "1"],
        &["depend", "1", "2"],
        &["link", "1", "a.txt"],
        &["archive", "1", "--dry-run"],
    ] {
        let run = sandbox.run(args);
        assert!(matches!(run.code, Some(1 | 7)), "{args:?}: {run}");
    }
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run(&["update", "1", "--priority", "high"]), @"
    --- stderr
    error: cannot update `TICKET-1`: it is archived and so read-only
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["archive", "1"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");

    sandbox.run(&["unarchive", "1"]).ok();
    sandbox.run(&["update", "1", "--priority", "high"]).ok();
}

#[test]
fn there_and_back_leaves_no_trace_in_the_file() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();
    sandbox.run(&["archive", "1"]).ok();
    sandbox.run(&["unarchive", "1"]).ok();

    assert_eq!(sandbox.project(), before);
}
