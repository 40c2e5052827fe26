//! What a batch refuses, and how it says so.

use insta::assert_snapshot;
use serde_json::json;

use crate::cli::batch::batch;
use crate::sandbox::Sandbox;

/// Each line with what is wrong with it.
const MISTAKES: &str = r##"{"op":"create","ref":"a","titel":"Typo"}
{"op":"clos","id":1}
{"op":"close","id":99}
{"op":"comment","id":"@a","text":"On what line 1 did not create"}
{"op":"update","id":1,"status":"opne"}
{"op":"depend","id":1,"on":2}
{"op":"depend","id":2,"on":"1"}
{"op":"update","id":1,"labels":7}
# no comment
{"op":"close","id":1,"id":2}
{"op":"delete","id":2}
{"op":"label","id":"@zz","add":"x"}
{"op":"create","ref":"a b","title":"A bad name"}
{"op":"update","id":1,"title":null}
{"op":"update","id":1,"clear":"lables"}
{"id":1}
{"op":"start"}
{"op":"update","id":1,"reason":"why"}
{"op":"comment","id":1}
["op","close"]
"##;

#[test]
fn every_mistake_is_told_with_its_line_and_nothing_is_changed() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let before = sandbox.project();

    assert_snapshot!(batch(&sandbox, MISTAKES, &[]), @r#"
    --- stderr
    error: line 1: `create` has no field `titel`
      hint: did you mean `title`?
    error: line 2: no operation `clos`
      hint: did you mean `close`?
    error: line 3: no ticket `99`
      hint: `tickets list --all` shows what there is
    line 4 is skipped: it needs line 1
    error: line 5: cannot change `TICKET-1`: the project has no status `opne`
      hint: did you mean `open`?
    error: line 7: cannot depend `TICKET-2`: it would wait for itself: TICKET-2 → TICKET-1 → TICKET-2
    error: line 8: `labels` must be a text or a list of texts
    error: line 9: no JSON object at column 1: expected value
      hint: a line is an operation: `{"op":"close","id":"TICKET-7"}`
    error: line 10: no JSON object at column 28: it has `id` twice
      hint: a line is an operation: `{"op":"close","id":"TICKET-7"}`
    error: line 11: cannot delete `TICKET-2`: `TICKET-1` refers to it
      hint: `--unlink` removes those references too
    error: line 12: no line before has the `ref` `zz`
      hint: did you mean `@a`?
    error: line 13: `a b` cannot be a `ref`
      hint: letters, digits, `-`, `_` and `.`, up to 64
    error: line 14: `title` cannot be cleared
      hint: there are: description, assignee, reporter, labels, epic, sprint, parent, depends_on, related, duplicates, links, due, estimate_hours, story_points, resolution, acceptance_criteria
    error: line 15: `lables` cannot be cleared
      hint: did you mean `labels`?
    error: line 16: `op` is missing
      hint: `tickets batch --help` names the operations
    error: line 17: `start` needs the field `id`
    error: line 18: `reason` goes with `status` alone
    error: line 19: `comment` needs the field `text`
    error: line 20: no JSON object: invalid type: sequence, expected an object
      hint: a line is an operation: `{"op":"close","id":"TICKET-7"}`
    error: nothing was changed: 18 of 20 operations cannot be done
    --- exit 2
    "#);
    assert_eq!(sandbox.project(), before);
}

#[test]
fn an_atomic_batch_that_fails_names_what_it_skipped() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let lines = r#"{"op":"close","id":1}
{"op":"create","ref":"a","title":"Two","status":"opne"}
{"op":"close","id":"@a"}
"#;

    assert_snapshot!(batch(&sandbox, lines, &["--format", "jsonl"]), @r#"
    {"line":1,"op":"close","id":"TICKET-1","status":"skipped"}
    {"line":2,"op":"create","ref":"a","status":"failed","error":{"code":"usage","message":"the project has no status `opne`","hint":"did you mean `open`?","details":{"id":null,"what":"status","value":"opne","known":["open","in-progress","blocked","in-review","closed","cancelled"]}}}
    {"line":3,"op":"close","id":"@a","status":"skipped","needs":2}
    --- stderr
    {"error":{"code":"usage","message":"nothing was changed: 1 of 3 operations cannot be done","hint":null,"details":{"lines":[2]}}}
    --- exit 2
    "#);
    assert_eq!(sandbox.ticket("1")["status"], "open");
}

#[test]
fn one_that_fails_does_not_stop_the_others_with_each() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let lines = r#"{"op":"close","id":99}
{"op":"close","id":1,"status":"opne"}
{"op":"create","ref":"a","title":"Two"}
{"op":"create","ref":"b","titel":"Three"}
{"op":"depend","id":1,"on":["@a"]}
{"op":"depend","id":1,"on":["@b"]}
{"op":"archive","id":"@a"}
{"op":"archive","id":"@a"}
"#;

    assert_snapshot!(batch(&sandbox, lines, &["--each", "--format", "jsonl"]), @r#"
    {"line":1,"op":"close","id":"99","status":"failed","error":{"code":"not-found","message":"no ticket `99`","hint":"`tickets list --all` shows what there is","details":{"reference":"99","similar":[]}}}
    {"line":2,"op":"close","id":"1","status":"failed","error":{"code":"usage","message":"the project has no status `opne`","hint":"did you mean `open`?","details":{"id":null,"what":"status","value":"opne","known":["open","in-progress","blocked","in-review","closed","cancelled"]}}}
    {"line":3,"op":"create","ref":"a","id":"TICKET-2","status":"done"}
    {"line":4,"op":"create","ref":"b","status":"failed","error":{"code":"usage","message":"`create` has no field `titel`","hint":"did you mean `title`?","details":null}}
    {"line":5,"op":"depend","id":"TICKET-1","status":"done"}
    {"line":6,"op":"depend","id":"1","status":"skipped","needs":4}
    {"line":7,"op":"archive","id":"TICKET-2","status":"done"}
    {"line":8,"op":"archive","id":"TICKET-2","status":"unchanged"}
    --- stderr
    {"error":{"code":"not-found","message":"3 of 8 operations failed","hint":null,"details":{"lines":[1,2,4]}}}
    --- exit 3
    "#);
    assert_eq!(sandbox.ticket("1")["depends_on"], json!(["TICKET-2"]));
    assert_snapshot!(batch(&sandbox, lines, &["--each"]), @"
    --- stderr
    error: line 1: no ticket `99`
      hint: `tickets list --all` shows what there is
    error: line 2: the project has no status `opne`
      hint: did you mean `open`?
    error: line 4: `create` has no field `titel`
      hint: did you mean `title`?
    line 6 is skipped: it needs line 4
    Did 3 operations: 1 create, 1 depend, 1 archive; 1 changed nothing
    Created TICKET-3
    error: 3 of 8 operations failed
    --- exit 3
    ");
}

#[test]
fn what_changes_nothing_is_no_mistake() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let lines = "{\"op\":\"archive\",\"id\":1}\n{\"op\":\"archive\",\"id\":1}\n";

    assert_snapshot!(batch(&sandbox, lines, &["--format", "jsonl"]), @r#"
    {"line":1,"op":"archive","id":"TICKET-1","status":"done"}
    {"line":2,"op":"archive","id":"TICKET-1","status":"unchanged"}
    "#);
    assert_snapshot!(batch(&sandbox, lines, &[]), @"
    --- stderr
    Did 0 operations; 2 changed nothing
    error: nothing changes: everything is so already
    --- exit 7
    ");
    assert_snapshot!(batch(&sandbox, "\n \n", &[]), @"
    --- stderr
    error: nothing to do: no operation was given
    --- exit 7
    ");
    assert_snapshot!(batch(&sandbox, "\n", &["--each"]), @"
    --- stderr
    error: nothing to do: no operation was given
    --- exit 7
    ");
}

#[test]
fn a_ticket_that_somebody_changed_meanwhile_stops_the_batch() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let version = sandbox.ticket("2")["version"].clone();
    let edit = |points: u32| json!({ "op": "update", "id": 2, "story_points": points, "if_version": version });
    let lines = format!(
        "{}\n{}\n{}\n",
        json!({ "op": "close", "id": 1 }),
        edit(1),
        edit(2)
    );
    sandbox.run(&["update", "2", "--priority", "low"]).ok();
    let before = sandbox.project();

    assert_snapshot!(batch(&sandbox, &lines, &[]), @"
    --- stderr
    error: line 2: `TICKET-2` has version abb7e1f9148d by now, not c714204ce238
      hint: look at it as it is now, then try again
    error: line 3: `TICKET-2` has version abb7e1f9148d by now, not c714204ce238
      hint: look at it as it is now, then try again
    error: nothing was changed: 2 of 3 operations cannot be done
    --- exit 4
    ");
    assert_eq!(sandbox.project(), before);

    // The batch's own change is not somebody else's.
    sandbox.run(&["undo", "--yes"]).ok();
    batch(&sandbox, &lines, &[]).ok();
    assert_eq!(sandbox.ticket("2")["story_points"], 2);
}

#[test]
fn what_is_no_line_of_a_batch_is_refused() {
    let sandbox = Sandbox::new();
    let long = format!(
        "{{\"op\":\"create\",\"title\":\"{}\"}}\n",
        "x".repeat(4_000_000)
    );
    let (left, right) = ("[".repeat(100_000), "]".repeat(100_000));
    let deep = format!("{{\"op\":{left}{right}}}\n");
    let lines = format!("{long}{deep}{{\"op\":\"create\",\"title\":\"One\"}}");

    assert_snapshot!(batch(&sandbox, &lines, &["--each"]), @r#"
    --- stderr
    error: line 1: the line has more than 4000000 bytes
    error: line 2: no JSON object at column 133: recursion limit exceeded
      hint: a line is an operation: `{"op":"close","id":"TICKET-7"}`
    Did 1 operation: 1 create
    Created TICKET-1
    error: 2 of 3 operations failed
    --- exit 2
    "#);

    std::fs::write(
        sandbox.repo().join("bytes"),
        b"{\"op\":\"close\",\"id\":\"\xff\"}\n",
    )
    .unwrap();
    assert_snapshot!(sandbox.run(&["batch", "bytes"]), @r#"
    --- stderr
    error: line 1: no JSON object at column 21: invalid unicode code point
      hint: a line is an operation: `{"op":"close","id":"TICKET-7"}`
    error: nothing was changed: 1 of 1 operations cannot be done
    --- exit 2
    "#);
    assert_snapshot!(sandbox.run(&["batch", "missing"]), @"
    --- stderr
    error: cannot read `missing`
      because: No such file or directory (os error 2)
    --- exit 6
    ");
    let many: String = (0..=100_000).map(|_| "{}\n").collect();
    assert_snapshot!(batch(&sandbox, &many, &[]), @"
    --- stderr
    error: more than 100000 operations are too many for one change
      hint: `--each` makes a change of each and takes any number
    --- exit 2
    ");
}
