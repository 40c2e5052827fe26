//! A batch that plans: epics, backlog items, sprints, requirements, journals, time.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;
use serde_json::json;

use crate::cli::batch::batch;
use crate::cli::batch::plan::FEATURE;
use crate::cli::batch::plan::REPORT;
use crate::cli::batch::plan::plan;
use crate::sandbox::Sandbox;

fn text(operations: impl IntoIterator<Item = Value>) -> String {
    let lines = operations.into_iter();
    lines.map(|line| format!("{line}\n")).collect()
}

/// A project without what differs from run to run: times, ids of all sorts, names of entries' files.
fn essence(sandbox: &Sandbox) -> Vec<(String, String)> {
    let is_id = |word: &str| {
        let is_symbol = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        (word.len() == 4 && word.chars().all(is_symbol)) || word.len() == 26
    };
    let is_time = |word: &str| {
        let word = word.trim_end_matches([',', '}']);
        word.starts_with("2026-11-") && word.ends_with('Z')
    };
    let line = |line: &str| {
        let is_of_ids = line.trim_start_matches([' ', '-']).starts_with("id: ")
            || line.starts_with("uid: ")
            || line.starts_with("reviewed");
        let words = line.split(' ').map(|word| {
            if is_time(word) || (is_of_ids && is_id(word)) {
                "…"
            } else {
                word
            }
        });
        words.collect::<Vec<&str>>().join(" ")
    };
    let mut files: Vec<(String, String)> = Vec::new();
    for (path, content) in sandbox.project() {
        let content: Vec<String> = content.lines().map(line).collect();
        let is_entry = path.contains("Z-journal-") || path.contains("Z-time-");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = if is_entry { folder.to_owned() } else { path };
        files.push((path, content.join("\n")));
    }
    files.sort();
    files
}

#[test]
fn a_batch_plans_a_whole_project_as_the_plain_commands_do() {
    let (plain, together, apart) = (Sandbox::new(), Sandbox::new(), Sandbox::new());
    plain.write("pay.feature", FEATURE);
    plain.write("report.xml", REPORT);
    for (_, command) in plan() {
        let args: Vec<&str> = command.split('|').collect();
        plain.run(&args).ok();
    }
    let operations = text(plan().into_iter().map(|(operation, _)| operation));

    batch(&together, &operations, &["--quiet"]).ok();
    batch(&apart, &operations, &["--each", "--quiet"]).ok();

    assert_same(&essence(&together), &essence(&plain));
    assert_same(&essence(&apart), &essence(&plain));
    for sandbox in [&plain, &together, &apart] {
        sandbox.run(&["doctor"]).ok();
    }
}

fn assert_same(one: &[(String, String)], other: &[(String, String)]) {
    let paths = |files: &[(String, String)]| -> Vec<String> {
        files.iter().map(|(path, _)| path.clone()).collect()
    };
    assert_eq!(paths(one), paths(other));
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one.1, other.1, "{}", one.0);
    }
}

/// Each line of the table is done, and no operation of planning is left out.
#[test]
fn every_operation_of_planning_is_done() {
    let sandbox = Sandbox::new();
    let operations = text(plan().into_iter().map(|(operation, _)| operation));

    let results = batch(&sandbox, &operations, &["--format", "json"])
        .ok()
        .json();

    let mut done: BTreeSet<&str> = BTreeSet::new();
    for result in results.as_array().unwrap() {
        assert_eq!(result["status"], "done", "{result}");
        done.insert(result["op"].as_str().unwrap());
    }
    let of_planning = |name: &&str| name.contains(' ') || matches!(*name, "journal" | "time");
    let all: BTreeSet<&str> = tickets::ops::forms()
        .map(|form| form.name)
        .filter(of_planning)
        .collect();
    let missing: Vec<&&str> = all.difference(&done).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn the_record_that_a_line_makes_has_its_key_in_the_answer() {
    let sandbox = Sandbox::new();
    let operations = text([
        json!({"op":"epic create","ref":"e","title":"Payments"}),
        json!({"op":"backlog add","ref":"i","title":"Pay by card","epic":"@e"}),
        json!({"op":"backlog convert","ref":"t","id":"@i"}),
        json!({"op":"journal","id":"@t","text":"Begun"}),
        json!({"op":"time","id":"@t","add":"90m"}),
        json!({"op":"epic update","id":"@e","title":"Payments"}),
    ]);

    assert_snapshot!(batch(&sandbox, &operations, &["--format", "jsonl"]), @r#"
    {"line":1,"op":"epic create","ref":"e","id":"EPIC-1","status":"done"}
    {"line":2,"op":"backlog add","ref":"i","id":"ITEM-1","status":"done"}
    {"line":3,"op":"backlog convert","ref":"t","id":"TICKET-1","status":"done"}
    {"line":4,"op":"journal","id":"TICKET-1","entry":"63zc","status":"done"}
    {"line":5,"op":"time","id":"TICKET-1","entry":"nq1e","status":"done"}
    {"line":6,"op":"epic update","id":"EPIC-1","status":"unchanged"}
    "#);
    assert_snapshot!(batch(&Sandbox::new(), &operations, &[]), @"
    --- stderr
    Did 5 operations: 1 epic create, 1 backlog add, 1 backlog convert, 1 journal, 1 time; 1 changed nothing
    Created EPIC-1, ITEM-1, TICKET-1
    ");
}

#[test]
fn what_the_plan_refuses_names_the_line() {
    let sandbox = Sandbox::new();
    let operations = text([
        json!({"op":"epic create","ref":"e","title":"Payments","start_date":"2026-12-02","target_date":"2026-12-01"}),
        json!({"op":"create","title":"Buy a till","epic":"@e"}),
        json!({"op":"epic create","ref":"f","title":"Fine"}),
        json!({"op":"epic.create","title":"Dots"}),
        json!({"op":"backlog add","title":"Bad","risk":"huge","epic":"@f"}),
        json!({"op":"backlog convert","id":"ITEM-7"}),
        json!({"op":"sprint create","title":"Bad","end_date":"2026-12-01","days":3}),
        json!({"op":"sprint create","title":"Bad","start_date":"2026-12-01","days":0}),
        json!({"op":"sprint close","id":"SPRINT-1","keep":true,"to_backlog":true}),
        json!({"op":"requirements gherkin","of":"@f","title":"Both","text":"Feature: A"}),
        json!({"op":"requirements gherkin","of":"@f","title":"Steps","steps":["Perhaps it works"]}),
        json!({"op":"requirements add","of":"@f","title":"One","status":"draft"}),
        json!({"op":"epic update","id":"@f","status":null}),
        json!({"op":"time","id":"@f"}),
        json!({"op":"time","id":"@f","add":90}),
        json!({"op":"time","id":"@f","add":"90"}),
        json!({"op":"journal","id":"@f","spent":2}),
        json!({"op":"journal","id":"@f"}),
        json!({"op":"journal","id":"@f","delete":"7f3a","text":"Both"}),
        json!({"op":"milestone add","id":"@f","name":" "}),
        json!({"op":"epic add-ticket","id":"@f","tickets":[]}),
    ]);
    let before = sandbox.project();

    assert_snapshot!(batch(&sandbox, &operations, &[]), @"
    --- stderr
    error: line 1: cannot create `EPIC-1`: its target date would be before its start date
    line 2 is skipped: it needs line 1
    error: line 4: no operation `epic.create`
      hint: did you mean `epic create`?
    error: line 5: `huge` is no risk: low, medium or high
    error: line 6: no backlog item `ITEM-7`
      hint: `tickets backlog list --all` shows what there is
    error: line 7: `days` and `end_date` both say when it ends
    error: line 8: a sprint has 1 to 365 days, not 0
    error: line 9: one of `carry_over`, `to_backlog` and `keep` says what becomes of the rest
    error: line 10: `text` is a whole feature, `title` a scenario: one of them is needed
    error: line 11: `Perhaps it works` is no step
      hint: a step begins with Given, When, Then, And or But
    error: line 12: `requirements add` has no field `status`
      hint: there are: of, title, ref, description, priority, labels, parent, acceptance_criteria
    error: line 13: `status` cannot be cleared
      hint: there are: owner, labels, target_version, start_date, target_date, estimated_points, description, goals, success_criteria
    error: line 14: `time` needs one of the fields `add`, `edit`, `delete`
    error: line 15: `90` has no unit: `90m` or `90h`?
      hint: write `1h30m`, `90m`, `1.5h` or `2d`
    error: line 16: `90` has no unit: `90m` or `90h`?
      hint: write `1h30m`, `90m`, `1.5h` or `2d`
    error: line 17: `2` has no unit: `2m` or `2h`?
      hint: write `1h30m`, `90m`, `1.5h` or `2d`
    error: line 18: the journal entry is empty
    error: line 19: `delete` goes with no other field
    error: line 20: the name of the milestone is empty
    error: line 21: `tickets` cannot be empty
    error: nothing was changed: 19 of 21 operations cannot be done
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn entries_are_changed_and_deleted_by_their_ids() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let added = batch(
        &sandbox,
        &text([
            json!({"op":"journal","id":1,"text":"First","risks":["Rain"]}),
            json!({"op":"journal","id":1,"text":"Second"}),
            json!({"op":"time","id":1,"add":"1h"}),
            json!({"op":"time","id":1,"add":"2h"}),
        ]),
        &["--format", "json"],
    )
    .json();
    let id = |place: usize| added[place]["entry"].as_str().unwrap().to_owned();

    let changes = text([
        json!({"op":"journal","id":1,"edit":id(0),"text":"Other","risks":null}),
        json!({"op":"journal","id":1,"delete":id(1)}),
        json!({"op":"time","id":1,"edit":id(2),"minutes":"30m"}),
        json!({"op":"time","id":1,"delete":id(3)}),
    ]);
    batch(&sandbox, &changes, &[]).ok();

    let journal = sandbox
        .run(&["journal", "1", "--list", "--format", "json"])
        .json();
    assert_eq!(journal.as_array().unwrap().len(), 1);
    assert_eq!(journal[0]["text"], "Other");
    assert_eq!(journal[0]["risks"], json!([]));
    let sheet = sandbox.run(&["time", "1", "--format", "json"]).json();
    assert_eq!(sheet["minutes"], 30);
    // A second time, there is nothing to change, and nothing to delete.
    let again = text([
        json!({"op":"journal","id":1,"edit":id(0),"text":"Other"}),
        json!({"op":"time","id":1,"delete":id(3)}),
    ]);
    assert_snapshot!(batch(&sandbox, &again, &["--each", "--format", "jsonl"]).stdout.replace(&id(0), "first").replace(&id(3), "fourth"), @r#"
    {"line":1,"op":"journal","id":"TICKET-1","entry":"first","status":"unchanged"}
    {"line":2,"op":"time","id":"1","status":"failed","error":{"code":"not-found","message":"no time entry `fourth`","hint":"`tickets time KEY` shows what there is","details":null}}
    "#);
}

/// What is looked at across all records is what the lines before left.
#[test]
fn a_line_sees_the_plan_that_the_lines_before_it_made() {
    let sandbox = Sandbox::new();
    // An item becomes a ticket once, and is not done before that is.
    assert_snapshot!(batch(&sandbox, &text([
        json!({"op":"backlog add","ref":"i","title":"Pay by card"}),
        json!({"op":"backlog convert","id":"@i","ref":"t"}),
        json!({"op":"backlog convert","id":"@i"}),
        json!({"op":"backlog close","id":"@i"}),
        json!({"op":"epic create","ref":"e","title":"Payments"}),
        json!({"op":"update","id":"@t","epic":"@e"}),
        json!({"op":"epic delete","id":"@e"}),
    ]), &[]), @"
    --- stderr
    error: line 3: cannot convert `ITEM-1`: TICKET-1 was made of it already
    error: line 4: cannot close `ITEM-1`: not settled: TICKET-1
      hint: `--force` closes it all the same
    error: line 7: cannot delete `EPIC-1`: `TICKET-1` refers to it
      hint: `--unlink` removes those references too
    error: nothing was changed: 3 of 7 operations cannot be done
    --- exit 1
    ");
    // A sprint that was started notes what is in it, and cannot be closed over it.
    assert_snapshot!(batch(&sandbox, &text([
        json!({"op":"sprint create","ref":"s","title":"First","start_date":"today"}),
        json!({"op":"create","ref":"t","title":"Buy a till","sprint":"@s","story_points":2}),
        json!({"op":"sprint start","id":"@s"}),
        json!({"op":"sprint close","id":"@s"}),
    ]), &[]), @"
    --- stderr
    error: line 4: cannot close `SPRINT-1`: `TICKET-1` is not done
      hint: say what becomes of that: `--carry-over SPRINT`, `--to-backlog` or `--keep`
    error: nothing was changed: 1 of 4 operations cannot be done
    --- exit 1
    ");
    // Of two that wait for each other, the tickets do, also where one was made before.
    batch(
        &sandbox,
        &text([
            json!({"op":"backlog add","ref":"a","title":"A"}),
            json!({"op":"backlog add","ref":"b","title":"B","depends_on":"@a"}),
            json!({"op":"backlog convert","id":"@a"}),
            json!({"op":"backlog convert","id":"@b"}),
            json!({"op":"sprint create","ref":"s","title":"First","days":7,"start_date":"today"}),
            json!({"op":"sprint add","id":"@s","keys":["TICKET-2"]}),
            json!({"op":"sprint start","id":"@s"}),
        ]),
        &[],
    )
    .ok();
    assert_eq!(
        sandbox.ticket("TICKET-2")["depends_on"],
        json!(["TICKET-1"])
    );
    let sprint = sandbox
        .run(&["sprint", "show", "SPRINT-1", "--format", "json"])
        .json();
    assert_eq!(sprint["commitment"], json!(["TICKET-2"]));
}
