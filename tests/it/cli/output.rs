//! Forms of output, what goes where, and how processes end.

use std::process::Stdio;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn each_form_says_the_same() {
    let sandbox = Sandbox::with_tickets(&["One, \"two\"", "Three"]);
    sandbox.run(&["label", "add", "a,b", "1"]).ok();
    for (form, expected) in [
        (
            "json",
            "[\n{\"id\":\"TICKET-1\",\"title\":\"One, \\\"two\\\"\",\"labels\":[\"a\",\"b\"]},\n{\"id\":\"TICKET-2\",\"title\":\"Three\",\"labels\":[]}\n]\n",
        ),
        (
            "jsonl",
            "{\"id\":\"TICKET-1\",\"title\":\"One, \\\"two\\\"\",\"labels\":[\"a\",\"b\"]}\n{\"id\":\"TICKET-2\",\"title\":\"Three\",\"labels\":[]}\n",
        ),
        (
            "csv",
            "id,title,labels\nTICKET-1,\"One, \"\"two\"\"\",\"a,b\"\nTICKET-2,Three,\n",
        ),
        (
            "simple",
            "TICKET-1\tOne, \"two\"\ta, b\nTICKET-2\tThree\t\n",
        ),
        (
            "yaml",
            "- id: TICKET-1\n  title: One, \"two\"\n  labels:\n  - a\n  - b\n- id: TICKET-2\n  title: Three\n  labels: []\n",
        ),
    ] {
        let run = sandbox.run(&["list", "--format", form, "--fields", "id,title,labels"]);
        assert_eq!(run.stdout, expected, "{form}");
        assert_eq!(run.stderr, "", "{form}");
    }
}

#[test]
fn quiet_leaves_results_and_errors() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    assert_snapshot!(sandbox.run(&["close", "1", "--quiet"]), @"");
    assert_snapshot!(sandbox.run(&["list", "--all", "--quiet"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-1  closed  medium    One
    ");
    assert_snapshot!(sandbox.run(&["show", "9", "--quiet"]), @"
    --- stderr
    error: no ticket `9`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
}

#[test]
fn a_usage_error_is_json_where_json_is_asked_for() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["lsit", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"usage","message":"unrecognized subcommand 'lsit'","hint":"some similar subcommands exist: 'milestone', 'sprint', 'ls', 'list'","details":null}}
    --- exit 2
    "#);
    assert_snapshot!(sandbox.run(&["list", "--format=json", "--staus", "open"]), @r#"
    --- stderr
    {"error":{"code":"usage","message":"unexpected argument '--staus' found","hint":"a similar argument exists: '--status'","details":null}}
    --- exit 2
    "#);
    assert_snapshot!(sandbox.run(&["list", "--format", "xml"]), @"
    --- stderr
    error: invalid value 'xml' for '--format <FORM>'
      [possible values: table, json, jsonl, yaml, csv, simple, markdown]

      tip: a similar value exists: 'yaml'

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let mut command = sandbox.command(&["list", "--format", "json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();

    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

#[test]
fn a_full_disk_behind_stdout_is_an_error() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let Ok(full) = std::fs::File::options().write(true).open("/dev/full") else {
        return;
    };
    let mut command = sandbox.command(&["list", "--format", "json"]);
    command.stdout(full).stderr(Stdio::piped());

    assert_snapshot!(sandbox.rendered(&command.spawn().unwrap().wait_with_output().unwrap()), @r#"
    --- stderr
    {"error":{"code":"unreadable","message":"cannot write the result: No space left on device (os error 28)","hint":null,"details":null}}
    --- exit 6
    "#);
}

#[test]
fn colour_comes_only_when_told_in_a_pipe() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let has_escape = |args: &[&str]| sandbox.run(args).stdout.contains('\u{1b}');

    assert!(!has_escape(&["list"]));
    assert!(has_escape(&["list", "--color", "always"]));
    assert!(!has_escape(&[
        "list", "--color", "always", "--format", "json"
    ]));
    assert!(!has_escape(&["show", "1", "--color", "never"]));
}

/// Each exit code once, so that nobody renumbers them by accident.
#[test]
fn every_exit_code_means_one_thing() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["archive", "2"]).ok();
    let code = |args: &[&str]| sandbox.run(args).code;

    assert_eq!(code(&["list"]), Some(0));
    assert_eq!(code(&["close", "2"]), Some(1));
    assert_eq!(code(&["list", "--nonsense"]), Some(2));
    assert_eq!(code(&["show", "3"]), Some(3));
    assert_eq!(
        code(&["close", "1", "--dry-run", "--status", "nonsense"]),
        Some(2)
    );
    assert_eq!(
        code(&[
            "update",
            "1",
            "--title",
            "x",
            "--if-version",
            "000000000000"
        ]),
        Some(4)
    );
    let lock = std::fs::File::open(sandbox.repo().join(".git/tickets/lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(
        code(&["close", "1", "--config", "lock_timeout_ms=0"]),
        Some(5)
    );
    drop(lock);
    assert_eq!(code(&["archive", "2"]), Some(7));
    sandbox.write(sandbox.file_of("TICKET-1"), "[");
    assert_eq!(code(&["show", "1"]), Some(6));
}
