//! Sprints from their plan to their end.

use insta::assert_snapshot;
use serde_json::Value;

use crate::cli::sprint::prepared::on;
use crate::cli::sprint::prepared::prepared;
use crate::cli::sprint::prepared::sprint;

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

#[test]
fn two_branches_plan_one_sprint() {
    let sandbox = prepared();
    sandbox.commit_all("begin");
    sandbox.git(&["switch", "-qc", "other"]);
    on(&sandbox, 2, &["sprint", "add", "1", "TICKET-1"]).ok();
    on(
        &sandbox,
        2,
        &["sprint", "update", "1", "--goal", "Everybody gets in."],
    )
    .ok();
    sandbox.commit_all("one");
    sandbox.git(&["switch", "-q", "main"]);
    on(&sandbox, 2, &["sprint", "add", "1", "TICKET-2"]).ok();
    on(&sandbox, 2, &["sprint", "update", "1", "--capacity", "9"]).ok();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    sandbox.commit_all("two");
    sandbox.git(&["merge", "-q", "-m", "merge", "other"]);

    let merged = sprint(&sandbox, "SPRINT-1");
    assert_eq!(merged["work"], serde_json::json!(["TICKET-1", "TICKET-2"]));
    assert_eq!(merged["goal"], "Everybody gets in.");
    assert_eq!(
        (&merged["capacity"], &merged["status"]),
        (&9.into(), &"active".into())
    );
    // What it was started with is what the branch knew that started it.
    assert_eq!(merged["commitment"], serde_json::json!(["TICKET-2"]));
}

#[test]
fn closing_is_one_step_and_can_be_looked_back_at() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "add", "1", "TICKET-1", "TICKET-2"]).ok();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    sandbox.commit_all("before");
    let before = sandbox.project();
    on(
        &sandbox,
        3,
        &["sprint", "close", "1", "--to-backlog", "--dry-run"],
    )
    .ok();
    assert_eq!(sandbox.project(), before);
    on(&sandbox, 3, &["sprint", "close", "1", "--to-backlog"]).ok();
    let then = [
        "sprint",
        "show",
        "1",
        "--rev",
        "HEAD",
        "--fields",
        "status,work",
        "--format",
        "json",
    ];
    let then = on(&sandbox, 4, &then).ok().json();
    assert_eq!(
        then,
        serde_json::json!({"status": "active", "work": ["TICKET-1", "TICKET-2"]})
    );
    let status = ["status", "--rev", "HEAD", "--format", "json"];
    let status = on(&sandbox, 4, &status).ok().json();
    assert_eq!(status["sprints"][0]["work_total"], 2);
    sandbox.run(&["undo", "--yes"]).ok();
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_sprint_that_was_closed_too_soon_goes_on() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "add", "1", "TICKET-1", "TICKET-2"]).ok();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    on(&sandbox, 3, &["sprint", "close", "1", "--keep"]).ok();
    on(&sandbox, 4, &["sprint", "start", "1"]).ok();
    on(&sandbox, 5, &["close", "TICKET-1"]).ok();
    on(&sandbox, 6, &["sprint", "close", "1", "--to-backlog"]).ok();
    let closed = sprint(&sandbox, "SPRINT-1");
    assert_eq!(
        closed["velocity"],
        serde_json::json!({"tickets": 1, "points": 5})
    );
    assert_eq!(closed["carried_over"], serde_json::json!(["TICKET-2"]));
    assert_eq!(
        closed["commitment"],
        serde_json::json!(["TICKET-1", "TICKET-2"])
    );
}

#[test]
fn what_was_done_in_a_sprint_counts_when_it_is_archived() {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "add", "1", "1", "2"]).ok();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    on(&sandbox, 3, &["close", "1"]).ok();
    let progress = || {
        let fields = "work,work_done,points_done,velocity";
        let args = [
            "sprint", "show", "1", "--format", "json", "--fields", fields,
        ];
        on(&sandbox, 4, &args).to_string()
    };
    let before = progress();
    on(&sandbox, 3, &["archive", "1"]).ok();
    assert_eq!(progress(), before);
    on(&sandbox, 3, &["archive", "2"]).ok();
    assert_snapshot!(progress(), @r#"{"work":["TICKET-1"],"work_done":1,"points_done":5,"velocity":{"tickets":1,"points":5}}"#);
}
