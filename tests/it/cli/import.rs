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
