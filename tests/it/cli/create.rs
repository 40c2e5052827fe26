//! `tickets create`

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn a_new_ticket_is_a_file_with_every_field_in_its_place() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["create", "Fix login bug"]), @"TICKET-1");
    assert_snapshot!(sandbox.read(".tickets/tickets/00/TICKET-1-fix-login-bug.yaml"), @"
    id: TICKET-1

    uid: 01M7W6C478AV7BZJ26205ZR7J2

    title: Fix login bug

    type: task

    status: open

    priority: medium

    assignee:

    labels:

    epic:

    sprint:

    parent:

    depends_on:

    due:

    estimate_hours:

    story_points:

    created_at: 2026-11-20T10:00:01Z

    created_by: Alice Doe <alice@example.com>

    branch: main

    description:

    acceptance_criteria:

    transitions:
    ");
}

#[test]
fn every_field_can_be_given() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let args = [
        "create",
        "Three",
        "--description",
        "First\n\nLast — ümläut 日本",
        "--type",
        "bug",
        "--priority",
        "high",
        "--assignee",
        "me",
        "--reporter",
        "Bob",
        "--labels",
        "b,a",
        "--labels",
        "c",
        "--parent",
        "1",
        "--depends-on",
        "1,2",
        "--related",
        "2",
        "--duplicates",
        "2",
        "--link",
        "https://example.com/x?a=b#c",
        "--link",
        "docs/a b.md",
        "--due",
        "2026-12-24",
        "--estimate",
        "1.5",
        "--points",
        "5",
        "--criterion",
        "It works",
        "--criterion",
        "It is: documented # really",
        "--status",
        "in-progress",
    ];
    sandbox.run(&args).ok();

    assert_snapshot!(sandbox.read(sandbox.file_of("TICKET-3")), @r#"
    id: TICKET-3

    uid: 01M7W6C65RHB5E8X66D95SHC1G

    title: Three

    type: bug

    status: in-progress

    priority: high

    assignee: Alice Doe

    labels:
      - a
      - b
      - c

    epic:

    sprint:

    parent: TICKET-1

    depends_on:
      - TICKET-1
      - TICKET-2

    due: 2026-12-24

    estimate_hours: 1.5

    story_points: 5

    created_at: 2026-11-20T10:00:03Z

    reporter: Bob

    related:
      - TICKET-2

    created_by: Alice Doe <alice@example.com>

    duplicates:
      - TICKET-2

    links:
      - docs/a b.md
      - https://example.com/x?a=b#c

    branch: main

    description: |
      First

      Last — ümläut 日本

    acceptance_criteria:
      - id: zys1
        done: false
        text: It works
      - id: yj95
        done: false
        text: "It is: documented # really"

    transitions:
    "#);
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn an_empty_title_is_refused() {
    let sandbox = Sandbox::new();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["create", ""]), @"
    --- stderr
    error: a title is empty
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "  \t "]), @"
    --- stderr
    error: a title is empty
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "two\nlines"]), @"
    --- stderr
    error: a title must be one line without control characters
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create"]), @r#"
    --- stderr
    error: a title is missing
      hint: `tickets create "Fix login bug"`
    --- exit 2
    "#);
    assert_eq!(sandbox.project(), before);
}

#[test]
fn words_that_the_project_does_not_have_are_refused_with_a_proposal() {
    let sandbox = Sandbox::new();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["create", "x", "--type", "bgu"]), @"
    --- stderr
    error: the project has no type `bgu`
      hint: did you mean `bug`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "x", "--priority", "hihg"]), @"
    --- stderr
    error: the project has no priority `hihg`
      hint: did you mean `high`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "x", "--status", "opne"]), @"
    --- stderr
    error: the project has no status `opne`
      hint: did you mean `open`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "x", "--due", "soon"]), @"
    --- stderr
    error: `soon` is not a date such as `2026-12-01`
      hint: write `2026-12-01`, `7d` or `today`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "x", "--parent", "TICKET-9"]), @"
    --- stderr
    error: no ticket `TICKET-9`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["create", "x", "--lable", "a"]), @"
    --- stderr
    error: unexpected argument '--lable' found

      tip: a similar argument exists: '--label'

    Usage: tickets create --labels <LABEL,…> <TITLE>

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["craete", "x"]), @"
    --- stderr
    error: unrecognized subcommand 'craete'

      tip: some similar subcommands exist: 'trace', 'create'

    Usage: tickets [OPTIONS] <COMMAND>

    For more information, try '--help'.
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn asking_for_help_creates_nothing() {
    let sandbox = Sandbox::new();
    let before = sandbox.project();

    sandbox.run(&["create", "--help"]).ok();
    sandbox.run(&["create", "x", "-h"]).ok();

    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_mistyped_option_does_not_become_a_title_or_a_comment() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["create", "--dryrun"]), @"
    --- stderr
    error: no option `--dryrun`
      hint: as text it goes after `--`: `-- --dryrun`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "-x"]), @"
    --- stderr
    error: no option `-x`
      hint: as text it goes after `--`: `-- -x`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["comment", "1", "--hepl"]), @"
    --- stderr
    error: no option `--hepl`
      hint: as text it goes after `--`: `-- --hepl`
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_text_may_start_with_a_dash_and_hold_anything() {
    let sandbox = Sandbox::new();
    for title in [
        "-v is ignored",
        "--help",
        "日本語のタイトル",
        "emoji 👩‍👩‍👧‍👦",
        "\"quotes\" and 'more'",
        "a: b # c",
        "no",
        "1e5",
        "~",
        "- x",
        "{a}",
    ] {
        let key = sandbox
            .run(&["create", "--", title])
            .ok()
            .stdout
            .trim()
            .to_owned();
        assert_eq!(sandbox.ticket(&key)["title"], title);
    }
    let run = sandbox.run(&[
        "create",
        "x",
        "-d",
        "- [ ] a list\n--- \n<<<<<<< not a conflict",
    ]);
    assert_eq!(
        sandbox.ticket(run.ok().stdout.trim())["description"],
        "- [ ] a list\n--- \n<<<<<<< not a conflict"
    );
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn title_and_description_come_from_a_file_or_standard_input() {
    let sandbox = Sandbox::new();
    sandbox.write("text.md", "From a file\n\nAnd its text.\n\n    indented\n");

    sandbox.run(&["create", "--file", "text.md"]).ok();
    sandbox
        .run_with_stdin("From stdin\n\nMore\n", &["create", "-"])
        .ok();
    sandbox
        .run_with_stdin("Only text\n", &["create", "A title", "-d", "-"])
        .ok();
    sandbox
        .run_with_stdin("Only text\n", &["create", "A title", "-F", "-"])
        .ok();

    let texts: Vec<_> = (1..=4)
        .map(|n| sandbox.ticket(&n.to_string()))
        .map(|ticket| json!([ticket["title"], ticket["description"]]))
        .collect();
    assert_eq!(
        texts,
        [
            json!(["From a file", "And its text.\n\n    indented"]),
            json!(["From stdin", "More"]),
            json!(["A title", "Only text"]),
            json!(["A title", "Only text"]),
        ]
    );
    assert_snapshot!(sandbox.run(&["create", "--file", "missing.md"]), @"
    --- stderr
    error: cannot read `missing.md`
      because: No such file or directory (os error 2)
    --- exit 6
    ");
    assert_snapshot!(sandbox.run_with_stdin("", &["create", "-"]), @"
    --- stderr
    error: a title is empty
    --- exit 2
    ");
}

#[test]
fn a_dry_run_shows_the_file_and_makes_none() {
    let sandbox = Sandbox::new();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["create", "Fix login bug", "--dry-run"]), @"
    --- /dev/null
    +++ b/.tickets/tickets/00/TICKET-1-fix-login-bug.yaml
    @@ -0,0 +1,41 @@
    +id: TICKET-1
    +
    +uid: 01M7W6C478AV7BZJ26205ZR7J2
    +
    +title: Fix login bug
    +
    +type: task
    +
    +status: open
    +
    +priority: medium
    +
    +assignee:
    +
    +labels:
    +
    +epic:
    +
    +sprint:
    +
    +parent:
    +
    +depends_on:
    +
    +due:
    +
    +estimate_hours:
    +
    +story_points:
    +
    +created_at: 2026-11-20T10:00:01Z
    +
    +created_by: Alice Doe <alice@example.com>
    +
    +branch: main
    +
    +description:
    +
    +acceptance_criteria:
    +
    +transitions:
    --- stderr
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn the_answer_has_the_form_that_was_asked_for() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["create", "A", "--quiet"]), @"TICKET-1");
    assert_snapshot!(sandbox.run(&["create", "B", "--format", "simple"]), @"
    TICKET-2
    --- stderr
    Created TICKET-2 B
    ");
    assert_snapshot!(sandbox.run(&["create", "C", "--format", "json", "--fields", "id,title,status"]), @r#"{"id":"TICKET-3","title":"C","status":"open"}"#);
    assert_snapshot!(sandbox.run(&["create", "D", "--format", "csv", "--fields", "id,title"]), @"
    id,title
    TICKET-4,D
    --- stderr
    Created TICKET-4 D
    ");
}

#[test]
fn fields_that_the_project_requires_are_asked_for() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["config", "set", "required", "assignee,labels"])
        .ok();

    assert_snapshot!(sandbox.run(&["create", "x"]), @"
    --- stderr
    error: cannot create `TICKET-1`: the project requires `assignee`, `labels`
    --- exit 1
    ");
    sandbox.run(&["create", "x", "-a", "me", "-l", "a"]).ok();
}
