//! `tickets edit`, and every other door to an editor.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use insta::assert_snapshot;

use crate::cli::any_kind::KEYS;
use crate::cli::any_kind::of_each_kind;
use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// An editor that runs `script` with the file as `$1`.
fn editor(sandbox: &Sandbox, script: &str) -> PathBuf {
    let path = sandbox.root().join("an editor");
    let path = path.with_file_name("editor");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn edit(sandbox: &Sandbox, script: &str, args: &[&str]) -> Run {
    let editor = editor(sandbox, script);
    sandbox.run_with(("EDITOR", &editor.display().to_string()), args)
}

#[test]
fn what_the_editor_leaves_is_the_ticket() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    assert_snapshot!(edit(&sandbox, "sed -i 's/^status: open/status: in-progress/; s/^priority: medium/priority: high # at once/' \"$1\"", &["edit", "1"]), @"
    --- stderr
    Edited TICKET-1 One
    ");
    let text = sandbox.read(sandbox.file_of("TICKET-1"));
    assert!(text.contains("priority: high # at once\n"), "{text}");
    assert_snapshot!(sandbox.run(&["history", "1"]), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:02Z  open → in-progress, Alice Doe
    ");
}

#[test]
fn a_text_that_is_no_ticket_changes_nothing() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();

    assert_snapshot!(edit(&sandbox, "echo '[' > \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: `the edited text` line 2: column 1: did not find expected node content
    --- exit 2
    ");
    assert_snapshot!(edit(&sandbox, "sed -i 's/^id: .*/id: TICKET-7/' \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: `id` and `uid` stay as they are
    --- exit 2
    ");
    assert_snapshot!(edit(&sandbox, "sed -i 's/^status: .*/status: opne/' \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: cannot change `TICKET-1`: the project has no status `opne`
      hint: did you mean `open`?
    --- exit 2
    ");
    assert_snapshot!(edit(&sandbox, "sed -i 's/^labels:/labels: {a: b}/' \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: the edited text is no ticket: labels: invalid type: map, expected a sequence at line 15 column 9
    --- exit 2
    ");
    assert_snapshot!(edit(&sandbox, "sed -i 's/^depends_on:/depends_on: [TICKET-9]/' \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: no ticket `TICKET-9`
      hint: did you mean `TICKET-1`?
    --- exit 3
    ");
    assert_snapshot!(edit(&sandbox, "sed -i 's/^parent:/parent: TICKET-1/' \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: cannot edit `TICKET-1`: it would refer to itself
    --- exit 1
    ");
    assert_snapshot!(edit(&sandbox, ": > \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: the edited text is no ticket: missing field `id`
    --- exit 2
    ");
    assert_snapshot!(edit(&sandbox, "true", &["edit", "1"]), @"
    --- stderr
    error: `TICKET-1` was not changed
    --- exit 7
    ");
    assert_snapshot!(edit(&sandbox, "exit 3", &["edit", "1"]), @"
    --- stderr
    error: the editor `[ROOT]/editor` ended with exit status: 3; nothing was changed
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_circle_made_by_hand_is_refused() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["depend", "2", "1"]).ok();

    assert_snapshot!(edit(&sandbox, "sed -i 's/^depends_on:/depends_on: [TICKET-2]/' \"$1\"", &["edit", "1"]), @"
    --- stderr
    error: cannot edit `TICKET-1`: it would wait for itself: TICKET-1 → TICKET-2 → TICKET-1
    --- exit 1
    ");
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn a_change_of_another_field_meanwhile_is_kept() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let meanwhile = format!(
        "{} update 1 --priority high 2>/dev/null\nsed -i 's/^title: .*/title: Better/' \"$1\"",
        crate::sandbox::TICKETS
    );

    let run = edit(&sandbox, &meanwhile, &["edit", "1"]);
    assert_eq!(run.code, Some(0), "{run}");
    let ticket = sandbox.ticket("1");
    assert_eq!(
        (ticket["title"].as_str(), ticket["priority"].as_str()),
        (Some("Better"), Some("high"))
    );
}

#[test]
fn a_change_of_the_same_field_meanwhile_is_a_conflict() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let meanwhile = format!(
        "{} update 1 --title Theirs 2>/dev/null\nsed -i 's/^title: .*/title: Ours/' \"$1\"",
        crate::sandbox::TICKETS
    );

    assert_snapshot!(edit(&sandbox, &meanwhile, &["edit", "1"]), @"
    --- stderr
    error: `.tickets/tickets/00/TICKET-1-one.yaml` was changed meanwhile, and so was its `title` here
      hint: look at it as it is now, then try again
    --- exit 4
    ");
    assert_eq!(sandbox.ticket("1")["title"], "Theirs");
}

#[test]
fn a_deletion_meanwhile_is_no_resurrection() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let meanwhile = format!(
        "{} delete 1 --yes 2>/dev/null\nsed -i 's/^title: .*/title: Ours/' \"$1\"",
        crate::sandbox::TICKETS
    );

    assert_snapshot!(edit(&sandbox, &meanwhile, &["edit", "1"]), @"
    --- stderr
    error: `.tickets/tickets/00/TICKET-1-one.yaml` was changed meanwhile, and so was its `title` here
      hint: look at it as it is now, then try again
    --- exit 4
    ");
    assert_eq!(sandbox.keys(&["list"]), Vec::<String>::new());
}

#[test]
fn the_editor_is_started_without_a_shell() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let mark = sandbox.root().join("owned");
    let evil = format!("true; touch {0} $(touch {0}) `touch {0}`", mark.display());
    let _ = sandbox.run_with(("EDITOR", &evil), &["edit", "1"]);
    let _ = sandbox.run_with(("VISUAL", &evil), &["create"]);
    assert!(!mark.exists());

    assert_snapshot!(sandbox.run_with(("EDITOR", "no-such-editor --wait"), &["edit", "1"]), @"
    --- stderr
    error: cannot start the editor `no-such-editor`
      because: No such file or directory (os error 2)
    --- exit 6
    ");
}

#[test]
fn words_after_the_editor_are_its_arguments() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let editor = editor(
        &sandbox,
        "[ \"$1\" = --wait ] && sed -i 's/^title: .*/title: Waited/' \"$2\"",
    );
    let editor = format!("{} --wait", editor.display());

    sandbox.run_with(("VISUAL", &editor), &["edit", "1"]).ok();
    assert_eq!(sandbox.ticket("1")["title"], "Waited");
}

#[test]
fn a_temporary_folder_with_blanks_in_its_name_is_no_obstacle() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let blank = sandbox.root().join("a folder");
    fs::create_dir(&blank).unwrap();
    let editor = editor(&sandbox, "sed -i 's/^title: .*/title: Better/' \"$1\"");
    let mut command = sandbox.command(&["edit", "1"]);
    command.env("TMPDIR", &blank).env("EDITOR", editor);
    sandbox.finish(command).ok();

    assert_eq!(sandbox.ticket("1")["title"], "Better");
    assert_eq!(fs::read_dir(blank).unwrap().count(), 0);
}

#[test]
fn title_and_description_are_written_in_an_editor() {
    let sandbox = Sandbox::new();

    edit(
        &sandbox,
        "printf 'A title\\n\\n# a heading is a comment\\nText\\n' > \"$1\"",
        &["create", "--edit"],
    )
    .ok();
    let ticket = sandbox.ticket("1");
    assert_eq!(
        (ticket["title"].as_str(), ticket["description"].as_str()),
        (Some("A title"), Some("Text"))
    );
    assert_snapshot!(edit(&sandbox, "true", &["create", "--edit"]), @"
    --- stderr
    error: a title is empty
    --- exit 2
    ");
}

#[test]
fn settings_are_edited_and_checked() {
    let sandbox = Sandbox::new();

    assert_snapshot!(edit(&sandbox, "sed -i 's/^prefix: .*/prefix: APP/' \"$1\"", &["config", "edit"]), @"
    --- stderr
    Changed the settings
    ");
    assert_snapshot!(edit(&sandbox, "sed -i 's/^prefix: .*/prefix: [/' \"$1\"", &["config", "edit"]), @"
    --- stderr
    error: `.tickets/config.yaml` line 8: column 1: did not find expected ',' or ']'
    --- exit 6
    ");
    assert_eq!(
        sandbox.run(&["config", "get", "prefix"]).ok().stdout,
        "APP\n"
    );
}

fn sed(sandbox: &Sandbox, key: &str, script: &str) -> Run {
    edit(
        sandbox,
        &format!("sed -i -E '{script}' \"$1\""),
        &["edit", key],
    )
}

#[test]
fn every_record_can_be_edited_as_text() {
    let sandbox = of_each_kind();
    for key in KEYS {
        let edit = sed(&sandbox, key, "s/^title: .*/title: Renamed/");
        edit.ok();
        let shown = sandbox.run(&["show", key, "--format", "json"]).json();
        assert_eq!(shown["title"], "Renamed", "{key}");
    }
    sed(&sandbox, "EPIC-1", "s/^status: draft/status: active/").ok();
    assert_snapshot!(sandbox.run(&["epic", "show", "1", "--format", "json", "--fields", "status,transitions"]), @r#"{"status":"active","transitions":[{"at":"2026-11-20T10:00:16Z","from":"draft","to":"active","by":"Alice Doe"}]}"#);
}

#[test]
fn an_edit_may_not_do_what_the_verbs_refuse() {
    let sandbox = of_each_kind();
    let before = sandbox.project();
    assert_snapshot!(sed(&sandbox, "EPIC-1", "s/^status: .*/status: finished/"), @"
    --- stderr
    error: cannot edit `EPIC-1`: there is no status `finished`, only draft, active, completed, cancelled
    --- exit 1
    ");
    assert_snapshot!(sed(&sandbox, "EPIC-1", "s/^priority: .*/priority: urgent/"), @"
    --- stderr
    error: cannot change `EPIC-1`: the project has no priority `urgent`
      hint: there are: critical, high, medium, low
    --- exit 2
    ");
    assert_snapshot!(sed(&sandbox, "EPIC-1", "s/^start_date:/start_date: 2026-12-01/; s/^target_date:/target_date: 2026-11-01/"), @"
    --- stderr
    error: cannot edit `EPIC-1`: its target date would be before its start date
    --- exit 1
    ");
    assert_snapshot!(sed(&sandbox, "ITEM-1", "s/^business_value:/business_value: 101/"), @"
    --- stderr
    error: cannot edit `ITEM-1`: a business value is from 1 to 100, not 101
    --- exit 1
    ");
    assert_snapshot!(sed(&sandbox, "ITEM-1", "s/^type: .*/type: saga/"), @"
    --- stderr
    error: backlog items have no type `saga`
      hint: there are: story, feature, bug, epic, task, spike
    --- exit 2
    ");
    assert_snapshot!(sed(&sandbox, "ITEM-1", "s/^status: .*/status: ready/"), @"
    --- stderr
    error: cannot edit `ITEM-1`: its status is `new`, not groomed or ready; it has no story points; it has no acceptance criteria
      hint: `tickets backlog groom` gives it what it lacks
    --- exit 1
    ");
    assert_snapshot!(sed(&sandbox, "ITEM-1", "s/^epic:/epic: TICKET-1/"), @"
    --- stderr
    error: cannot edit `ITEM-1`: `TICKET-1` in `epic` is no epic
    --- exit 1
    ");
    assert_snapshot!(sed(&sandbox, "TICKET-1", "s/^sprint:/sprint: SPRINT-7/"), @"
    --- stderr
    error: no sprint `SPRINT-7`
      hint: did you mean `SPRINT-1`?
    --- exit 3
    ");
    assert_snapshot!(sed(&sandbox, "SPRINT-1", "s/^status: .*/status: active/"), @"
    --- stderr
    error: cannot edit `SPRINT-1`: its status changes together with what is noted of its work
      hint: see `tickets sprint --help`
    --- exit 1
    ");
    assert_snapshot!(sed(&sandbox, "REQ-1", "s/^status: .*/status: approved/"), @"
    --- stderr
    error: cannot edit `REQ-1`: its status changes together with what is noted of its text
      hint: see `tickets requirements --help`
    --- exit 1
    ");
    assert_snapshot!(sed(&sandbox, "REQ-1", "s/^title: .*/title: [/"), @"
    --- stderr
    error: `the edited text` line 9: column 7: did not find expected ',' or ']'
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}
