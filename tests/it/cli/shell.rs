//! `tickets completions`, `man`, `schema`, `--version`, `--help`

use insta::assert_snapshot;
use serde_json::Value;
use serde_json::json;

use crate::cli::any_kind::KEYS;
use crate::cli::any_kind::of_each_kind;
use crate::sandbox::Sandbox;

#[test]
fn each_shell_has_a_script() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = sandbox.run(&["completions", shell]).ok().stdout.clone();
        assert!(script.contains("tickets"), "{shell}");
    }
    assert_snapshot!(sandbox.run(&["completions", "bahs"]), @"
    --- stderr
    error: no completions for `bahs`
      hint: did you mean `bash`?
    --- exit 2
    ");
}

#[test]
fn keys_are_completed_with_their_titles() {
    let sandbox = Sandbox::with_tickets(&["Fix login", "Write docs"]);
    let mut command = sandbox.command(&["--", "tickets", "show", ""]);
    command.env("COMPLETE", "fish");

    assert_snapshot!(sandbox.finish(command), @"
    TICKET-2	write docs
    TICKET-1	fix login
    --relations	What a ticket blocks and its children too, which takes a look at all tickets
    --rev	Read all records as they are at this revision
    --help	Print help (see more with '--help')
    --format	Form of the output
    --fields	Only these fields, in this order
    --quiet	Print results and errors only
    --color	When to use colour
    --no-pager	Do not start a pager
    --directory	Work as if started in this folder
    --config	Set a setting for this command (can be repeated)
    ");
}

#[test]
fn a_command_completes_the_keys_of_the_kinds_that_it_takes() {
    let sandbox = of_each_kind();
    let keys = |words: &[&str]| {
        let mut command = sandbox.command(&[&["--", "tickets"], words, &[""]].concat());
        command.env("COMPLETE", "fish");
        let shown = sandbox.finish(command).stdout;
        let names = shown.lines().filter_map(|line| line.split('\t').next());
        let keys: Vec<&str> = names.filter(|name| KEYS.contains(name)).collect();
        keys.join(" ")
    };

    for words in [
        &["show"][..],
        &["history"],
        &["edit"],
        &["comment"],
        &["time", "start"],
    ] {
        assert_eq!(keys(words), KEYS.join(" "), "{words:?}");
    }
    for words in [&["requirements", "list"][..], &["requirements", "story"]] {
        assert_eq!(keys(words), "TICKET-1 EPIC-1 ITEM-1", "{words:?}");
    }
    assert_eq!(keys(&["close"]), "TICKET-1");
    assert_eq!(keys(&["epic", "show"]), "EPIC-1");
}

#[test]
fn terms_of_queries_are_completed() {
    let sandbox = Sandbox::new();
    let complete = |typed: &str| {
        let mut command = sandbox.command(&["--", "tickets", "list", "label:a", typed]);
        command.env("COMPLETE", "fish");
        sandbox.finish(command)
    };

    assert_snapshot!(complete("cre"), @"created:");
    assert_snapshot!(complete("status:c"), @"
    status:closed
    status:cancelled
    ");
    assert_snapshot!(complete("priority>=h"), @"priority>=high");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let sandbox = Sandbox::new();
    assert!(sandbox.run(&["man"]).ok().stdout.contains(".TH tickets 1"));
    assert!(
        sandbox
            .run(&["man", "create"])
            .ok()
            .stdout
            .contains("Create a ticket")
    );
    assert_snapshot!(sandbox.run(&["man", "craete"]), @"
    --- stderr
    error: no command `craete`
      hint: did you mean `create`?
    --- exit 2
    ");
}

/// Every field of every real file is in the schema, with a type that allows it.
#[test]
fn the_schema_describes_real_files() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox
        .run(&[
            "create",
            "Two",
            "-l",
            "a",
            "-d",
            "x",
            "--points",
            "1",
            "--depends-on",
            "1",
            "--criterion",
            "c",
        ])
        .ok();
    sandbox.run(&["start", "2", "--force"]).ok();
    let schema = sandbox.run(&["schema", "ticket"]).ok().json();

    let properties = schema["properties"].as_object().unwrap();
    for key in ["TICKET-1", "TICKET-2"] {
        let fields: serde_json::Map<String, Value> =
            serde_yaml::from_str(&sandbox.read(sandbox.file_of(key))).unwrap();
        for (name, value) in fields {
            let property = properties
                .get(&name)
                .unwrap_or_else(|| panic!("no `{name}`"));
            assert!(
                allows(&schema, property, &value),
                "{name}: {value} is not {property}"
            );
        }
    }
}

#[test]
fn the_schema_of_each_kind_allows_what_the_commands_write() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["epic", "create", "a", "--owner", "ann", "--goal", "Win"])
        .ok();
    sandbox
        .run(&["backlog", "add", "a", "--epic", "EPIC-1", "--points", "3"])
        .ok();
    sandbox.run(&["sprint", "create", "a"]).ok();
    sandbox.run(&["sprint", "add", "SPRINT-1", "ITEM-1"]).ok();
    sandbox
        .run(&["sprint", "start", "SPRINT-1", "--days", "7"])
        .ok();
    sandbox
        .run(&["requirements", "add", "EPIC-1", "a", "--criterion", "c"])
        .ok();
    for (kind, path, status) in [
        ("epic", "epics/EPIC-1-a.yaml", "draft"),
        ("backlog-item", "backlog/00/ITEM-1-a.yaml", "groomed"),
        ("sprint", "sprints/SPRINT-1-a.yaml", "active"),
        ("requirement", "requirements/00/REQ-1-a.yaml", "passing"),
    ] {
        let schema = sandbox.run(&["schema", kind]).ok().json();
        let text = sandbox.read(format!(".tickets/{path}"));
        let fields: serde_json::Map<String, Value> = serde_yaml::from_str(&text).unwrap();
        let properties = schema["properties"].as_object().unwrap();
        for (name, value) in fields {
            let property = properties.get(&name);
            let property = property.unwrap_or_else(|| panic!("no `{name}` in {kind}"));
            assert!(
                allows(&schema, property, &value),
                "{kind}.{name}: {value} is not {property}"
            );
        }
        let words = schema["properties"]["status"]["anyOf"][0]["enum"].as_array();
        let words = words.unwrap_or_else(|| panic!("{}", schema["properties"]["status"]));
        assert!(words.contains(&json!(status)), "{words:?}");
        assert!(!words.contains(&json!("open")), "{words:?}");
    }
}

fn allows(schema: &Value, property: &Value, value: &Value) -> bool {
    if let Some(reference) = property["$ref"].as_str() {
        let pointer = reference.trim_start_matches('#');
        return allows(schema, schema.pointer(pointer).unwrap(), value);
    }
    for several in ["anyOf", "oneOf"] {
        if let Some(choices) = property[several].as_array() {
            return choices.iter().any(|choice| allows(schema, choice, value));
        }
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_kind = |name: &Value| name == kind || (name == "number" && kind == "integer");
    match &property["type"] {
        Value::Array(kinds) => kinds.iter().any(is_kind),
        Value::Null => true,
        one => is_kind(one),
    }
}

#[test]
fn help_and_version_go_to_stdout() {
    let sandbox = Sandbox::plain();

    assert!(
        sandbox
            .run(&["--version"])
            .ok()
            .stdout
            .starts_with("tickets ")
    );
    assert!(
        sandbox
            .run(&["--help"])
            .ok()
            .stdout
            .contains("Usage: tickets")
    );
    assert_eq!(sandbox.run::<&str>(&[]).code, Some(2));
}
