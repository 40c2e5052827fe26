//! `tickets import` and `tickets export`

use std::path::Path;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// The Backlog.md folder that ships with the tests.
fn backlog() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/fixtures/backlog-md").display().to_string()
}

#[test]
fn a_second_import_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["import", "--from", "backlog-md", &backlog()])
        .ok();
    let before = sandbox.project();

    let again = sandbox.run(&["import", "--from", "backlog-md", &backlog()]);

    assert_eq!(again.code, Some(0), "{again}");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn an_import_is_one_change_that_undo_takes_back() {
    let sandbox = Sandbox::new();
    let before = sandbox.project();
    sandbox
        .run(&["import", "--from", "backlog-md", &backlog()])
        .ok();

    sandbox.run(&["undo", "--yes"]).ok();

    assert_eq!(sandbox.project(), before);
}

#[test]
fn an_export_makes_the_same_project_in_every_form() {
    let source = Sandbox::new();
    source
        .run(&["import", "--from", "backlog-md", &backlog()])
        .ok();
    source
        .run(&["create", "Ünïcödé 日本", "--labels", "1e5,no"])
        .ok();
    source.run(&["archive", "1"]).ok();
    for form in ["jsonl", "json", "yaml", "csv"] {
        let exported = source.run(&["export", "--format", form]);
        let copy = Sandbox::new();
        let file = format!("all.{form}");
        copy.write(&file, &exported.stdout);

        copy.run(&["import", &file]).ok();

        assert_eq!(
            copy.run(&["export", "--format", form]).stdout,
            exported.stdout,
            "{form}"
        );
        assert_eq!(copy.project(), source.project(), "{form}");
    }
}

#[test]
fn a_dry_run_of_an_import_changes_nothing() {
    let sandbox = Sandbox::new();
    let before = sandbox.project();

    let run = sandbox.run(&["import", "--from", "backlog-md", &backlog(), "--dry-run"]);

    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_record_that_is_none_is_named_and_nothing_is_imported() {
    let sandbox = Sandbox::new();
    sandbox.write("bad.jsonl", "{\"title\":\"Fine\"}\n{\"title\":5}\n");
    let before = sandbox.project();

    let run = sandbox.run(&["import", "bad.jsonl"]);

    assert_ne!(run.code, Some(0), "{run}");
    assert!(
        run.stderr.contains("bad.jsonl") && run.stderr.contains('2'),
        "{run}"
    );
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_source_of_an_unknown_kind_is_a_question() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["import", "tickets.txt"]), @"
    --- stderr
    error: it is not known what `tickets.txt` is
      hint: say it: `--from backlog-md`, `--from jsonl`, …
    --- exit 2
    ");
}

#[test]
fn an_export_is_for_programs() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["export", "--format", "simple"]), @"
    --- stderr
    error: an export is for programs
      hint: choose jsonl, json, yaml or csv
    --- exit 2
    ");
}

/// A project with a record of every kind.
fn plans() -> Sandbox {
    let source = Sandbox::with_tickets(&["One"]);
    source
        .run(&["epic", "create", "Epic", "--goal", "Win"])
        .ok();
    source.run(&["update", "1", "--epic", "EPIC-1"]).ok();
    source
        .run(&[
            "backlog",
            "add",
            "Item",
            "--epic",
            "EPIC-1",
            "--depends-on",
            "TICKET-1",
        ])
        .ok();
    source.run(&["sprint", "create", "Sprint"]).ok();
    source.run(&["sprint", "add", "SPRINT-1", "ITEM-1"]).ok();
    source.run(&["requirements", "add", "EPIC-1", "Fast"]).ok();
    let entry = "id: a1b2\n\nkind: note\n\nat: 2026-11-20T10:11:12Z\n\nby:\n\ntext: |\n  Noted\n";
    let path = ".tickets/epics/EPIC-1-epic/20261120T101112Z-note-a1b2.yaml";
    source.write(path, entry);
    source
}

#[test]
fn an_export_holds_the_records_of_every_kind() {
    let source = plans();
    for form in ["jsonl", "json", "yaml"] {
        let exported = source.run(&["export", "--format", form]);
        let copy = Sandbox::new();
        copy.write(format!("all.{form}"), &exported.stdout);
        let run = copy.run(&["import", &format!("all.{form}")]);
        assert_eq!(
            run.to_string(),
            "--- stderr\nImported 5 records, 1 comments; 0 were here already\n"
        );
        assert_eq!(
            copy.run(&["export", "--format", form]).stdout,
            exported.stdout,
            "{form}"
        );
        assert_eq!(copy.project(), source.project(), "{form}");
        copy.run(&["doctor"]).ok();
        let again = copy.run(&["import", &format!("all.{form}")]);
        assert_eq!(
            again.to_string(),
            "--- stderr\nImported 0 tickets, 0 comments; 5 were here already\n"
        );
    }
}

#[test]
fn a_table_holds_tickets_only_and_says_so() {
    let source = plans();

    let run = source.run(&["export", "--format", "csv"]);
    assert_eq!(run.stdout.lines().count(), 2, "{run}");
    assert_snapshot!(run.stderr, @"
    4 epics, backlog items, sprints and requirements are left out: csv holds tickets only
    ");
}

#[test]
fn records_of_other_kinds_are_refused_where_they_are_none() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "bad.jsonl",
        r#"{"record": "epic", "title": "No key"}
{"record": "epic", "id": "TICKET-1", "title": "Another's key"}
{"id": "EPIC-1", "title": "No kind"}
{"record": "roadmap", "id": "EPIC-1", "title": "No such kind"}
"#,
    );
    let before = sandbox.project();
    assert_snapshot!(sandbox.run(&["import", "bad.jsonl"]), @"
    --- stderr
    error: `bad.jsonl` line 1: has no `id`; only a ticket may be without; line 2: has the key `TICKET-1`, which no epic has; line 3: has the key `EPIC-1`, which no ticket has; line 4: `record` should be one of ticket, epic, backlog-item, sprint, requirement
      hint: nothing was imported; mend these records or take them out
    --- exit 6
    ");
    assert_eq!(sandbox.project(), before);
}
