//! What a batch does.

use std::fmt::Write as _;

use insta::assert_snapshot;
use serde_json::Value;
use serde_json::json;

use crate::cli::batch::batch;
use crate::sandbox::Sandbox;

const PLAN: &str = r#"{"op":"create","ref":"a","title":"Fix login bug","labels":["auth"],"acceptance_criteria":["It works"]}

{"op":"create","ref":"b","title":"Write release notes","depends_on":["@a"],"due":"7d"}
{"op":"start","id":"@a"}
{"op":"comment","id":"@a","text":"Seen on the phone too."}
{"op":"update","id":"@b","priority":"high","assignee":null,"add_label":"docs,release"}
"#;

#[test]
fn later_lines_name_what_earlier_ones_create() {
    let sandbox = Sandbox::new();

    assert_snapshot!(batch(&sandbox, PLAN, &[]), @"
    --- stderr
    Did 5 operations: 2 create, 1 start, 1 comment, 1 update
    Created TICKET-1, TICKET-2
    ");
    assert_snapshot!(sandbox.run(&["blocked"]), @"
    ID        STATUS  PRIORITY  TITLE                BLOCKED BY  ASSIGNEE
    TICKET-2  open    high      Write release notes  TICKET-1
    --- stderr
    1 ticket
    ");
}

#[test]
fn programs_get_a_result_for_each_line() {
    let sandbox = Sandbox::new();

    assert_snapshot!(batch(&sandbox, PLAN, &["--format", "json"]), @r#"
    [
    {"line":1,"op":"create","ref":"a","id":"TICKET-1","status":"done"},
    {"line":3,"op":"create","ref":"b","id":"TICKET-2","status":"done"},
    {"line":4,"op":"start","id":"TICKET-1","status":"done"},
    {"line":5,"op":"comment","id":"TICKET-1","comment":"zcnq","status":"done"},
    {"line":6,"op":"update","id":"TICKET-2","status":"done"}
    ]
    "#);
    assert_snapshot!(batch(&sandbox, "{\"op\":\"close\",\"id\":1}", &["--format", "table"]), @"
    LINE  OP     ID        STATUS  REF
    1     close  TICKET-1  done
    --- stderr
    Did 1 operation: 1 close
    ");
}

#[test]
fn the_diff_of_the_whole_is_shown_and_nothing_changes() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();
    let lines = r#"{"op":"create","ref":"a","title":"Two"}
{"op":"delete","id":"@a"}
{"op":"update","id":1,"story_points":3}
{"op":"update","id":1,"story_points":5,"parent":99}
{"op":"label","id":1,"add":["x"]}
"#;

    assert_snapshot!(batch(&sandbox, lines, &["--each", "--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    @@ -13,6 +13,7 @@
     assignee:
     
     labels:
    +  - x
     
     epic:
     
    @@ -26,7 +27,7 @@
     
     estimate_hours:
     
    -story_points:
    +story_points: 3
     
     created_at: 2026-11-20T10:00:01Z
     
    --- stderr
    error: line 4: no ticket `99`
      hint: `tickets list --all` shows what there is
    dry run: nothing was changed
    error: 1 of 5 operations failed
    --- exit 3
    ");
    let good = lines.replace(",\"parent\":99", "");
    assert_snapshot!(batch(&sandbox, &good, &["--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    @@ -13,6 +13,7 @@
     assignee:
     
     labels:
    +  - x
     
     epic:
     
    @@ -26,7 +27,7 @@
     
     estimate_hours:
     
    -story_points:
    +story_points: 5
     
     created_at: 2026-11-20T10:00:01Z
     
    --- stderr
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn an_atomic_batch_is_one_commit_and_one_step_back() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("Begin");
    let before = sandbox.project();

    assert_snapshot!(batch(&sandbox, PLAN, &["--commit"]), @"
    --- stderr
    Did 5 operations: 2 create, 1 start, 1 comment, 1 update
    Created TICKET-1, TICKET-2
    committed 8a1bca3b02 tickets: 2 created
    ");
    assert_snapshot!(sandbox.git(&["log", "--format=%s"]), @"
    tickets: 2 created
    Begin
    ");
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    Undid `batch of 5 operations` of 2026-11-20T10:00:01Z (3 files)
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn each_line_can_be_a_commit() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("Begin");

    batch(&sandbox, PLAN, &["--each", "--commit", "--quiet"]).ok();

    assert_snapshot!(sandbox.git(&["log", "--format=%s"]), @"
    tickets: re-prioritised TICKET-2 Write release notes
    tickets: commented TICKET-1 Fix login bug
    tickets: moved TICKET-1 Fix login bug
    tickets: created TICKET-2 Write release notes
    tickets: created TICKET-1 Fix login bug
    Begin
    ");
}

/// A ticket without what differs from run to run.
fn essence(mut ticket: Value) -> Value {
    let fields = ticket.as_object_mut().unwrap();
    for name in ["uid", "version", "created_at", "updated_at", "archived_at"] {
        fields.remove(name);
    }
    for list in ["transitions", "comments", "acceptance_criteria"] {
        for item in fields[list].as_array_mut().unwrap() {
            let item = item.as_object_mut().unwrap();
            item.remove("at");
            item.remove("id");
        }
    }
    ticket
}

#[test]
fn a_batch_does_what_the_plain_commands_do_in_one_change_or_in_many() {
    let plain = Sandbox::new();
    let (together, apart) = (Sandbox::new(), Sandbox::new());
    for command in [
        "create|One|-d|Text|-T|bug|-p|high|-a|me|-l|x,y",
        "create|Two|--parent|1|--depends-on|1|--criterion|A|--criterion|B",
        "create|Three|--related|2|--duplicates|1|--link|a/b|--due|7d",
        "create|Four|-e|2.5|--points|3|--status|in-review|--reporter|bob",
        "update|2|-t|Second|--check|1|--edit-criterion|2|C|--add-label|z",
        "update|3|--clear|related,due|--remove-link|a/b|--comment|Hm",
        "update|4|--status|closed|--reason|late|--resolution|fixed",
        "update|2|--remove-criterion|1|--depends-on|3",
        "start|1|--assignee|bob|--force",
        "comment|1|First",
        "close|1|--resolution|fixed|--reason|in 3f2a|--comment|Done",
        "reopen|1|--reason|not quite",
        "label|add|p,q|1",
        "label|remove|x|1",
        "depend|1|3",
        "depend|1|4",
        "undepend|1|4",
        "link|1|c/d|e/f",
        "unlink|1|e/f",
        "delete|4|--yes",
        "archive|3",
        "archive|2",
        "unarchive|2",
    ] {
        let args: Vec<&str> = command.split('|').collect();
        plain.run(&args).ok();
    }
    let operations = [
        json!({"op":"create","title":"One","description":"Text","type":"bug","priority":"high","assignee":"me","labels":"x,y"}),
        json!({"op":"create","title":"Two","parent":1,"depends_on":["1"],"acceptance_criteria":["A","B"]}),
        json!({"op":"create","title":"Three","related":2,"duplicates":["one"],"links":["a/b"],"due":"7d"}),
        json!({"op":"create","title":"Four","estimate_hours":2.5,"story_points":3,"status":"in-review","reporter":"bob"}),
        json!({"op":"update","id":2,"title":"Second","check":1,"edit_criterion":{"number":2,"text":"C"},"add_label":["z"]}),
        json!({"op":"update","id":"3","clear":["related"],"due":null,"remove_link":"a/b","comment":"Hm"}),
        json!({"op":"update","id":"four","status":"closed","reason":"late","resolution":"fixed"}),
        json!({"op":"update","id":2,"remove_criterion":[1],"depends_on":3}),
        json!({"op":"start","id":1,"assignee":"bob","force":true}),
        json!({"op":"comment","id":1,"text":"First"}),
        json!({"op":"close","id":1,"resolution":"fixed","reason":"in 3f2a","comment":"Done"}),
        json!({"op":"reopen","id":1,"reason":"not quite"}),
        json!({"op":"label","id":1,"add":["p","q"],"remove":"x"}),
        json!({"op":"depend","id":1,"on":[3, "TICKET-4"]}),
        json!({"op":"undepend","id":1,"on":4}),
        json!({"op":"link","id":1,"links":["c/d","e/f"]}),
        json!({"op":"unlink","id":1,"links":["e/f"]}),
        json!({"op":"delete","id":4}),
        json!({"op":"archive","id":3}),
        json!({"op":"archive","id":2}),
        json!({"op":"unarchive","id":2}),
    ];
    let mut lines = String::new();
    for operation in &operations {
        writeln!(lines, "{operation}").unwrap();
    }
    batch(&together, &lines, &[]).ok();
    batch(&apart, &lines, &["--each"]).ok();

    assert_eq!(apart.project(), together.project(), "to the byte");
    for key in ["TICKET-1", "TICKET-2", "TICKET-3"] {
        assert_eq!(essence(together.ticket(key)), essence(plain.ticket(key)));
    }
    for sandbox in [&plain, &together] {
        assert_eq!(sandbox.run(&["show", "4"]).code, Some(3));
        sandbox.run(&["doctor"]).ok();
    }
}

#[test]
fn comments_are_changed_and_deleted_by_their_ids() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let ids: Vec<String> = ["First", "Second"]
        .iter()
        .map(|text| {
            let added = sandbox
                .run(&["comment", "1", text, "--format", "json"])
                .json();
            added["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let lines = format!(
        "{}\n{}\n",
        json!({"op":"comment","id":1,"edit":ids[0],"text":"Other"}),
        json!({"op":"comment","id":1,"delete":ids[1]}),
    );

    batch(&sandbox, &lines, &[]).ok();

    let comments = sandbox.ticket("1")["comments"].clone();
    assert_eq!(comments.as_array().unwrap().len(), 1);
    assert_eq!(comments[0]["text"], "Other");
}

/// A batch sees what it has staged: who refers to whom, which files there are.
#[test]
fn a_line_sees_what_the_lines_before_it_did() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let run = |lines: &[Value], flags: &[&str]| {
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        batch(&sandbox, &lines, flags)
    };

    // A reference that the batch makes keeps a ticket from being deleted …
    assert_snapshot!(run(&[
        json!({"op":"create","ref":"a","title":"Three","depends_on":1}),
        json!({"op":"delete","id":1}),
    ], &[]), @"
    --- stderr
    error: line 2: cannot delete `TICKET-1`: `TICKET-3` refers to it
      hint: `--unlink` removes those references too
    error: nothing was changed: 1 of 2 operations cannot be done
    --- exit 1
    ");
    // … and one that it takes away no longer does.
    run(
        &[
            json!({"op":"depend","id":2,"on":1}),
            json!({"op":"comment","id":1,"text":"Goes with it"}),
            json!({"op":"undepend","id":2,"on":1}),
            json!({"op":"delete","id":1}),
        ],
        &[],
    )
    .ok();
    assert_eq!(sandbox.keys(&["list"]), ["TICKET-2"]);
    assert_eq!(sandbox.files_below(".tickets/tickets").len(), 1);

    // What is gone cannot be changed.
    assert_snapshot!(run(&[
        json!({"op":"delete","id":2}),
        json!({"op":"close","id":"TICKET-2"}),
    ], &[]), @"
    --- stderr
    error: line 2: no ticket `TICKET-2`
      hint: `tickets list --all` shows what there is
    error: nothing was changed: 1 of 2 operations cannot be done
    --- exit 3
    ");
    // Circles are seen among what is only staged.
    assert_snapshot!(run(&[
        json!({"op":"create","ref":"a","title":"A"}),
        json!({"op":"create","ref":"b","title":"B","depends_on":"@a"}),
        json!({"op":"create","ref":"c","title":"C","depends_on":"@b","parent":"@a"}),
        json!({"op":"depend","id":"@a","on":"@c"}),
        json!({"op":"update","id":"@a","parent":"@c"}),
    ], &[]), @"
    --- stderr
    error: line 4: cannot depend `TICKET-3`: it would wait for itself: TICKET-3 → TICKET-5 → TICKET-4 → TICKET-3
    error: line 5: cannot update `TICKET-3`: it would be part of itself: TICKET-3 → TICKET-5 → TICKET-3
    error: nothing was changed: 2 of 5 operations cannot be done
    --- exit 1
    ");
    // What waits for a ticket that the batch closes can be started.
    run(
        &[
            json!({"op":"create","ref":"a","title":"A"}),
            json!({"op":"create","ref":"b","title":"B","depends_on":"@a"}),
            json!({"op":"close","id":"@a"}),
            json!({"op":"start","id":"@b"}),
        ],
        &[],
    )
    .ok();
}

#[test]
fn tickets_are_found_by_every_name_they_have_also_new_ones() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let path = sandbox.file_of("TICKET-2");
    let text = sandbox.read(&path);
    sandbox.write(
        &path,
        text.replacen("\n\nuid:", "\n\naliases:\n  - Old-9\n\nuid:", 1),
    );
    let uid = sandbox.ticket("1")["uid"].clone();
    let lines = [
        json!({"op":"label","id":uid,"add":"by-uid"}),
        json!({"op":"label","id":"OLD-9","add":"by-alias"}),
        json!({"op":"label","id":"two","add":"by-slug"}),
        json!({"op":"create","title":"Fresh paint"}),
        json!({"op":"label","id":"paint","add":"by-slug"}),
        json!({"op":"delete","id":"Old-9"}),
        json!({"op":"label","id":"old-9","add":"gone"}),
        json!({"op":"label","id":"two","add":"gone"}),
    ];
    let lines = |count: usize| -> String {
        let lines = lines.iter().take(count);
        lines.map(|line| format!("{line}\n")).collect()
    };

    assert_snapshot!(batch(&sandbox, &lines(8), &[]), @"
    --- stderr
    error: line 7: no ticket `old-9`
      hint: `tickets list --all` shows what there is
    error: line 8: no ticket `two`
      hint: `tickets list --all` shows what there is
    error: nothing was changed: 2 of 8 operations cannot be done
    --- exit 3
    ");
    batch(&sandbox, &lines(6), &[]).ok();
    assert_eq!(sandbox.keys(&["list"]), ["TICKET-1", "TICKET-3"]);
    assert_eq!(sandbox.ticket("1")["labels"], json!(["by-uid"]));
    assert_eq!(sandbox.ticket("3")["labels"], json!(["by-slug"]));
}

#[test]
fn the_help_names_every_operation_and_every_field() {
    let sandbox = Sandbox::plain();
    let help = sandbox.run(&["batch", "--help"]).ok().stdout.clone();
    let is_end = |c: char| !c.is_alphanumeric() && c != '_' && c != '-';
    let words: Vec<&str> = help.split(is_end).collect();
    let missing: Vec<&str> = tickets::ops::forms()
        .flat_map(|form| {
            let fields = form.all_fields().map(|field| field.name);
            fields.chain(form.name.split(' '))
        })
        .filter(|name| !words.contains(name))
        .collect();

    assert_eq!(missing, Vec::<&str>::new());
    for form in tickets::ops::forms() {
        assert!(help.contains(&format!(" {}", form.name)), "{}", form.name);
    }
}

#[test]
fn the_schema_knows_every_operation() {
    let sandbox = Sandbox::plain();
    let schema = sandbox.run(&["schema", "operation"]).ok().json();
    let forms = schema["oneOf"].as_array().unwrap();
    let names: Vec<&str> = forms
        .iter()
        .map(|form| form["title"].as_str().unwrap())
        .collect();

    let known: Vec<&str> = tickets::ops::forms().map(|form| form.name).collect();
    assert_eq!(names, known);
    let close = forms.iter().find(|form| form["title"] == "close").unwrap();
    assert_eq!(close["required"], json!(["op", "id"]));
    assert_eq!(close["properties"]["op"], json!({ "const": "close" }));
}
