//! Records that are imported: by hand, twice, wrong.

use insta::assert_snapshot;

use crate::ops::RecordFormat;
use crate::ops::import::tests::Project;
use crate::ops::import::tests::lines;

const UID: &str = "01KAGB7P00ZZZZZZZZZZZZZZZZ";
const OTHER_UID: &str = "01KAGB7P00ZZZZZZZZZZZZZZZY";

#[test]
fn records_by_hand_become_tickets_as_created_ones() {
    let project = Project::new();
    let text = concat!(
        r#"{"id": "TICKET-7", "title": "given"}"#,
        "\n\n",
        r#"{"title": "x", "labels": ["b", "a"], "acceptance_criteria": ["One", {"text": "Two", "done": true}], "#,
        r#""depends_on": ["TICKET-7"], "parent": null, "custom": {"a": [1, "5"]}}"#,
        "\n",
    );
    let imported = project.import(RecordFormat::Jsonl, text).unwrap();
    let keys: Vec<String> = imported.created.iter().map(ToString::to_string).collect();
    assert_eq!(keys, ["TICKET-7", "TICKET-8"]);
    assert_snapshot!(project.read("tickets/00/TICKET-8-x.yaml"), @r#"
    id: TICKET-8

    uid: 01M7W70KG0C1JC0BCABT3TZTK2

    title: x

    type: task

    status: open

    priority: medium

    assignee:

    labels:
      - a
      - b

    epic:

    sprint:

    parent:

    depends_on:
      - TICKET-7

    due:

    estimate_hours:

    story_points:

    created_at: 2026-11-20T10:11:12Z

    created_by: tester

    description:

    acceptance_criteria:
      - id: p01y
        done: false
        text: One
      - id: cx9k
        done: true
        text: Two

    transitions:

    custom:
      a:
        - 1
        - "5"
    "#);

    let csv = "title,labels,priority\nFrom a sheet,\"ui, bug\",high\n";
    project.import(RecordFormat::Csv, csv).unwrap();
    let written = project.read("tickets/00/TICKET-9-from-a-sheet.yaml");
    assert!(written.contains("labels:\n  - bug\n  - ui\n"), "{written}");
}

#[test]
fn numbers_of_imported_keys_are_never_given_again() {
    let project = Project::new();
    let record = r#"{"id": "TICKET-40", "title": "x"}"#;
    project.import(RecordFormat::Jsonl, record).unwrap();
    std::fs::remove_dir_all(project.home().join("tickets")).unwrap();
    let imported = project
        .import(RecordFormat::Jsonl, r#"{"title": "y"}"#)
        .unwrap();
    assert_eq!(imported.created[0].to_string(), "TICKET-41");
}

#[test]
fn nothing_is_imported_when_any_record_is_unusable() {
    let project = Project::new();
    let text = [
        r#"{"title": "fine"}"#,
        r#"{"title": "x", "status": "weird"}"#,
        r#"{"id": "TICKET-1"}"#,
        r#"{"id": "../x", "title": "x"}"#,
        r#"{"id": "TICKET-2", "title": "x", "slug": "../../x"}"#,
        r#"{"title": "x", "uid": "01KAGB7P00ZZZZZZZZZZZZZZZZ"}"#,
        r#"{"title": "x", "depends_on": ["TICKET-99"]}"#,
        r#"{"id": "TICKET-3", "title": "x", "entries": [{"id": "a"}]}"#,
        r#"{"id": "TICKET-4", "title": "x"}"#,
        r#"{"id": "TICKET-4", "title": "x"}"#,
        "[]",
        "{",
    ];
    let error = project
        .import(RecordFormat::Jsonl, &text.join("\n"))
        .unwrap_err();
    assert_snapshot!(error.to_string().replace("; ", ";\n"), @r#"
    `x` line 2: the project has no status `weird`;
    line 3: missing field `title`;
    line 4: `../x` is not a key such as `TICKET-42`;
    line 5: "../../x" cannot be the end of a file's name;
    line 6: has a `uid` but no `id`;
    line 7: `depends_on` names `TICKET-99`, which is no ticket;
    line 8: has an entry that is none: missing field `kind`;
    line 10: has the key `TICKET-4`, as record 9 has;
    line 11: should hold the fields of a ticket;
    line 12: is not JSON at column 1: EOF while parsing an object
    "#);
    let error = project
        .import(RecordFormat::Json, "[{\"title\": \"\"}]")
        .unwrap_err();
    assert_snapshot!(error, @r#"`x`: record 1 a title is empty"#);
    assert_eq!(project.files(), []);
}

#[test]
fn what_is_here_is_never_overwritten() {
    let project = Project::new();
    let record = |key: &str, uid: &str, title: &str| {
        format!(r#"{{"id": "{key}", "uid": "{uid}", "title": "{title}", "slug": "s"}}"#)
    };
    let first = record("TICKET-1", UID, "x");
    project.import(RecordFormat::Jsonl, &first).unwrap();
    let files = project.files();

    let again = project.import(RecordFormat::Jsonl, &first).unwrap();
    assert_eq!((again.unchanged, again.problems.len()), (1, 0));
    for record in [
        record("TICKET-1", UID, "y"),
        record("TICKET-1", OTHER_UID, "x"),
        record("TICKET-2", UID, "x"),
    ] {
        let text = format!("{record}\n");
        let imported = project.import(RecordFormat::Jsonl, &text).unwrap();
        assert_eq!((imported.created.len(), imported.problems.len()), (0, 1));
    }
    let mixed = [
        record("TICKET-1", UID, "y"),
        record("TICKET-3", OTHER_UID, "new"),
    ];
    let imported = project
        .import(RecordFormat::Jsonl, &mixed.join("\n"))
        .unwrap();
    assert_eq!(imported.created.len(), 1);
    assert_snapshot!(lines(&imported), @r#"`x` line 1: `TICKET-1` is not imported: it differs from `.tickets/tickets/00/TICKET-1-s.yaml`, which stays"#);
    assert!(files.iter().all(|file| project.files().contains(file)));
}
