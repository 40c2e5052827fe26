//! What the numbers are.

use insta::assert_snapshot;
use serde_json::Value;
use serde_json::json;

use crate::cli::status::prepared::on;
use crate::cli::status::prepared::prepared;
use crate::cli::status::prepared::status;
use crate::sandbox::Sandbox;

#[test]
fn the_numbers_are_those_of_the_table() {
    let status = status(&prepared(), 14);
    let counts = &status["counts"];
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(
        (
            count("total"),
            count("open"),
            count("done"),
            count("dropped")
        ),
        (6, 2, 3, 1)
    );
    assert_eq!(
        (
            count("todo"),
            count("doing"),
            count("blocked"),
            count("wip")
        ),
        (1, 0, 1, 1)
    );
    assert_eq!((count("critical_open"), count("high_open")), (1, 1));
    assert_eq!((count("unassigned_open"), count("overdue")), (1, 1));
    assert_eq!((count("points_open"), count("points_done")), (10, 8));
    let closed = status["recently_closed"].as_array().unwrap().iter();
    let closed: Vec<&str> = closed.map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(closed, ["TICKET-3", "TICKET-2"]);
    assert_eq!(status["throughput"], json!({"tickets": 2, "points": 5}));
    assert_eq!(
        status["velocity"]["month"],
        json!({"tickets": 3, "points": 8})
    );
    let lead = json!({"count": 3, "p50_days": 9.0, "p85_days": 11.0, "p95_days": 11.0});
    assert_eq!(status["lead_time"], lead);
    let cycle = json!({"count": 2, "p50_days": 2.0, "p85_days": 7.0, "p95_days": 7.0});
    assert_eq!(status["cycle_time"], cycle);
    let ages = status["ageing"].as_array().unwrap().iter();
    let ages: Vec<u64> = ages
        .map(|bucket| bucket["tickets"].as_u64().unwrap())
        .collect();
    assert_eq!(ages, [0, 0, 2, 0, 0]);
    let blocked = json!({"tickets": 1, "total_days": 8.0, "longest_open_days": 8.0});
    assert_eq!(status["blocked_time"], blocked);
    // 20 for the blocked one, 15 for the critical one, 3 for nobody's, 2 × 10 for old and pressing ones.
    assert_eq!(
        (&status["risk"]["score"], &status["risk"]["level"]),
        (&json!(58), &json!("high"))
    );
    let forecast = &status["forecast"];
    assert_eq!(
        (&forecast["remaining"], &forecast["history_done"]),
        (&json!(2), &json!(3))
    );
}

#[test]
fn the_same_work_has_the_same_forecast() {
    let sandbox = prepared();
    let forecast = &status(&sandbox, 14)["forecast"];
    assert_eq!(forecast, &status(&sandbox, 14)["forecast"]);
    let dates: Vec<&str> = ["p50", "p85", "p95"]
        .iter()
        .map(|name| forecast[name].as_str().unwrap())
        .collect();
    assert!(dates.is_sorted() && dates[0] > "2026-11-14", "{dates:?}");
    // No throughput, no forecast: 30 days later nothing was done lately.
    let later = ("TICKETS_NOW", "2026-12-20T12:00:00Z");
    let later = sandbox.run_with(later, &["status", "--format", "json"]);
    assert_eq!(later.ok().json()["forecast"], Value::Null);
}

#[test]
fn people_get_a_page() {
    let sandbox = prepared();
    on(
        &sandbox,
        2,
        &["epic", "create", "Counting", "--target-date", "2026-11-13"],
    )
    .ok();
    on(
        &sandbox,
        2,
        &["epic", "update", "EPIC-1", "--status", "active"],
    )
    .ok();
    on(
        &sandbox,
        2,
        &[
            "epic",
            "add-ticket",
            "EPIC-1",
            "TICKET-1",
            "TICKET-2",
            "TICKET-4",
        ],
    )
    .ok();
    on(
        &sandbox,
        2,
        &["sprint", "create", "First", "--start", "2026-11-09"],
    )
    .ok();
    on(&sandbox, 2, &["sprint", "add", "1", "TICKET-2", "TICKET-4"]).ok();
    on(&sandbox, 9, &["sprint", "start", "1"]).ok();
    assert_snapshot!(on(&sandbox, 14, &["status"]), @"
    tickets:     6: 2 open, 3 done, 1 dropped
    open:        1 under way (0 in progress, 1 blocked), 0 waiting, 1 critical, 1 high, 1 unassigned, 1 overdue
    done:        2 (5 points) in 7 days; 2 (5 points) a week, 3 (8 points) a month
    risk:        58 of 100, high (1 blocked, 1 critical open, 1 unassigned open, 2 pressing over 7 days)
    forecast:    2026-12-01 (50 %), 2026-12-17 (85 %), 2026-12-29 (95 %)
    sprint:      SPRINT-1 First: 5 of 13 points, 1 of 2 done, 9 days left
    epic:        EPIC-1 Counting: 50 %, due 2026-11-13 (overdue), forecast 2026-11-24 (50 %), 2026-12-12 (85 %)

    Done in the last 7 days
      2026-11-12  TICKET-3  Three
      2026-11-10  TICKET-2  Two
    ");
    assert_snapshot!(on(&sandbox, 14, &["status", "--detailed", "--days", "30"]), @"
    tickets:     6: 2 open, 3 done, 1 dropped
    open:        1 under way (0 in progress, 1 blocked), 0 waiting, 1 critical, 1 high, 1 unassigned, 1 overdue
    done:        3 (8 points) in 30 days; 2 (5 points) a week, 3 (8 points) a month
    lead time:   9 days (50 %), 11 (85 %), 11 (95 %) of 3 in 90 days
    cycle time:  2 days (50 %), 7 (85 %), 7 (95 %) of 2 in 90 days
    held up:     1 for 8 days in all, the longest open one for 8

    Risk 58 of 100, high
       20 = 20 × 1 blocked
       15 = 15 × 1 critical open
        0 = 5 × 0 open over 30 days
        3 = 3 × 1 unassigned open
       20 = 10 × 2 pressing over 7 days

    Forecast
      2 open tickets done by 2026-12-01 (50 %), 2026-12-17 (85 %), 2026-12-29 (95 %)
      if the days to come are like the last 30, in which 3 tickets were done
      if tickets are of about the same size; points are not looked at
      if nothing is added to what remains
      if each day is picked by chance, so streaks and seasons are not seen

    Age of open tickets
      0 to 2 days          0
      3 to 7 days          0
      8 to 28 days         2
      29 to 90 days        0
      91 days and more     0

    Open tickets by assignee
      Alice Doe: 1 open, 1 begun, 2 points
      (nobody): 1 open, 0 begun, 8 points

    Sprints
      SPRINT-1 First: 5 of 13 points, 1 of 2 done, 9 days left

    Epics
      EPIC-1 Counting: 50 %, due 2026-11-13 (overdue), forecast 2026-11-24 (50 %), 2026-12-12 (85 %)

    Under way
      TICKET-5  blocked  Five (Alice Doe)

    Done in the last 30 days
      2026-11-12  TICKET-3  Three
      2026-11-10  TICKET-2  Two
      2026-11-04  TICKET-1  One
    ");
    assert_snapshot!(on(&sandbox, 14, &["epic", "show", "EPIC-1"]), @"
    EPIC-1  Counting

    status:       active
    priority:     medium
    progress:     50 % (2 of 3 tickets, 8 of 16 points)
    owner:        Alice Doe
    target:       2026-11-13 (overdue)
    forecast:     2026-11-24 (50 %), 2026-12-12 (85 %)
    tickets:      TICKET-1, TICKET-2, TICKET-4
    created:      2026-11-02T12:00:00Z
    file:         .tickets/epics/EPIC-1-counting.yaml
    ");
    let epic = on(&sandbox, 14, &["epic", "list", "--format", "json"])
        .ok()
        .json();
    assert_eq!(
        epic[0]["forecast"],
        status(&sandbox, 14)["epics"][0]["forecast"]
    );
    assert_eq!(epic[0]["forecast"]["remaining"], 1);
}

#[test]
fn an_empty_project_has_numbers_too() {
    let sandbox = Sandbox::new();
    let empty = status(&sandbox, 1);
    assert_eq!(empty["counts"]["total"], 0);
    assert_eq!(
        (&empty["forecast"], &empty["risk"]["score"]),
        (&Value::Null, &json!(0))
    );
    assert_snapshot!(on(&sandbox, 1, &["status"]), @"
    tickets:     0: 0 open, 0 done, 0 dropped
    open:        0 under way (0 in progress, 0 blocked), 0 waiting, 0 critical, 0 high, 0 unassigned, 0 overdue
    done:        0 in 7 days; 0 a week, 0 a month
    risk:        0 of 100, low
    ");
    assert_snapshot!(on(&sandbox, 1, &["status", "--days", "0"]), @"
    --- stderr
    error: invalid value '0' for '--days <N>': 0 is not in 1..=3650

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(Sandbox::repository().run(&["status", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"not-found","message":"no tickets in `[ROOT]/repo` or above","hint":"`tickets init` makes a project here","details":null}}
    --- exit 3
    "#);
}

#[test]
fn an_unreadable_ticket_is_told_of_and_not_counted() {
    let sandbox = prepared();
    let file = sandbox.file_of("TICKET-4");
    sandbox.write(&file, "title: [");
    let run = on(&sandbox, 14, &["status", "--format", "json"]);
    assert_eq!(run.json()["counts"]["total"], 5);
    assert_eq!(run.json_notes().len(), 1, "{run}");
}
