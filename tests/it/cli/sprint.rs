//! `tickets sprint …`

use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::Value;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// Runs a command at noon of a day of November 2026.
fn on(sandbox: &Sandbox, day: u32, args: &[&str]) -> Run {
    let now = format!("2026-11-{day:02}T12:00:00Z");
    sandbox.run_with(("TICKETS_NOW", &now), args)
}

/// Four tickets with points, the last without, and a sprint of five days that begins on the 2nd.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    for (title, points, priority) in [
        ("Log in", "5", "high"),
        ("Log out", "3", "medium"),
        ("Reset the password", "8", "critical"),
        ("Remember me", "2", "low"),
    ] {
        on(
            &sandbox,
            1,
            &["create", title, "--points", points, "-p", priority],
        )
        .ok();
    }
    on(&sandbox, 1, &["create", "Write it down"]).ok();
    let create = [
        "sprint",
        "create",
        "Logging in",
        "--start",
        "2026-11-02",
        "--days",
        "5",
    ];
    on(&sandbox, 1, &create).ok();
    sandbox
}

fn sprint(sandbox: &Sandbox, key: &str) -> Value {
    on(sandbox, 30, &["sprint", "show", key, "--format", "json"])
        .ok()
        .json()
}

#[test]
fn a_sprint_is_planned_started_burnt_down_and_closed() {
    let sandbox = prepared();
    on(
        &sandbox,
        1,
        &[
            "sprint", "add", "SPRINT-1", "TICKET-1", "TICKET-2", "TICKET-4",
        ],
    )
    .ok();
    assert_snapshot!(on(&sandbox, 2, &["sprint", "start", "SPRINT-1"]), @"
    --- stderr
    Started SPRINT-1 Logging in
    ");
    on(&sandbox, 2, &["start", "TICKET-1"]).ok();
    on(&sandbox, 3, &["close", "TICKET-1"]).ok();
    on(&sandbox, 4, &["close", "TICKET-4", "--status", "cancelled"]).ok();
    assert_snapshot!(on(&sandbox, 4, &["sprint", "show", "SPRINT-1"]), @"
    SPRINT-1  Logging in

    status:       active
    start:        2026-11-02
    end:          2026-11-06 (3 days left)
    progress:     5 of 8 points, 1 of 2 done
    velocity:     5 points, 1 done
    started with: TICKET-1, TICKET-2, TICKET-4
    created:      2026-11-01T12:00:00Z
    file:         .tickets/sprints/SPRINT-1-logging-in.yaml

    Work
      TICKET-1     closed         5  Log in
      TICKET-2     open           3  Log out
      TICKET-4     cancelled      2  Remember me
    ");
    assert_snapshot!(on(&sandbox, 4, &["sprint", "burndown"]), @"
    SPRINT-1  Logging in

    10 |████
       |████
       |█o██
       |████
       |████  o
       |████
     5 |████ ████
       |████ ████  o
       |████ ████ ████
       |████ ████ ████  o
       |████ ████ ████
       |████ ████ ████
     0 +-------------------------
        2026-11-02     2026-11-06

    █ remains   o ideal
    2026-11-04: 5 points done, 3 remain; ideally 4 would
    ");
    assert_snapshot!(on(&sandbox, 4, &["sprint", "burndown", "--burnup"]), @"
    SPRINT-1  Logging in

    10 | +    +              o
       |
       |           +    o
       |
       |           o
       |
     5 |     ████ ████
       |     █o██ ████
       |     ████ ████
       | o   ████ ████
       |     ████ ████
       |     ████ ████
     0 +-------------------------
        2026-11-02     2026-11-06

    █ done   + all   o ideal
    2026-11-04: 5 points done, 3 remain; ideally 4 would
    ");
    on(
        &sandbox,
        6,
        &["sprint", "create", "Next", "--start", "2026-11-09"],
    )
    .ok();
    assert_snapshot!(on(&sandbox, 6, &["sprint", "close", "1", "--carry-over", "2"]), @"
    --- stderr
    Closed SPRINT-1 Logging in
    ");

    // What happens to the rest later changes nothing of what the closed sprint was.
    on(&sandbox, 7, &["close", "TICKET-2"]).ok();
    let closed = sprint(&sandbox, "SPRINT-1");
    assert_eq!(
        closed["work"],
        serde_json::json!(["TICKET-1", "TICKET-2", "TICKET-4"])
    );
    assert_eq!(
        closed["velocity"],
        serde_json::json!({"tickets": 1, "points": 5})
    );
    assert_eq!(closed["carried_over"], serde_json::json!(["TICKET-2"]));
    assert_eq!(closed["commitment"].as_array().unwrap().len(), 3);
    assert_eq!(sandbox.ticket("TICKET-2")["sprint"], "SPRINT-2");
    assert_snapshot!(on(&sandbox, 8, &["sprint", "list", "--all"]), @"
    ID        STATUS   TITLE       START DATE  END DATE    CAPACITY  POINTS TOTAL  POINTS DONE
    SPRINT-2  planned  Next        2026-11-09  2026-11-22            3             3
    SPRINT-1  closed   Logging in  2026-11-02  2026-11-06            8             5
    --- stderr
    2 sprints
    ");
}

#[test]
fn the_series_of_a_burndown_are_those_of_a_table() {
    let sandbox = prepared();
    on(
        &sandbox,
        1,
        &[
            "sprint", "add", "SPRINT-1", "TICKET-1", "TICKET-2", "TICKET-4",
        ],
    )
    .ok();
    on(&sandbox, 2, &["sprint", "start", "SPRINT-1"]).ok();
    on(&sandbox, 3, &["close", "TICKET-1"]).ok();
    on(&sandbox, 4, &["close", "TICKET-4", "--status", "cancelled"]).ok();
    let series = on(
        &sandbox,
        4,
        &["sprint", "burndown", "1", "--format", "json"],
    )
    .ok()
    .json();
    assert_eq!(series["measure"], "points");
    assert_eq!(
        series["start"],
        serde_json::json!({"tickets": 3, "points": 10})
    );
    let days = series["days"].as_array().unwrap().iter();
    let shown: Vec<String> = days
        .map(|day| {
            let points = |name: &str| day[name]["points"].to_string();
            format!(
                "{} {} {} {} {}",
                day["date"].as_str().unwrap(),
                points("scope"),
                points("done"),
                points("remaining"),
                day["ideal_points"]
            )
        })
        .collect();
    assert_snapshot!(shown.join("\n"), @"
    2026-11-02 10 0 10 8.0
    2026-11-03 10 5 5 6.0
    2026-11-04 8 5 3 4.0
    2026-11-05 null null null 2.0
    2026-11-06 null null null 0.0
    ");
}

#[test]
fn a_plan_takes_the_best_and_never_exceeds_the_capacity() {
    let sandbox = prepared();
    on(
        &sandbox,
        1,
        &["sprint", "update", "SPRINT-1", "--capacity", "10"],
    )
    .ok();
    assert_snapshot!(on(&sandbox, 1, &["sprint", "plan", "SPRINT-1"]), @"
    ID        SCORE  STORY POINTS  PRIORITY  TITLE
    TICKET-3  434    8             critical  Reset the password
    TICKET-4  146    2             low       Remember me

    SPRINT-1: 10 of 10 points
      does not fit: TICKET-1 Log in
      does not fit: TICKET-2 Log out
      has no points: TICKET-5 Write it down
    --- stderr
    nothing was changed; `--apply` plans it so
    ");
    let before = sandbox.project();
    on(
        &sandbox,
        1,
        &["sprint", "plan", "SPRINT-1", "--apply", "--dry-run"],
    )
    .ok();
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(on(&sandbox, 1, &["sprint", "plan", "SPRINT-1", "--apply"]), @"
    --- stderr
    Added TICKET-3 Reset the password to SPRINT-1
    Added TICKET-4 Remember me to SPRINT-1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "plan", "SPRINT-1", "--apply"]), @"
    --- stderr
    error: nothing fits into `SPRINT-1` that is ready and not in it
    --- exit 7
    ");

    // What is in it already counts, whatever room there is.
    for capacity in 0..20 {
        let capacity = capacity.to_string();
        let args = [
            "sprint",
            "plan",
            "1",
            "--capacity",
            &capacity,
            "--format",
            "json",
        ];
        let plan = on(&sandbox, 1, &args).ok().json();
        let (total, planned) = (
            plan["total"].as_u64().unwrap(),
            plan["planned"].as_u64().unwrap(),
        );
        let capacity = plan["capacity"].as_u64().unwrap();
        assert!(total <= capacity.max(planned), "{plan}");
    }
}

#[test]
fn ready_backlog_items_are_planned_beside_tickets() {
    let sandbox = prepared();
    let item = |number: u32, status: &str, more: &str| {
        let text = format!(
            "id: ITEM-{number}\nuid: 0000000000000000000000000{number}\ntitle: Item {number}\n\
             type: story\nstatus: {status}\npriority: critical\nbusiness_value: 90\n{more}\
             acceptance_criteria:\n  - id: aaaa\n    text: It works\n    done: false\n"
        );
        sandbox.write(
            format!(".tickets/backlog/0000/ITEM-{number}-item.yaml"),
            text,
        );
    };
    item(1, "ready", "story_points: 3\n");
    item(2, "groomed", "");
    item(3, "new", "story_points: 1\n");
    item(4, "ready", "story_points: 1\ndepends_on:\n  - TICKET-1\n");
    let args = ["sprint", "plan", "1", "--capacity", "4", "--format", "json"];
    let plan = on(&sandbox, 1, &args).ok().json();
    let keys = |name: &str| -> Vec<String> {
        let candidates = plan[name].as_array().unwrap().iter();
        candidates
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(keys("proposed"), ["ITEM-1"]);
    assert_eq!(keys("without_points"), ["ITEM-2", "TICKET-5"]);
    assert_eq!(
        keys("too_large"),
        ["TICKET-3", "TICKET-1", "TICKET-2", "TICKET-4"]
    );
    on(
        &sandbox,
        1,
        &["sprint", "plan", "1", "--capacity", "4", "--apply"],
    )
    .ok();
    assert!(
        sandbox
            .read(".tickets/backlog/0000/ITEM-1-item.yaml")
            .contains("\nsprint: SPRINT-1\n")
    );

    // A ticket that is made of an item stands for it, and takes it along.
    on(
        &sandbox,
        1,
        &["create", "Made of it", "--points", "3", "--sprint", "1"],
    )
    .ok();
    let file = sandbox.file_of("TICKET-6");
    let text = sandbox
        .read(&file)
        .replace("\ndescription:", "\nitem: ITEM-1\ndescription:");
    sandbox.write(&file, text);
    assert_eq!(sprint(&sandbox, "SPRINT-1")["points_total"], 3);
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    on(&sandbox, 3, &["sprint", "close", "1", "--to-backlog"]).ok();
    assert!(
        sandbox
            .read(".tickets/backlog/0000/ITEM-1-item.yaml")
            .contains("\nsprint:\n")
    );
    assert_eq!(
        sprint(&sandbox, "SPRINT-1")["carried_over"],
        serde_json::json!(["TICKET-6"])
    );
}

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
      hint: `tickets list --all` shows what there is
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
    error: invalid value '0' for '--days <N>': 0 is not in 1..=365

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "update", "1", "--clear", "commitment"]), @"
    --- stderr
    error: `commitment` cannot be cleared
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
      hint: `tickets list --all` shows what there is
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
fn a_deleted_sprint_leaves_its_work() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "add", "1", "TICKET-1"]).ok();
    assert_snapshot!(on(&sandbox, 1, &["sprint", "delete", "1", "--yes"]), @"
    --- stderr
    error: cannot delete `SPRINT-1`: `TICKET-1` refers to it
      hint: `--unlink` removes those references too
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "delete", "1", "--yes", "--unlink"]), @"
    --- stderr
    Deleted SPRINT-1 Logging in
    ");
    assert_eq!(sandbox.ticket("TICKET-1")["sprint"], Value::Null);
    assert_snapshot!(on(&sandbox, 1, &["sprint", "list"]), @"
    --- stderr
    0 sprints
    ");
}

#[test]
fn too_much_work_is_noted() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "update", "1", "--capacity", "6"]).ok();
    assert_snapshot!(on(&sandbox, 1, &["sprint", "add", "1", "TICKET-1", "TICKET-2"]), @"
    --- stderr
    Added TICKET-1 Log in to SPRINT-1
    Added TICKET-2 Log out to SPRINT-1
    SPRINT-1 has 8 points and room for 6
    ");
    assert_snapshot!(on(&sandbox, 1, &["sprint", "add", "1", "TICKET-1"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
}
