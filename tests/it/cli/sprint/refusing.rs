//! What sprints do not let one do, and who comes too late.

use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::Value;

use crate::cli::sprint::prepared::on;
use crate::cli::sprint::prepared::prepared;
use crate::cli::sprint::prepared::sprint;

#[test]
fn what_is_not_done_needs_a_choice() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "add", "1", "1", "2"]).ok();
    assert_snapshot!(on(&sandbox, 1, &["sprint", "close", "1"]), @"
    --- stderr
    error: cannot close `SPRINT-1`: `planned` may not be followed by `closed`, only by active, cancelled
    --- exit 1
    ");
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    let before = sandbox.project();
    assert_snapshot!(on(&sandbox, 3, &["sprint", "close", "1"]), @"
    --- stderr
    error: cannot close `SPRINT-1`: `TICKET-1`, `TICKET-2` are not done
      hint: say what becomes of that: `--carry-over SPRINT`, `--to-backlog` or `--keep`
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 3, &["sprint", "close", "1", "--carry-over", "1"]), @"
    --- stderr
    error: cannot close `SPRINT-1`: it cannot carry over into itself
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 3, &["sprint", "close", "1", "--carry-over", "9"]), @"
    --- stderr
    error: no sprint `9`
      hint: `tickets sprint list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(on(&sandbox, 3, &["sprint", "close", "1", "--keep", "--to-backlog"]), @"
    --- stderr
    error: the argument '--keep' cannot be used with '--to-backlog'

    Usage: tickets sprint close --keep <SPRINT>

    For more information, try '--help'.
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);

    on(&sandbox, 3, &["sprint", "close", "1", "--keep"]).ok();
    assert_eq!(sandbox.ticket("TICKET-1")["sprint"], "SPRINT-1");
    assert_snapshot!(on(&sandbox, 4, &["sprint", "add", "1", "3"]), @"
    --- stderr
    error: cannot add to `SPRINT-1`: it is closed
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 4, &["sprint", "remove", "1", "1"]), @"
    --- stderr
    error: cannot remove from `SPRINT-1`: it is closed
    --- exit 1
    ");
}

#[test]
fn bad_input_changes_nothing() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "create", "Undated"]).ok();
    let before = sandbox.project();
    assert_snapshot!(on(&sandbox, 1, &["sprint", "start", "2"]), @"
    --- stderr
    error: cannot start `SPRINT-2`: it has no dates
      hint: `--days 14` lets it begin today, `--start` and `--end` name its days
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "update", "2", "--days", "7"]), @"
    --- stderr
    error: cannot update `SPRINT-2`: how long it lasts says nothing without its first day
      hint: give `--start` too
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "update", "1", "--end", "2026-11-01"]), @"
    --- stderr
    error: cannot update `SPRINT-1`: its last day would be before its first
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "update", "1", "--days", "0"]), @"
    --- stderr
    error: a sprint has 1 to 365 days, not 0
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "update", "1", "--clear", "commitment"]), @"
    --- stderr
    error: `commitment` cannot be cleared
      hint: there are: start_date, end_date, capacity, goal
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "plan", "1"]), @"
    --- stderr
    error: cannot plan `SPRINT-1`: it has no capacity
      hint: give `--capacity` in story points
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "burndown"]), @"
    --- stderr
    error: no sprint is active
      hint: name one; `tickets sprint list --all` shows them
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "burndown", "2"]), @"
    --- stderr
    error: cannot draw `SPRINT-2`: it has no dates
      hint: `tickets sprint update` gives it `--start` and `--end`
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "add", "1", "EPIC-1"]), @"
    --- stderr
    error: `EPIC-1` is neither a ticket nor a backlog item
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "add", "1", "TICKET-1", "TICKET-99"]), @"
    --- stderr
    error: no ticket `TICKET-99`
      hint: did you mean `TICKET-1` or `TICKET-2` or `TICKET-3`?
    --- exit 3
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "remove", "1", "TICKET-1"]), @"
    --- stderr
    error: cannot update `TICKET-1`: it is not in SPRINT-1
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "list", "--status", "open"]), @"
    --- stderr
    error: sprints have no status `open`
      hint: there are: planned, active, closed, cancelled
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "show", "9"]), @"
    --- stderr
    error: no sprint `9`
      hint: `tickets sprint list --all` shows what there is
    --- exit 3
    ");
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run_with(("TICKETS_SPRINT_DAYS", "0"), &["sprint", "list"]), @"
    ID        STATUS   TITLE       START DATE  END DATE    CAPACITY  POINTS TOTAL  POINTS DONE
    SPRINT-1  planned  Logging in  2026-11-02  2026-11-06            0             0
    SPRINT-2  planned  Undated                                       0             0
    --- stderr
    warning: `.tickets/config.yaml`: the setting `sprint.days` cannot be used: it is not from 1 to 365
    2 sprints
    ");
}

#[test]
fn one_sprint_is_active_unless_the_project_says_otherwise() {
    let sandbox = prepared();
    on(
        &sandbox,
        1,
        &["sprint", "create", "Beside it", "--start", "today"],
    )
    .ok();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    assert_snapshot!(on(&sandbox, 2, &["sprint", "start", "2"]), @"
    --- stderr
    error: cannot start `SPRINT-2`: `SPRINT-1` is active
      hint: `tickets sprint close SPRINT-1` ends it; `sprint.active: several` in the settings allows both
    --- exit 1
    ");
    sandbox
        .run(&["config", "set", "sprint.active", "several"])
        .ok();
    on(&sandbox, 2, &["sprint", "start", "2"]).ok();
    assert_snapshot!(on(&sandbox, 2, &["sprint", "burndown"]), @"
    --- stderr
    error: several sprints are active
      hint: name one; `tickets sprint list --all` shows them
    --- exit 2
    ");
    assert_eq!(sprint(&sandbox, "SPRINT-2")["end_date"], "2026-11-14");
}

#[test]
fn of_two_that_start_at_once_one_is_refused() {
    let sandbox = prepared();
    on(
        &sandbox,
        1,
        &["sprint", "create", "Beside it", "--start", "today"],
    )
    .ok();
    let start = |key: &str| {
        let mut command = sandbox.command(&["sprint", "start", key]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let both = [start("SPRINT-1"), start("SPRINT-2")];
    let codes = both.map(|child| child.wait_with_output().unwrap().status.code());
    assert!(
        codes.contains(&Some(0)) && codes.contains(&Some(1)),
        "{codes:?}"
    );
    let active = sandbox.keys(&["sprint", "list", "--status", "active"]);
    assert_eq!(active.len(), 1);
}

#[test]
fn whoever_adds_while_it_is_closed_is_in_it_or_refused() {
    let sandbox = prepared();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    let spawn = |args: &[&str]| {
        let mut command = sandbox.command(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let closing = spawn(&["sprint", "close", "1", "--to-backlog"]);
    let adding = spawn(&["sprint", "add", "1", "TICKET-1"]);
    let closed = closing.wait_with_output().unwrap().status.code();
    let added = adding.wait_with_output().unwrap().status.code();
    assert_eq!(closed, Some(0));
    let closed = sprint(&sandbox, "SPRINT-1");
    // Either it came first and went to the backlog, or it came too late.
    assert_eq!(sandbox.ticket("TICKET-1")["sprint"], Value::Null);
    let expected: &[&str] = if added == Some(0) { &["TICKET-1"] } else { &[] };
    assert_eq!(closed["carried_over"], serde_json::json!(expected));
}

#[test]
fn of_two_that_plan_at_once_none_exceeds_the_capacity() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "update", "1", "--capacity", "10"]).ok();
    on(
        &sandbox,
        1,
        &["sprint", "create", "Beside it", "--capacity", "9"],
    )
    .ok();
    let plan = |key: &str| {
        let mut command = sandbox.command(&["sprint", "plan", key, "--apply"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let all = [plan("1"), plan("1"), plan("2")];
    let codes = all.map(|child| child.wait_with_output().unwrap().status.code());
    assert!(
        codes.iter().all(|code| [Some(0), Some(7)].contains(code)),
        "{codes:?}"
    );
    let total = |key: &str| sprint(&sandbox, key)["points_total"].as_u64().unwrap();
    let (first, second) = (total("SPRINT-1"), total("SPRINT-2"));
    assert!(first <= 10 && second <= 9, "{first} {second}");
    // Nothing is planned twice: 5 + 3 + 8 + 2 points are all there are.
    assert!(
        first + second <= 18 && first + second >= 16,
        "{first} {second}"
    );
}

#[test]
fn an_active_sprint_keeps_its_days() {
    let sandbox = prepared();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    let clear = ["sprint", "update", "1", "--clear", "end_date"];
    assert_snapshot!(on(&sandbox, 2, &clear), @"
    --- stderr
    error: cannot update `SPRINT-1`: it is active and needs both its dates
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 2, &["sprint", "start", "1"]), @"
    --- stderr
    error: nothing changes: `SPRINT-1` is so already
    --- exit 7
    ");
}

/// Neither is a conflict for the merge, and only people know which sprint goes on.
#[test]
fn two_active_sprints_that_a_merge_brought_are_named() {
    let sandbox = prepared();
    let create = ["sprint", "create", "Beside it", "--start", "2026-11-02"];
    on(&sandbox, 1, &create).ok();
    sandbox.commit_all("begin");
    sandbox.git(&["switch", "-qc", "other"]);
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    sandbox.commit_all("one");
    sandbox.git(&["switch", "-q", "main"]);
    on(&sandbox, 2, &["sprint", "start", "2"]).ok();
    sandbox.commit_all("two");
    sandbox.git(&["merge", "-q", "-m", "merge", "other"]);
    assert_snapshot!(on(&sandbox, 3, &["doctor"]), @"
    `.tickets/sprints/SPRINT-1-logging-in.yaml`: is active, and so is SPRINT-2, where the project wants one sprint at a time
      hint: `tickets sprint close` ends one; `sprint.active: several` in the settings allows them
    --- stderr
    1 problem in 7 records
    --- exit 6
    ");
    let left = on(&sandbox, 3, &["doctor", "--fix"]);
    assert_eq!(left.code, Some(6));
    let named = on(&sandbox, 3, &["doctor", "--format", "json"]).json();
    assert_eq!(named[0]["code"], "several-active");

    on(&sandbox, 3, &["config", "set", "sprint.active", "several"]).ok();
    on(&sandbox, 3, &["doctor"]).ok();
    on(&sandbox, 3, &["config", "unset", "sprint.active"]).ok();
    on(&sandbox, 3, &["sprint", "close", "2", "--keep"]).ok();
    on(&sandbox, 3, &["doctor"]).ok();
}
