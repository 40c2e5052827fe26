//! `tickets time`

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// Runs the program at a time of the day.
fn at(sandbox: &Sandbox, time: &str, args: &[&str]) -> Run {
    let now = format!("2026-11-20T{time}Z");
    sandbox.run_with(("TICKETS_NOW", &now), args)
}

/// The id of the entry that a command wrote.
fn added(sandbox: &Sandbox, args: &[&str]) -> String {
    let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
    let entry = sandbox.run(&args).ok().json();
    entry["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_timer_becomes_an_entry_when_it_stops() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);

    at(
        &sandbox,
        "11:00:00",
        &["time", "1", "--start", "-d", "The form", "-T", "review"],
    )
    .ok();
    assert_snapshot!(at(&sandbox, "11:20:00", &["time", "status"]), @"
    BY         RECORD    TYPE    STARTED AT            TIME  TEXT
    Alice Doe  TICKET-1  review  2026-11-20T11:00:00Z  20m   The form
    ");
    assert_snapshot!(at(&sandbox, "11:30:00", &["time", "2", "--start"]), @"
    --- stderr
    error: cannot start a timer on `TICKET-2`: yours runs on `TICKET-1` since 2026-11-20T11:00:00Z
      hint: `tickets time stop` stops that
    --- exit 1
    ");
    assert_snapshot!(at(&sandbox, "11:30:00", &["time", "1", "--start"]), @"
    --- stderr
    error: your timer runs on `TICKET-1` already, since 2026-11-20T11:00:00Z
    --- exit 7
    ");
    assert_snapshot!(at(&sandbox, "11:30:00", &["time", "2", "--stop"]), @"
    --- stderr
    error: no timer of yours runs on `TICKET-2`, but one on `TICKET-1`
    --- exit 7
    ");
    assert_snapshot!(at(&sandbox, "12:30:29", &["time", "stop"]), @"
    --- stderr
    Stopped the timer on TICKET-1 after 1h30m
    ");
    assert_snapshot!(at(&sandbox, "12:31:00", &["time", "stop"]), @"
    --- stderr
    error: no timer of yours runs
    --- exit 7
    ");
    let sheet = sandbox.run(&["time", "1", "--format", "json"]).json();
    assert_eq!(sheet["minutes"], 90);
    assert_eq!(sheet["entries"][0]["type"], "review");
    assert_eq!(sheet["entries"][0]["text"], "The form");
    assert_eq!(sheet["entries"][0]["started_at"], "2026-11-20T11:00:00Z");
}

#[test]
fn closing_the_ticket_stops_the_timer_once() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    at(&sandbox, "11:00:00", &["time", "1", "--start"]).ok();

    assert_snapshot!(at(&sandbox, "11:45:00", &["close", "1", "--dry-run", "--quiet"]).code.unwrap(), @"0");
    assert_snapshot!(at(&sandbox, "11:45:00", &["close", "1"]), @"
    --- stderr
    Closed TICKET-1 One
    your timer on `TICKET-1` was stopped after 45m
    ");
    assert_snapshot!(at(&sandbox, "11:46:00", &["time", "status"]), @"
    --- stderr
    no timer runs
    ");
}

/// In a batch, a line that fails has stopped nothing, and two that close one ticket stop its timer once.
#[test]
fn a_batch_stops_a_timer_with_the_line_that_is_done() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["time", "1", "--start"]).ok();
    let lines =
        "{\"op\":\"close\",\"id\":1}\n{\"op\":\"reopen\",\"id\":1}\n{\"op\":\"close\",\"id\":1}\n";

    assert_snapshot!(sandbox.run_with_stdin(lines, &["batch", "-"]), @"
    --- stderr
    Did 3 operations: 2 close, 1 reopen
    your timer on `TICKET-1` was stopped after 1m
    ");
    assert_eq!(
        sandbox.run(&["time", "status", "--format", "json"]).json(),
        json!([])
    );
    let sheet = sandbox.run(&["time", "1", "--format", "json"]).json();
    assert_eq!(sheet["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn a_timer_can_be_forgotten_and_one_that_ran_all_night_is_told() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    at(&sandbox, "01:00:00", &["time", "1", "--start"]).ok();

    assert_snapshot!(at(&sandbox, "23:00:00", &["time", "status"]), @"
    BY         RECORD    TYPE  STARTED AT            TIME  TEXT
    Alice Doe  TICKET-1  work  2026-11-20T01:00:00Z  22h
    --- stderr
    the timer of Alice Doe on TICKET-1 runs for 22h: was it forgotten? `time discard` drops it, `time TICKET-1 --edit` corrects what `time stop` writes
    ");
    assert_snapshot!(at(&sandbox, "23:00:00", &["time", "discard", "--dry-run"]), @"
    --- stderr
    dry run: nothing was changed
    ");
    assert_snapshot!(at(&sandbox, "23:00:00", &["time", "discard"]), @"
    --- stderr
    Discarded the timer on TICKET-1, which ran since 2026-11-20T01:00:00Z
    ");
    assert_snapshot!(at(&sandbox, "23:01:00", &["time", "discard"]), @"
    --- stderr
    error: no timer of yours runs
    --- exit 7
    ");
    let sheet = sandbox.run(&["time", "1", "--format", "json"]).json();
    assert_eq!(sheet["minutes"], 0);
}

#[test]
fn time_is_written_down_changed_and_deleted_by_hand() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let table = [
        ("90", "1h30m"),
        ("1.5h", "1h30m"),
        ("2d", "16h"),
        ("1h30m", "1h30m"),
    ];
    for (given, read) in table {
        let run = sandbox.run(&["time", "1", "--add", given]);
        assert!(
            run.stderr
                .starts_with(&format!("Added {read} to TICKET-1 as ")),
            "{run}"
        );
    }
    let id = added(&sandbox, &["time", "1", "-a", "2h", "--on", "2026-11-18"]);

    sandbox
        .run(&["time", "1", "--edit", &id, "--minutes", "45", "-d", "Less"])
        .ok();
    let sheet = sandbox.run(&["time", "1", "--format", "json"]).json();
    assert_eq!(sheet["minutes"], 90 + 90 + 960 + 90 + 45);
    assert_eq!(
        sandbox.run(&["time", "1", "--edit", &id, "-m", "45"]).code,
        Some(7)
    );
    sandbox.run(&["time", "1", "--delete", &id]).ok();
    assert_eq!(sandbox.run(&["time", "1", "--delete", &id]).code, Some(3));
}

#[test]
fn what_is_no_time_is_refused_and_changes_nothing() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();
    let refused = |args: &[&str]| {
        let args: Vec<&str> = ["time"].iter().chain(args).copied().collect();
        let run = sandbox.run(&args);
        assert_eq!(sandbox.project(), before, "{args:?}");
        run
    };

    assert_snapshot!(refused(&["1", "--add", "-5"]), @"
    --- stderr
    error: `-5` is not an amount of time
      hint: write `1h30m`, `90m`, `1.5h` or `2d`
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "--add", "0"]), @"
    --- stderr
    error: the time is less than a minute
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "--add", "1h", "--type", "sleep"]), @"
    --- stderr
    error: no type `sleep`
      hint: there are: work, meeting, research, blocked, review, testing, documentation, other
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "--add", "1h", "--on", "7d"]), @"
    --- stderr
    error: 2026-11-27 has not come yet
    --- exit 2
    ");
    assert_snapshot!(refused(&["9", "--add", "1h"]), @"
    --- stderr
    error: no ticket `9`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(refused(&["1", "-d", "Nothing"]), @"
    --- stderr
    error: nothing is said to be done
      hint: `--start`, `--add DURATION` or `--edit ID`
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "--stop", "-d", "Nothing"]), @"
    --- stderr
    error: `--type` and `--description` go with `--start`, `--add` and `--edit`
      hint: `--edit ID` changes an entry
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "--edit", "7f3a", "-m", "1h"]), @"
    --- stderr
    error: no time entry `7f3a`
      hint: `tickets time KEY` shows what there is
    --- exit 3
    ");
    assert_snapshot!(refused(&["--add", "1h"]), @"
    --- stderr
    error: no ticket is named
      hint: `tickets time start TICKET` starts, `tickets time stop` stops
    --- exit 2
    ");
}

#[test]
fn reports_add_up_what_was_spent_beside_what_was_estimated() {
    let sandbox = Sandbox::with_tickets(&[]);
    sandbox.run(&["epic", "create", "Payments"]).ok();
    sandbox
        .run(&["create", "One", "-e", "2", "--epic", "EPIC-1"])
        .ok();
    sandbox.run(&["create", "Two"]).ok();
    for args in [
        ["time", "1", "--add", "90m", "--type", "work"],
        ["time", "1", "--add", "1h", "--type", "review"],
        ["time", "2", "--add", "30m", "--type", "other"],
        ["time", "EPIC-1", "--add", "15m", "--type", "meeting"],
    ] {
        sandbox.run(&args).ok();
    }

    assert_snapshot!(sandbox.run(&["time", "report", "--by", "ticket"]), @"
    TICKET    TITLE     ENTRIES  SPENT  BILLABLE  ESTIMATE  LEFT
    TICKET-1  One       2        2h30m  2h30m     2h        -30m
    TICKET-2  Two       1        30m    0m
    EPIC-1    Payments  1        15m    15m
    --- stderr
    3h15m in all, 2h45m of it billable
    ");
    assert_snapshot!(sandbox.run(&["time", "report", "--by", "type", "epic:EPIC-1"]), @"
    TYPE    ENTRIES  SPENT  BILLABLE
    work    1        1h30m  1h30m
    review  1        1h     1h
    --- stderr
    2h30m in all, 2h30m of it billable
    ");
    assert_snapshot!(sandbox.run(&["time", "report", "--by", "epic", "--format", "json"]), @r#"
    [
    {"group":"EPIC-1","title":null,"entries":3,"minutes":165,"billable_minutes":165,"estimate_minutes":120,"remaining_minutes":-45},
    {"group":"","title":null,"entries":1,"minutes":30,"billable_minutes":0,"estimate_minutes":null,"remaining_minutes":null}
    ]
    "#);
    assert_snapshot!(sandbox.run(&["time", "report", "--from", "2026-11-21"]), @"
    --- stderr
    0m in all, 0m of it billable
    ");
}
