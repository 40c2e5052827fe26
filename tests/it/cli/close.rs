//! `tickets start`, `close`, `reopen`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn a_life_from_start_to_end() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    assert_snapshot!(sandbox.run(&["start", "1"]), @"
    --- stderr
    Started TICKET-1 One
    ");
    assert_snapshot!(sandbox.run(&["start", "1"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["close", "1", "--resolution", "fixed", "--reason", "-in 3f2a", "--comment", "-done"]), @"
    --- stderr
    Closed TICKET-1 One
    ");
    assert_snapshot!(sandbox.run(&["close", "1"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["reopen", "1"]), @"
    --- stderr
    Reopened TICKET-1 One
    ");
    assert_snapshot!(sandbox.run(&["reopen", "1"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["history", "1"]), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:02Z  open → in-progress, Alice Doe
    2026-11-20T10:00:04Z  in-progress → closed, Alice Doe: -in 3f2a
    2026-11-20T10:00:04Z  comment, Alice Doe: -done
    2026-11-20T10:00:06Z  closed → open, Alice Doe
    ");
}

#[test]
fn all_are_closed_or_none() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["close", "1", "TICKET-99"]), @"
    --- stderr
    error: no ticket `TICKET-99`
      hint: did you mean `TICKET-1` or `TICKET-2`?
    --- exit 3
    ");
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run(&["close", "1", "2"]), @"
    --- stderr
    Closed TICKET-1 One
    Closed TICKET-2 Two
    ");
}

#[test]
fn one_waits_for_what_it_depends_on() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["depend", "2", "1"]).ok();

    assert_snapshot!(sandbox.run(&["start", "2"]), @"
    --- stderr
    error: cannot start `TICKET-2`: it waits for `TICKET-1`
      hint: `--force` starts it all the same
    --- exit 1
    ");
    sandbox.run(&["start", "2", "--force"]).ok();
}

#[test]
fn a_ticket_of_somebody_else_stays_theirs() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["update", "1", "-a", "bob"]).ok();

    assert_snapshot!(sandbox.run(&["start", "1"]), @"
    --- stderr
    Started TICKET-1 One
    ");
    assert_eq!(sandbox.ticket("1")["assignee"], "bob");
}

#[test]
fn a_status_that_is_no_end_does_not_close() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    assert_snapshot!(sandbox.run(&["close", "1", "--status", "in-review"]), @"
    --- stderr
    error: the status `in-review` does not settle a ticket
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["close", "1", "--status", "cancelld"]), @"
    --- stderr
    error: the project has no status `cancelld`
      hint: did you mean `cancelled`?
    --- exit 2
    ");
}
