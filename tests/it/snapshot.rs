//! Lists from the snapshot, beside everything that changes files without the program.

use std::fs;

use serde_json::Value;

use crate::sandbox::Sandbox;

/// More than are read one by one for a list in JSON.
const MANY: usize = 230;

fn titles(sandbox: &Sandbox) -> Vec<String> {
    let listed = sandbox.run(&[
        "list", "--all", "--sort", "id", "--fields", "title", "--format", "simple",
    ]);
    listed.ok().stdout.lines().map(str::to_owned).collect()
}

#[test]
fn what_git_changes_is_seen_by_the_next_list() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.commit_all("begin");
    sandbox.git(&["switch", "--quiet", "--create", "feature"]);
    sandbox.run(&["update", "1", "--title", "Won"]).ok();
    sandbox.run(&["create", "Three"]).ok();
    sandbox.commit_all("feature");
    assert_eq!(titles(&sandbox), ["Won", "Two", "Three"]);

    sandbox.git(&["switch", "--quiet", "main"]);
    assert_eq!(titles(&sandbox), ["One", "Two"]);
    sandbox.git(&["merge", "--quiet", "feature"]);
    assert_eq!(titles(&sandbox), ["Won", "Two", "Three"]);
    sandbox.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    assert_eq!(titles(&sandbox), ["One", "Two"]);

    fs::remove_file(sandbox.repo().join(sandbox.file_of("TICKET-2"))).unwrap();
    assert_eq!(titles(&sandbox), ["One"]);
    sandbox.git(&["checkout", "--quiet", "."]);
    assert_eq!(titles(&sandbox), ["One", "Two"]);
}

#[test]
fn each_working_tree_has_a_snapshot_of_its_own() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("begin");
    let other = sandbox.worktree("other");
    assert_eq!(titles(&sandbox), ["One"]);
    sandbox
        .run_in(&other, &["update", "1", "--title", "There"])
        .ok();

    let there = sandbox.run_in(&other, &["list", "--fields", "title", "--format", "simple"]);
    assert_eq!(there.ok().stdout, "There\n");
    assert_eq!(titles(&sandbox), ["One"]);
}

#[test]
fn an_edit_by_hand_is_seen_and_one_that_breaks_a_file_is_named() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let file = sandbox.file_of("TICKET-1");
    let text = sandbox.read(&file);
    for title in ["Uno", "Eins", "Unum"] {
        sandbox.write(
            &file,
            text.replace("title: One", &format!("title: {title}")),
        );
        assert_eq!(titles(&sandbox), [title, "Two"]);
    }
    sandbox.write(&file, "title: [");
    for _ in 0..2 {
        let run = sandbox.run(&["list", "--fields", "title", "--format", "simple"]);
        assert_eq!(run.stdout, "Two\n");
        assert!(run.stderr.contains("TICKET-1-one.yaml"), "{run}");
    }
}

fn with_many() -> Sandbox {
    let sandbox = Sandbox::new();
    let lines: Vec<String> = (1..=MANY)
        .map(|number| match number % 3 {
            0 => format!(r#"{{"op":"create","ref":"r{number}","title":"Ticket \"{number}\" – é","labels":["a","b"],"description":"Some\ntext\u0085","depends_on":["@r{}"]}}"#, number - 1),
            1 => format!(r#"{{"op":"create","ref":"r{number}","title":"Ticket {number}","story_points":{number}}}"#),
            _ => format!(r#"{{"op":"create","ref":"r{number}","title":"Ticket {number}"}}"#),
        })
        .collect();
    sandbox
        .run_with_stdin(&lines.join("\n"), &["batch", "-"])
        .ok();
    sandbox.run(&["close", "2", "5"]).ok();
    sandbox.run(&["comment", "3", "Seen."]).ok();
    sandbox.run(&["archive", "7"]).ok();
    sandbox
}

#[test]
fn everything_as_json_is_the_same_from_kept_lines_and_from_the_files() {
    let sandbox = with_many();
    let schema = sandbox.run(&["list", "--all", "--limit", "1", "--format", "json"]);
    let first = &schema.json()[0];
    let fields: Vec<&str> = first
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let fields = fields.join(",");
    let plain = ["list", "--all", "--format", "json", "--fields", &fields];
    for round in 0..3 {
        let expected: Value = sandbox.run(&plain).json();
        assert_eq!(expected.as_array().unwrap().len(), MANY);
        let lines = sandbox.run(&["list", "--all", "--format", "json"]);
        assert_eq!(lines.json(), expected, "{round}");
        assert_eq!(lines.stdout, sandbox.run(&plain).stdout, "{round}");
        sandbox.run(&["comment", "4", "Again."]).ok();
        sandbox
            .run(&["update", "9", "--add-label", &format!("l{round}")])
            .ok();
    }
    let lines = sandbox.run(&["list", "--all", "--format", "jsonl"]);
    assert_eq!(lines.ok().stdout.lines().count(), MANY);
    let reversed = sandbox
        .run(&["list", "--all", "--format", "json", "--sort", "-id"])
        .json();
    assert_eq!(reversed[0]["id"], format!("TICKET-{MANY}"));
}

#[test]
fn a_comment_shows_in_a_page_of_json() {
    let sandbox = with_many();
    let count = || {
        sandbox
            .run(&["list", "id:TICKET-3", "--limit", "5", "--format", "json"])
            .json()[0]["entry_count"]
            .clone()
    };
    sandbox.run(&["list", "--all", "--format", "json"]).ok();
    assert_eq!(count(), 1);
    sandbox.run(&["comment", "3", "Once more."]).ok();
    assert_eq!(count(), 2);
}
