//! `tickets delete`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn nobody_to_ask_means_no() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    assert_snapshot!(sandbox.run(&["delete", "1"]), @"
    --- stderr
      TICKET-1 One
    error: to delete 1 ticket needs a yes, and there is nobody to ask
      hint: `--yes` says it, `--dry-run` shows the changes
    --- exit 2
    ");
    assert_eq!(sandbox.keys(&["list"]), ["TICKET-1"]);
}

#[test]
fn the_comments_go_with_it_and_undo_brings_all_back() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["comment", "1", "Text"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["delete", "1", "--yes"]), @"
    --- stderr
    Deleted TICKET-1 One
    ");
    assert_eq!(
        sandbox.files_below(".tickets/tickets"),
        Vec::<String>::new()
    );
    sandbox.run(&["undo", "--yes"]).ok();
    assert_eq!(sandbox.project(), before);
}

#[test]
fn what_others_refer_to_is_kept_unless_told() {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"]);
    sandbox.run(&["depend", "2", "1"]).ok();
    sandbox.run(&["update", "3", "--parent", "1"]).ok();

    assert_snapshot!(sandbox.run(&["delete", "1", "--yes"]), @"
    --- stderr
    error: cannot delete `TICKET-1`: `TICKET-2`, `TICKET-3` refer to it
      hint: `--unlink` removes those references too
    --- exit 1
    ");
    sandbox.run(&["delete", "1", "--yes", "--unlink"]).ok();
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn tickets_that_refer_to_each_other_go_together() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["depend", "2", "1"]).ok();

    sandbox.run(&["delete", "1", "2", "--yes"]).ok();
    assert_eq!(sandbox.keys(&["list"]), Vec::<String>::new());
}

#[test]
fn a_dry_run_deletes_nothing() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();

    let run = sandbox.run(&["delete", "1", "--dry-run"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn requirements_and_backlog_items_refer_to_tickets_too() {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"]);
    sandbox.run(&["depend", "2", "1"]).ok();
    sandbox
        .run(&["requirements", "add", "TICKET-1", "Fast"])
        .ok();
    sandbox
        .run(&["requirements", "add", "TICKET-3", "Slow"])
        .ok();
    sandbox
        .run(&["backlog", "add", "Item", "--depends-on", "TICKET-1"])
        .ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["delete", "1", "3", "--yes"]), @"
    --- stderr
    error: cannot delete `TICKET-1`: `TICKET-2`, `ITEM-1`, `REQ-1` refer to it
      hint: `--unlink` removes those references too
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
    sandbox.run(&["delete", "1", "3", "--yes", "--unlink"]).ok();
    sandbox.run(&["doctor"]).ok();
    for (path, text) in sandbox.project() {
        assert!(
            !text.contains("TICKET-1") && !text.contains("TICKET-3"),
            "{path}: {text}"
        );
    }
    sandbox.run(&["undo", "--yes"]).ok();
    assert_eq!(sandbox.project(), before);
}
