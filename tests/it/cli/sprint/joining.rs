//! When work joined a sprint, and when it left.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use insta::assert_snapshot;
use serde_json::json;

use crate::cli::sprint::prepared::on;
use crate::cli::sprint::prepared::prepared;
use crate::cli::sprint::prepared::sprint;
use crate::sandbox::Sandbox;

/// The rows about sprints in the file of a record.
fn rows(sandbox: &Sandbox, file: &str) -> Vec<String> {
    let text = sandbox.read(file);
    let log = text.split("\nsprint_changes:\n").nth(1).unwrap_or_default();
    let log = log.split("\n\n").next().unwrap_or_default();
    log.lines().map(|line| line.trim().to_owned()).collect()
}

fn ticket_rows(sandbox: &Sandbox, key: &str) -> Vec<String> {
    rows(sandbox, &sandbox.file_of(key))
}

fn item_rows(sandbox: &Sandbox, name: &str) -> Vec<String> {
    rows(sandbox, &format!(".tickets/backlog/00/{name}.yaml"))
}

/// A sprint that began with the first two tickets.
fn running() -> Sandbox {
    let sandbox = prepared();
    on(&sandbox, 1, &["sprint", "add", "1", "TICKET-1", "TICKET-2"]).ok();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    sandbox
}

#[test]
fn what_is_planned_before_the_start_is_one_line() {
    let sandbox = running();
    on(&sandbox, 3, &["sprint", "create", "Next"]).ok();
    on(&sandbox, 3, &["sprint", "add", "2", "TICKET-3"]).ok();
    on(&sandbox, 3, &["backlog", "add", "Later", "--sprint", "2"]).ok();
    for key in ["TICKET-1", "TICKET-3"] {
        assert_eq!(ticket_rows(&sandbox, key), Vec::<String>::new());
    }
    assert_eq!(item_rows(&sandbox, "ITEM-1-later"), Vec::<String>::new());
}

#[test]
fn every_door_tells_when_work_joined_a_sprint_that_has_begun() {
    let sandbox = running();
    let editor = sandbox.root().join("editor");
    let script = "#!/bin/sh\nsed -i 's/^sprint:.*/sprint: SPRINT-1/' \"$1\"\n";
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();

    on(&sandbox, 3, &["sprint", "add", "1", "TICKET-3"]).ok();
    on(&sandbox, 3, &["update", "TICKET-4", "--sprint", "1"]).ok();
    let edited = sandbox.run_with(
        ("EDITOR", &editor.display().to_string()),
        &["edit", "TICKET-5"],
    );
    edited.ok();
    on(&sandbox, 3, &["create", "Created", "--sprint", "1"]).ok();
    let lines = r#"{"op":"create","title":"Batched","sprint":"SPRINT-1"}"#;
    sandbox.run_with_stdin(lines, &["batch", "-"]).ok();
    on(&sandbox, 3, &["backlog", "add", "Added", "--sprint", "1"]).ok();
    on(&sandbox, 3, &["backlog", "add", "Updated"]).ok();
    on(
        &sandbox,
        3,
        &["backlog", "update", "ITEM-2", "--sprint", "1"],
    )
    .ok();
    on(&sandbox, 3, &["backlog", "add", "Put into it"]).ok();
    on(&sandbox, 3, &["sprint", "add", "1", "ITEM-3"]).ok();

    let joined = |rows: Vec<String>| {
        let [row] = rows.as_slice() else {
            panic!("{rows:?}");
        };
        assert!(row.ends_with("to: SPRINT-1, by: Alice Doe}"), "{row}");
        assert!(!row.contains("from:"), "{row}");
    };
    for number in 3..=7 {
        joined(ticket_rows(&sandbox, &format!("TICKET-{number}")));
    }
    for item in ["ITEM-1-added", "ITEM-2-updated", "ITEM-3-put-into-it"] {
        joined(item_rows(&sandbox, item));
    }
    let shown = on(&sandbox, 4, &["sprint", "show", "1", "--format", "json"]);
    assert_eq!(
        shown.ok().json()["added"],
        json!([
            "TICKET-3", "TICKET-4", "TICKET-5", "TICKET-6", "TICKET-7", "ITEM-1", "ITEM-2",
            "ITEM-3"
        ])
    );

    // And every door out of it.
    on(
        &sandbox,
        5,
        &["sprint", "remove", "1", "TICKET-3", "ITEM-3"],
    )
    .ok();
    on(&sandbox, 5, &["update", "TICKET-4", "--clear", "sprint"]).ok();
    on(
        &sandbox,
        5,
        &["backlog", "update", "ITEM-1", "--clear", "sprint"],
    )
    .ok();
    for rows in [
        ticket_rows(&sandbox, "TICKET-3"),
        ticket_rows(&sandbox, "TICKET-4"),
        item_rows(&sandbox, "ITEM-1-added"),
        item_rows(&sandbox, "ITEM-3-put-into-it"),
    ] {
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(
            rows[1].contains("05T12:00:00Z, from: SPRINT-1, by: "),
            "{rows:?}"
        );
    }
    sandbox.run(&["doctor"]).ok();
    assert_snapshot!(on(&sandbox, 5, &["update", "TICKET-4", "--clear", "sprint_changes"]), @"
    --- stderr
    error: `sprint_changes` cannot be cleared
      hint: there are: description, assignee, reporter, labels, epic, sprint, parent, depends_on, related, duplicates, links, due, estimate_hours, story_points, resolution, acceptance_criteria
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 5, &["backlog", "update", "ITEM-1", "--clear", "sprint_changes"]), @"
    --- stderr
    error: `sprint_changes` cannot be cleared
      hint: there are: product_owner, assignee, labels, epic, sprint, depends_on, story_points, business_value, effort_hours, risk, component, theme, description, acceptance_criteria, definition_of_done
    --- exit 2
    ");
}

#[test]
fn a_rehearsal_writes_nothing_and_undo_takes_it_back() {
    let sandbox = running();
    let before = sandbox.project();
    assert_snapshot!(on(&sandbox, 3, &["sprint", "add", "1", "TICKET-3", "--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-3-reset-the-password.yaml
    +++ b/.tickets/tickets/00/TICKET-3-reset-the-password.yaml
    @@ -16,7 +16,7 @@
     
     epic:
     
    -sprint:
    +sprint: SPRINT-1
     
     parent:
     
    @@ -38,4 +38,7 @@
     
     acceptance_criteria:
     
    +sprint_changes:
    +  - {at: 2026-11-03T12:00:00Z, to: SPRINT-1, by: Alice Doe}
    +
     transitions:
    --- stderr
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.project(), before);
    on(&sandbox, 3, &["sprint", "add", "1", "TICKET-3"]).ok();
    sandbox.run(&["undo", "--yes"]).ok();
    assert_eq!(sandbox.project(), before);
}

#[test]
fn what_joined_and_left_is_shown_and_burnt_down_while_it_was_there() {
    let sandbox = running();
    on(&sandbox, 3, &["sprint", "add", "1", "TICKET-3"]).ok();
    on(&sandbox, 4, &["sprint", "remove", "1", "TICKET-2"]).ok();
    on(&sandbox, 4, &["sprint", "add", "1", "TICKET-4"]).ok();
    on(&sandbox, 5, &["sprint", "remove", "1", "TICKET-4"]).ok();
    assert_snapshot!(on(&sandbox, 5, &["sprint", "show", "1"]), @"
    SPRINT-1  Logging in

    status:       active
    start:        2026-11-02
    end:          2026-11-06 (2 days left)
    progress:     0 of 13 points, 0 of 2 done
    velocity:     0 points, 0 done
    started with: TICKET-1, TICKET-2
    added:        TICKET-3
    removed:      TICKET-2, TICKET-4
    created:      2026-11-01T12:00:00Z
    file:         .tickets/sprints/SPRINT-1-logging-in.yaml

    Work
      TICKET-1     open           5  Log in
      TICKET-3     open           8  Reset the password  (added 2026-11-03)

    Removed
      TICKET-2     open           3  Log out  (removed 2026-11-04)
      TICKET-4     open           2  Remember me  (removed 2026-11-05)
    ");
    let series = ["sprint", "burndown", "1", "--format", "json"];
    let series = on(&sandbox, 5, &series).ok().json();
    assert_eq!(series["start"], json!({"tickets": 2, "points": 8}));
    let scope: Vec<_> = (0..4)
        .map(|day| &series["days"][day]["scope"]["points"])
        .collect();
    assert_eq!(scope, [8, 16, 15, 13]);
    assert_snapshot!(on(&sandbox, 5, &["history", "TICKET-4"]), @"
    2026-11-01T12:00:00Z  created, Alice Doe <alice@example.com>
    2026-11-04T12:00:00Z  joined SPRINT-1, Alice Doe
    2026-11-05T12:00:00Z  left SPRINT-1, Alice Doe
    ");
}

#[test]
fn a_sprint_that_ended_stays_what_it_was() {
    let sandbox = running();
    on(&sandbox, 3, &["sprint", "add", "1", "TICKET-3"]).ok();
    on(
        &sandbox,
        3,
        &["sprint", "create", "Next", "--start", "2026-11-09"],
    )
    .ok();
    on(&sandbox, 3, &["close", "TICKET-1"]).ok();
    on(&sandbox, 6, &["sprint", "close", "1", "--carry-over", "2"]).ok();
    // The sprint itself tells what it left undone.
    assert_eq!(ticket_rows(&sandbox, "TICKET-2"), Vec::<String>::new());
    assert_eq!(ticket_rows(&sandbox, "TICKET-3").len(), 1);

    let before = sprint(&sandbox, "SPRINT-1");
    let series = |day| {
        let args = ["sprint", "burndown", "1", "--format", "json"];
        on(&sandbox, day, &args).ok().json()
    };
    let burnt = series(6);
    assert_eq!(before["work"], json!(["TICKET-1", "TICKET-2", "TICKET-3"]));
    assert_eq!(burnt["days"][4]["remaining"]["points"], 11);
    on(&sandbox, 7, &["update", "TICKET-1", "--clear", "sprint"]).ok();
    on(&sandbox, 9, &["sprint", "start", "2"]).ok();
    on(&sandbox, 9, &["sprint", "remove", "2", "TICKET-2"]).ok();
    assert_eq!(sprint(&sandbox, "SPRINT-1"), before);
    assert_eq!(series(9), burnt);
    assert_eq!(sprint(&sandbox, "SPRINT-2")["removed"], json!(["TICKET-2"]));
}

#[test]
fn what_is_carried_into_a_sprint_that_has_begun_joins_it_then() {
    let sandbox = running();
    on(&sandbox, 2, &["config", "set", "sprint.active", "several"]).ok();
    let create = ["sprint", "create", "Beside it", "--start", "2026-11-02"];
    on(&sandbox, 2, &create).ok();
    on(&sandbox, 2, &["sprint", "start", "2"]).ok();
    on(&sandbox, 4, &["sprint", "close", "1", "--carry-over", "2"]).ok();
    assert_eq!(
        ticket_rows(&sandbox, "TICKET-2"),
        ["- {at: 2026-11-04T12:00:00Z, from: SPRINT-1, to: SPRINT-2, by: Alice Doe}"]
    );
    let left = sprint(&sandbox, "SPRINT-1");
    assert_eq!(left["work"], json!(["TICKET-1", "TICKET-2"]));
    assert_eq!(left["removed"], json!([]));
    let joined = sprint(&sandbox, "SPRINT-2");
    assert_eq!(joined["added"], json!(["TICKET-1", "TICKET-2"]));
}

#[test]
fn a_ticket_was_there_as_long_as_the_item_it_was_made_of() {
    let sandbox = prepared();
    let add = ["backlog", "add", "Idea", "--points", "5", "--sprint", "1"];
    on(&sandbox, 1, &add).ok();
    on(&sandbox, 2, &["sprint", "start", "1"]).ok();
    on(&sandbox, 4, &["backlog", "convert", "ITEM-1"]).ok();
    let shown = sprint(&sandbox, "SPRINT-1");
    assert_eq!(
        (&shown["work"], &shown["added"]),
        (&json!(["TICKET-6"]), &json!([]))
    );
    let series = ["sprint", "burndown", "1", "--format", "json"];
    let series = on(&sandbox, 4, &series).ok().json();
    assert_eq!(series["start"]["points"], 5);
    let scope: Vec<_> = (0..3)
        .map(|day| &series["days"][day]["scope"]["points"])
        .collect();
    assert_eq!(scope, [5, 5, 5]);
}

#[test]
fn two_branches_tell_of_one_ticket_and_both_are_kept() {
    let sandbox = running();
    sandbox.commit_all("begin");
    sandbox.git(&["switch", "-qc", "other"]);
    on(&sandbox, 4, &["sprint", "add", "1", "TICKET-3"]).ok();
    sandbox.commit_all("joined");
    sandbox.git(&["switch", "-q", "main"]);
    on(&sandbox, 3, &["sprint", "add", "1", "TICKET-3"]).ok();
    on(&sandbox, 5, &["start", "TICKET-3"]).ok();
    sandbox.commit_all("joined here");
    sandbox.git(&["merge", "-q", "-m", "merge", "other"]);
    assert_snapshot!(ticket_rows(&sandbox, "TICKET-3").join("\n"), @"
    - {at: 2026-11-03T12:00:00Z, to: SPRINT-1, by: Alice Doe}
    - {at: 2026-11-04T12:00:00Z, to: SPRINT-1, by: Alice Doe}
    ");
    assert_snapshot!(on(&sandbox, 6, &["diff", "HEAD~2..HEAD"]), @"
    TICKET-3 Reset the password
      status open → in-progress
      assignee set to Alice Doe
      sprint set to SPRINT-1
    --- stderr
    1 moved
    ");
    assert_eq!(sprint(&sandbox, "SPRINT-1")["added"], json!(["TICKET-3"]));
}

/// Only one line of context lies between the two: the name of the log that is always there.
#[test]
fn joining_and_moving_merge_without_a_driver() {
    let sandbox = running().without_driver();
    sandbox.commit_all("begin");
    sandbox.git(&["switch", "-qc", "other"]);
    on(&sandbox, 4, &["start", "TICKET-3"]).ok();
    sandbox.commit_all("moved");
    sandbox.git(&["switch", "-q", "main"]);
    on(&sandbox, 3, &["sprint", "add", "1", "TICKET-3"]).ok();
    sandbox.commit_all("joined");
    sandbox.git(&["merge", "-q", "-m", "merge", "other"]);
    let ticket = sandbox.ticket("TICKET-3");
    let both = (&json!("in-progress"), &json!("SPRINT-1"));
    assert_eq!((&ticket["status"], &ticket["sprint"]), both);
}

#[test]
fn a_sprint_that_is_over_takes_nothing_by_any_door() {
    let sandbox = running();
    on(&sandbox, 2, &["backlog", "add", "Kept", "--sprint", "1"]).ok();
    on(&sandbox, 2, &["backlog", "add", "Later"]).ok();
    on(&sandbox, 6, &["sprint", "close", "1", "--keep"]).ok();
    let before = sandbox.project();
    for args in [
        &["sprint", "add", "1", "TICKET-3"][..],
        &["update", "TICKET-3", "--sprint", "1"],
        &["create", "Too late", "--sprint", "1"],
        &["backlog", "add", "Too late", "--sprint", "1"],
        &["backlog", "update", "ITEM-2", "--sprint", "1"],
    ] {
        let refused = on(&sandbox, 7, args);
        assert_eq!(refused.code, Some(1), "{args:?}");
        assert_eq!(
            refused.stderr, "error: cannot add to `SPRINT-1`: it is closed\n",
            "{args:?}"
        );
    }
    assert_eq!(sandbox.project(), before);
    // What is made of an item that stayed in it has the future before it.
    on(&sandbox, 7, &["backlog", "convert", "ITEM-1"]).ok();
    assert_eq!(sandbox.ticket("TICKET-6")["sprint"], json!(null));
}

#[test]
fn what_cannot_be_read_is_told_beside_the_sprint() {
    let sandbox = running();
    sandbox.write(sandbox.file_of("TICKET-2"), "[");
    let shown = on(&sandbox, 3, &["sprint", "show", "1"]);
    assert!(shown.stdout.contains("TICKET-1"), "{shown}");
    assert!(shown.stderr.contains("TICKET-2-log-out.yaml"), "{shown}");
}
