//! `tickets template`, and tickets that begin with one

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

const BUG: &str = "\
description: |
  Steps to reproduce:
labels: [triage]
priority: high
assignee: me
estimate: 4
points: 2
acceptance_criteria:
  - A test fails without the fix
";

fn with_template(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(".tickets/templates/bug.yaml", text);
    sandbox
}

#[test]
fn a_new_ticket_begins_with_the_template_of_its_type() {
    let sandbox = with_template(BUG);

    sandbox.run(&["create", "Crash", "--type", "bug"]).ok();
    sandbox.run(&["create", "Dark mode"]).ok();

    assert_snapshot!(sandbox.run(&["show", "1"]), @"
    TICKET-1  Crash

    status:       open
    type:         bug
    priority:     high
    assignee:     Alice Doe
    labels:       triage
    estimate:     4 h
    points:       2
    created:      2026-11-20T10:00:01Z by Alice Doe <alice@example.com> on main
    file:         .tickets/tickets/00/TICKET-1-crash.yaml

      Steps to reproduce:

    Acceptance criteria (0/1)
      [ ] 1 A test fails without the fix
    ");
    assert_eq!(sandbox.ticket("2")["labels"], serde_json::json!([]));
}

#[test]
fn flags_go_before_the_template() {
    let sandbox = with_template(BUG);

    let own = [
        "-p",
        "low",
        "-l",
        "ui",
        "-d",
        "It crashes.",
        "-a",
        "bob",
        "--points",
        "1",
        "--criterion",
        "It runs",
    ];
    let args: Vec<&str> = ["create", "Crash", "-T", "bug"]
        .into_iter()
        .chain(own)
        .collect();
    sandbox.run(&args).ok();
    sandbox
        .run(&["create", "Crash", "-T", "bug", "--no-template"])
        .ok();

    assert_snapshot!(sandbox.run(&["show", "1"]), @"
    TICKET-1  Crash

    status:       open
    type:         bug
    priority:     low
    assignee:     bob
    labels:       ui
    estimate:     4 h
    points:       1
    created:      2026-11-20T10:00:01Z by Alice Doe <alice@example.com> on main
    file:         .tickets/tickets/00/TICKET-1-crash.yaml

      It crashes.

    Acceptance criteria (0/2)
      [ ] 1 A test fails without the fix
      [ ] 2 It runs
    ");
    assert_snapshot!(sandbox.run(&["show", "2"]), @"
    TICKET-2  Crash

    status:       open
    type:         bug
    priority:     medium
    created:      2026-11-20T10:00:02Z by Alice Doe <alice@example.com> on main
    file:         .tickets/tickets/00/TICKET-2-crash.yaml
    ");
}

#[test]
fn the_projects_usual_type_has_a_template_too() {
    let sandbox = with_template("labels: [triage]\nstatus: blocked\n");
    sandbox.run(&["config", "set", "defaults.type", "bug"]).ok();

    sandbox.run(&["create", "Crash"]).ok();
    sandbox.run(&["create", "Crash", "--status", "open"]).ok();

    let ticket = sandbox.ticket("1");
    assert_eq!(ticket["labels"], serde_json::json!(["triage"]));
    assert_eq!(ticket["status"], "blocked");
    assert_eq!(sandbox.ticket("2")["status"], "open");
}

#[test]
fn tickets_of_a_batch_begin_with_templates_unless_a_line_says_otherwise() {
    let sandbox = with_template(BUG);
    let lines = r#"{"op":"create","title":"A","type":"bug"}
{"op":"create","title":"B","type":"bug","no_template":true}
{"op":"create","title":"C","type":"bug","labels":null,"priority":"low"}
"#;

    sandbox.run_with_stdin(lines, &["batch", "-"]).ok();

    let facts = ["1", "2", "3"].map(|key| {
        let ticket = sandbox.ticket(key);
        format!("{} {}", ticket["priority"], ticket["labels"])
    });
    assert_snapshot!(facts.join("\n"), @r#"
    "high" ["triage"]
    "medium" []
    "low" []
    "#);
}

#[test]
fn a_template_that_cannot_be_used_is_named_and_nothing_is_created() {
    let sandbox = with_template("");
    let create = |template: &str| {
        sandbox.write(".tickets/templates/bug.yaml", template);
        sandbox.run(&["create", "Crash", "-T", "bug"])
    };

    assert_snapshot!(create("prio: high\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml`: a template has no field `prio`
      hint: did you mean `priority`?
    --- exit 6
    ");
    assert_snapshot!(create("priority: hihg\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml`: the project has no priority `hihg`
      hint: did you mean `high`?
    --- exit 6
    ");
    assert_snapshot!(create("points: many\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml`: `story_points` must be a whole number
    --- exit 6
    ");
    assert_snapshot!(create("points: 1\nstory_points: 2\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml`: it has `story_points` twice
    --- exit 6
    ");
    assert_snapshot!(create("epic: EPIC-3\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml`: no epic `EPIC-3`
    --- exit 6
    ");
    assert_snapshot!(create("status: opne\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml`: the project has no status `opne`
      hint: did you mean `open`?
    --- exit 6
    ");
    assert_snapshot!(create("labels: [\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml` line 2: column 1: did not find expected node content
    --- exit 6
    ");
    assert_snapshot!(create("<<<<<<< ours\npriority: low\n=======\npriority: high\n>>>>>>> theirs\n"), @"
    --- stderr
    error: `.tickets/templates/bug.yaml` line 1: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    --- exit 4
    ");
    assert_eq!(
        sandbox.files_below(".tickets/tickets"),
        Vec::<String>::new()
    );
    sandbox
        .run(&["create", "Crash", "-T", "bug", "--no-template"])
        .ok();
    sandbox.run(&["create", "Dark mode"]).ok();
}

#[test]
fn templates_are_made_listed_and_shown() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["template", "list"]), @"
    --- stderr
    0 templates
    ");
    assert_snapshot!(sandbox.run(&["template", "init", "bug", "--dry-run"]), @"
    --- /dev/null
    +++ b/.tickets/templates/bug.yaml
    @@ -0,0 +1,12 @@
    +# What a new bug begins with; flags of `tickets create` go before it.
    +# Other fields: labels, priority, assignee, status, estimate, points, epic, due, links, …
    +
    +description: |
    +  Steps to reproduce:
    +
    +  Expected:
    +
    +  Actual:
    +
    +acceptance_criteria:
    +  - A test fails without the fix
    --- stderr
    dry run: nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["template", "init", "bug"]), @"
    --- stderr
    Made .tickets/templates/bug.yaml
    ");
    assert_snapshot!(sandbox.run(&["template", "init", "bug"]), @"
    --- stderr
    error: `.tickets/templates/bug.yaml` is there already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["template", "init", "bugg"]), @"
    --- stderr
    error: the project has no type `bugg`
      hint: did you mean `bug`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["template", "show", "bug"]), @"
    # What a new bug begins with; flags of `tickets create` go before it.
    # Other fields: labels, priority, assignee, status, estimate, points, epic, due, links, …

    description: |
      Steps to reproduce:

      Expected:

      Actual:

    acceptance_criteria:
      - A test fails without the fix
    ");
    assert_snapshot!(sandbox.run(&["template", "show", "story"]), @"
    --- stderr
    error: no template `story`
      hint: `tickets template list` shows what there is
    --- exit 3
    ");
    sandbox.write(".tickets/templates/task.yaml", "prio: high\n");
    assert_snapshot!(sandbox.run(&["template", "list", "--format", "json"]), @r#"
    [
    {"type":"bug","path":".tickets/templates/bug.yaml","fields":["description","acceptance_criteria"],"values":{"description":"Steps to reproduce:\n\nExpected:\n\nActual:\n","acceptance_criteria":["A test fails without the fix"]}}
    ]
    --- stderr
    {"problem":{"path":".tickets/templates/task.yaml","line":null,"code":"wrong-type","message":"a template has no field `prio`","hint":"did you mean `priority`?"}}
    "#);
}

#[test]
fn every_first_template_can_be_used() {
    let sandbox = Sandbox::new();
    for name in ["bug", "story", "feature", "spike", "chore"] {
        sandbox.run(&["template", "init", name]).ok();
        let created = sandbox.run(&["create", "One", "-T", name, "--format", "json"]);
        assert_ne!(created.ok().json()["description"], "", "{name}");
    }
}

#[test]
fn the_name_of_a_type_leads_to_no_other_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("secret.yaml", "labels: [leaked]\n");
    sandbox
        .run(&["config", "set", "types", "[\"../../secret\", task]"])
        .ok();

    sandbox.run(&["create", "One", "-T", "../../secret"]).ok();

    assert_eq!(sandbox.ticket("1")["labels"], serde_json::json!([]));
    assert_snapshot!(sandbox.run(&["template", "init", "../../secret"]), @"
    --- stderr
    error: no file can be called after the type `../../secret`
    --- exit 2
    ");
}
