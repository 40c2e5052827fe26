//! A folder of files that nobody should have written: each is named, none does harm.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;
use crate::sandbox::TICKETS;

/// In KiB, as `ulimit -v` counts: more than this and the process cannot allocate.
const MEMORY_MAX: usize = 200 * 1024;

/// Nothing takes anywhere near as long; the guard is there to fail rather than to hang.
const HANG: Duration = Duration::from_secs(20);

/// Runs the program with all its address space bounded, and kills it when it hangs.
fn run_bounded(sandbox: &Sandbox, args: &[&str]) -> Run {
    let shell = format!("ulimit -v {MEMORY_MAX} && exec \"$@\"");
    let mut command = sandbox.isolated("sh");
    command.args(["-c", &shell, "sh", TICKETS]).args(args);
    run_guarded(sandbox, command, &format!("{args:?}"))
}

fn run_guarded(sandbox: &Sandbox, mut command: Command, what: &str) -> Run {
    let (out, err) = (sandbox.root().join("out"), sandbox.root().join("err"));
    command
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap());
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > HANG {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{what} hangs");
        }
        std::thread::yield_now();
    };
    let output = std::process::Output {
        status,
        stdout: fs::read(out).unwrap(),
        stderr: fs::read(err).unwrap(),
    };
    let run = sandbox.rendered(&output);
    assert!(
        run.code.is_some_and(|code| code < 100),
        "{what} crashed: {run}"
    );
    run
}

/// Text files that are no tickets, or bad ones; `KEY` is the file's own key.
fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let valid = "id: KEY\n\ntitle: A title\n";
    let with = |line: &str| format!("{valid}\n{line}\n").into_bytes();
    let mut bomb = format!("{valid}\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let below = level - 1;
        let nine = vec![format!("*a{below}"); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{nine}]\n");
    }
    let deep = |open: &str, count: usize| format!("{valid}\nx: {}\n", open.repeat(count));
    let nested: String = (0..3000)
        .map(|n| format!("{}x:\n", " ".repeat(n)))
        .collect();
    vec![
        ("empty file", Vec::new()),
        ("only blanks", b"\n \n\t\n".to_vec()),
        ("only a comment", b"# nothing\n".to_vec()),
        ("only a dash line", b"---\n".to_vec()),
        ("plain text", b"This is not YAML: at all: really\n".to_vec()),
        ("a list", b"- id: KEY\n- title: x\n".to_vec()),
        ("a scalar", b"42\n".to_vec()),
        (
            "JSON that stops",
            b"{\"id\": \"KEY\", \"title\": \"x".to_vec(),
        ),
        ("an unclosed quote", with("description: \"no end")),
        ("tabs as indentation", with("labels:\n\t- a")),
        ("NUL", b"id: KEY\n\ntitle: a\0b\n".to_vec()),
        (
            "invalid UTF-8",
            b"id: KEY\n\ntitle: \xff\xfe\x80\n".to_vec(),
        ),
        (
            "UTF-16",
            valid.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("two documents", format!("{valid}---\n{valid}").into_bytes()),
        (
            "conflict markers",
            with("<<<<<<< HEAD\nstatus: open\n=======\nstatus: closed\n>>>>>>> theirs"),
        ),
        (
            "diff3 markers",
            with("<<<<<<< HEAD\nstatus: open\n||||||| base\n=======\nstatus: x\n>>>>>>> t"),
        ),
        ("duplicate keys", with("title: Another title")),
        ("alias bomb", bomb.into_bytes()),
        ("unknown alias", with("x: *nobody")),
        ("200,000 brackets", deep("[", 200_000).into_bytes()),
        ("200,000 braces", deep("{a: ", 200_000).into_bytes()),
        (
            "3,000 levels of blocks",
            format!("{valid}\n{nested}").into_bytes(),
        ),
        (
            "20,000 dashes",
            format!("{valid}\nx:\n  {}a\n", "- ".repeat(20_000)).into_bytes(),
        ),
        (
            "4 MiB of dashes",
            format!("{valid}\nx:\n{}", "- a\n".repeat(1 << 20)).into_bytes(),
        ),
        (
            "2 MiB of dashes",
            format!("{valid}\nx:\n{}", "- \n".repeat(600_000)).into_bytes(),
        ),
        (
            "5 MiB of text",
            with(&format!("description: {}", "x".repeat(5 << 20))),
        ),
        (
            "5 MiB of keys",
            (0..400_000)
                .map(|n| format!("k{n}: v\n"))
                .collect::<String>()
                .into_bytes(),
        ),
        ("no id", b"title: A title\n".to_vec()),
        ("no title", b"id: KEY\n".to_vec()),
        ("an empty title", b"id: KEY\n\ntitle: \"\"\n".to_vec()),
        ("a title of blanks", b"id: KEY\n\ntitle: \"   \"\n".to_vec()),
        (
            "a title of two lines",
            b"id: KEY\n\ntitle: \"a\\nb\"\n".to_vec(),
        ),
        (
            "an overlong title",
            format!("id: KEY\n\ntitle: {}\n", "x".repeat(100_000)).into_bytes(),
        ),
        (
            "escapes in the title",
            b"id: KEY\n\ntitle: \"\\e[31mred\"\n".to_vec(),
        ),
        (
            "escapes in the assignee",
            with("assignee: \"\\e]0;owned\\a\""),
        ),
        ("escapes in the status", with("status: \"\\e[5m\"")),
        ("escapes in the type", with("type: \"\\e[5m\"")),
        ("escapes in the labels", with("labels:\n  - \"\\e[5m\"")),
        ("escapes in the links", with("links:\n  - \"\\e[5m\"")),
        ("escapes in the resolution", with("resolution: \"\\e[5m\"")),
        ("escapes in the parent", with("parent: \"\\e[5m\"")),
        (
            "escapes in the id",
            b"id: \"\\e[5m\"\n\ntitle: x\n".to_vec(),
        ),
        (
            "another id",
            b"id: TICKET-999999\n\ntitle: A title\n".to_vec(),
        ),
        (
            "an id that is no key",
            b"id: ../../etc/passwd\n\ntitle: A title\n".to_vec(),
        ),
        (
            "an id that is a list",
            b"id: [KEY]\n\ntitle: A title\n".to_vec(),
        ),
        (
            "a title that is a map",
            b"id: KEY\n\ntitle: {a: b}\n".to_vec(),
        ),
        ("status a list", with("status: [open]")),
        ("labels a text", with("labels: bug")),
        ("labels of maps", with("labels:\n  - {a: b}")),
        ("parent a number", with("parent: 7")),
        ("depends_on a text", with("depends_on: TICKET-1")),
        ("due no date", with("due: soon")),
        ("due no such day", with("due: 2026-02-31")),
        ("created_at no time", with("created_at: yesterday")),
        (
            "created_at in year 999999",
            with("created_at: 999999-01-01T00:00:00Z"),
        ),
        ("estimate a text", with("estimate_hours: long")),
        ("estimate not a number", with("estimate_hours: .nan")),
        ("estimate infinite", with("estimate_hours: .inf")),
        ("estimate negative", with("estimate_hours: -1e308")),
        ("points negative", with("story_points: -5")),
        (
            "points too many",
            with("story_points: 99999999999999999999"),
        ),
        ("criteria a text", with("acceptance_criteria: all")),
        ("transitions a map", with("transitions: {a: b}")),
        (
            "transitions without time",
            with("transitions:\n  - {from: open, to: closed}"),
        ),
        ("description a list", with("description: [a, b]")),
    ]
}

/// Files that are odd but good: they must be listed.
fn odd_but_good() -> Vec<(&'static str, Vec<u8>)> {
    let valid = "id: KEY\n\ntitle: A title\n";
    let with = |line: &str| format!("{valid}\n{line}\n").into_bytes();
    vec![
        ("BOM", format!("\u{feff}{valid}").into_bytes()),
        ("CRLF", valid.replace('\n', "\r\n").into_bytes()),
        ("no final newline", valid.trim_end().as_bytes().to_vec()),
        ("flow lists", with("labels: [a, b]")),
        ("unknown fields", with("x: {deep: [1, {er: 2}]}")),
        (
            "unknown words",
            with("status: purring\ntype: cat\npriority: treat"),
        ),
        (
            "escapes",
            with("description: \"\\e[31mred \\x9b2J\"\nx: \"\\e[2J\"\ncreated_by: x"),
        ),
        (
            "labels of numbers",
            with("labels:\n  - 1\n  - 2.5\n  - null"),
        ),
        ("a tag", with("x: !!python/object:os.system [a]")),
        ("a binary tag", with("description: !!binary AAAA")),
        ("a merge key", with("x: &x {a: b}\ny:\n  <<: *x")),
        ("right to left", with("description: \"\\u202Eevil\\u202C\"")),
        (
            "a million words",
            with(&format!("description: {}", "word ".repeat(200_000))),
        ),
        ("billions of points", with("story_points: 4000000000")),
        (
            "dangling references",
            with("parent: TICKET-424242\ndepends_on:\n  - TICKET-424243"),
        ),
        ("itself", with("parent: KEY\ndepends_on:\n  - KEY")),
        ("missing fields", valid.as_bytes().to_vec()),
        ("a comment in it", with("# a remark\nstatus: open # here")),
    ]
}

struct Zoo {
    sandbox: Sandbox,
    /// The names of the files that must be complained about.
    bad: Vec<String>,
    good: usize,
}

fn zoo() -> Zoo {
    let sandbox = Sandbox::with_tickets(&["A sound one"]);
    let mut bad = Vec::new();
    let mut number = 1;
    let mut put = |sandbox: &Sandbox, what: &str, content: &[u8]| {
        number += 1;
        let key = format!("TICKET-{number}");
        let name = format!(
            "{key}-{}.yaml",
            what.to_lowercase().replace([' ', ','], "-")
        );
        let content = match String::from_utf8(content.to_vec()) {
            Ok(text) => text.replace("KEY", &key).into_bytes(),
            Err(_) => content.to_vec(),
        };
        sandbox.write(
            format!(".tickets/tickets/{:02}/{name}", number / 100),
            content,
        );
        name
    };
    for (what, content) in texts() {
        bad.push(put(&sandbox, what, &content));
    }
    let good = odd_but_good();
    for (what, content) in &good {
        put(&sandbox, what, content);
    }
    let folder = sandbox.repo().join(".tickets/tickets/00");
    bad.extend(put_odd_files(&sandbox, &folder));
    Zoo {
        sandbox,
        bad,
        good: good.len() + 1,
    }
}

/// What is no regular file, or has a name that no record has.
fn put_odd_files(sandbox: &Sandbox, folder: &Path) -> Vec<String> {
    let fifo = folder.join("TICKET-70001-fifo.yaml");
    let made = sandbox.isolated("mkfifo").arg(&fifo).status().unwrap();
    assert!(made.success());
    fs::create_dir(folder.join("TICKET-70002-folder.yaml")).unwrap();
    fs::write(
        sandbox.root().join("secret"),
        "id: TICKET-70003\n\ntitle: secret\n",
    )
    .unwrap();
    symlink(
        sandbox.root().join("secret"),
        folder.join("TICKET-70003-out.yaml"),
    )
    .unwrap();
    symlink("/dev/zero", folder.join("TICKET-70004-zero.yaml")).unwrap();
    symlink("nowhere", folder.join("TICKET-70005-dangling.yaml")).unwrap();
    symlink(
        "TICKET-70006-loop.yaml",
        folder.join("TICKET-70006-loop.yaml"),
    )
    .unwrap();
    symlink(folder.file_name().unwrap(), folder.join("../loop")).unwrap();
    symlink(sandbox.root(), folder.join("../../tickets/outside")).unwrap();
    fs::write(folder.join("notes.yaml"), "a: b\n").unwrap();
    fs::write(
        folder.join("ticket-70007-lower.yaml"),
        "id: TICKET-70007\n\ntitle: x\n",
    )
    .unwrap();
    fs::write(
        folder.join("TICKET-0-zero.yaml"),
        "id: TICKET-0\n\ntitle: x\n",
    )
    .unwrap();
    fs::write(
        folder.join("TICKET-99999999999999999999-big.yaml"),
        "id: x\n",
    )
    .unwrap();
    let raw = std::ffi::OsStr::from_bytes(b"TICKET-70008-\xff.yaml");
    fs::write(folder.join(raw), "id: TICKET-70008\n\ntitle: x\n").unwrap();
    fs::write(folder.join("TICKET-70009-\u{1b}[31m.yaml"), "no\n").unwrap();
    fs::create_dir_all(folder.join("TICKET-70010-orphan")).unwrap();
    [
        "70001-fifo",
        "70003-out",
        "70004-zero",
        "70005-dangling",
        "70006-loop",
        "tickets/loop",
        "outside",
        "notes",
        "ticket-70007",
        "TICKET-0-",
        "99999999999999999999",
        "70008",
        "70009",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn unnamed(zoo: &Zoo, text: &str) -> Vec<String> {
    let is_unnamed = |name: &&String| !text.contains(name.as_str());
    zoo.bad.iter().filter(is_unnamed).cloned().collect()
}

fn assert_harmless(text: &str) {
    let is_harmful = |c: &char| c.is_control() && *c != '\n' && *c != '\t';
    let harmful: Vec<char> = text.chars().filter(is_harmful).collect();
    assert_eq!(harmful, Vec::<char>::new(), "{}", text.escape_debug());
}

#[test]
fn list_names_every_bad_file_and_shows_every_good_one() {
    let zoo = zoo();
    assert!(zoo.bad.len() >= 40, "{}", zoo.bad.len());

    let run = run_bounded(&zoo.sandbox, &["list", "--all"]);

    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        unnamed(&zoo, &run.stderr),
        Vec::<String>::new(),
        "{}",
        run.stderr
    );
    assert_eq!(run.stdout.lines().count(), zoo.good + 1, "{}", run.stdout);
    assert_harmless(&run.stdout);
    assert_harmless(&run.stderr);
}

#[test]
fn with_json_stdout_is_a_bare_array_and_each_problem_an_object() {
    let zoo = zoo();

    let run = run_bounded(&zoo.sandbox, &["list", "--all", "--format", "json"]);

    assert_eq!(run.code, Some(0));
    assert_eq!(run.json().as_array().unwrap().len(), zoo.good);
    let is_problem = |note: &Value| {
        note["problem"]["path"].is_string() && note["problem"]["message"].is_string()
    };
    assert!(run.json_notes().iter().all(is_problem));
    assert!(run.json_notes().len() >= zoo.bad.len());
    assert_harmless(&run.stdout);
    assert_harmless(&run.stderr);
}

#[test]
fn doctor_names_every_bad_file_and_exits_with_6() {
    let zoo = zoo();

    let run = run_bounded(&zoo.sandbox, &["doctor"]);

    assert_eq!(run.code, Some(6));
    assert_eq!(
        unnamed(&zoo, &run.stdout),
        Vec::<String>::new(),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("TICKET-70010-orphan"));
    assert_harmless(&run.stdout);
}

#[test]
fn every_reading_command_answers() {
    let zoo = zoo();
    for args in [
        &["ready"][..],
        &["blocked"],
        &["board", "--all"],
        &["stats"],
        &["count"],
        &["search", "title"],
        &["search", "word"],
        &["label", "list"],
        &["list", "--sort", "updated"],
        &["list", "--format", "csv", "--fields", "id,title"],
        &["list", "--format", "yaml"],
        &["list", "--format", "jsonl"],
        &["list", "--format", "simple"],
        &["show", "1"],
        &["history", "1"],
        &["show", "sound"],
    ] {
        let run = run_bounded(&zoo.sandbox, args);
        assert_eq!(run.code, Some(0), "{args:?}: {run}");
        assert_harmless(&run.stdout);
        assert_harmless(&run.stderr);
    }
}

#[test]
fn every_single_bad_file_can_be_asked_for() {
    let zoo = zoo();
    for number in 2..texts().len() + 2 {
        let run = run_bounded(&zoo.sandbox, &["show", &format!("TICKET-{number}")]);
        assert_eq!(run.code, Some(6), "{run}");
        assert_harmless(&run.stderr);
        assert!(
            run.stderr.lines().count() <= 3 && run.stderr.len() < 1_000,
            "{run}"
        );
    }
}

#[test]
fn every_odd_but_good_file_can_be_shown_and_changed() {
    let zoo = zoo();
    let first = texts().len() + 2;
    for (place, (what, _)) in odd_but_good().iter().enumerate() {
        let key = format!("TICKET-{}", first + place);
        for args in [
            &["show", &key][..],
            &[
                "update",
                &key,
                "--add-label",
                "touched",
                "--comment",
                "Seen",
            ],
            &["close", &key],
            &["show", &key, "--format", "json"],
            &["history", &key],
        ] {
            let run = run_bounded(&zoo.sandbox, args);
            assert_eq!(run.code, Some(0), "{what}: {args:?}: {run}");
            assert_harmless(&run.stdout);
            assert_harmless(&run.stderr);
        }
    }
}

#[test]
fn writing_goes_on_beside_them_and_touches_none() {
    let zoo = zoo();
    let before = bad_files(&zoo);

    for args in [
        &["create", "Another"][..],
        &["close", "1"],
        &["doctor", "--fix"],
        &["delete", "1", "--yes"],
    ] {
        let run = run_bounded(&zoo.sandbox, args);
        assert!(matches!(run.code, Some(0 | 6)), "{args:?}: {run}");
    }
    assert_eq!(bad_files(&zoo), before);
}

/// Those that can be read at all.
fn bad_files(zoo: &Zoo) -> Vec<(String, Option<Vec<u8>>)> {
    let folder = zoo.sandbox.repo().join(".tickets/tickets/00");
    let bad = zoo.bad.iter().filter(|name| name.ends_with(".yaml"));
    bad.map(|name| (name.clone(), fs::read(folder.join(name)).ok()))
        .collect()
}

/// `config.yaml` is read by every command, so nothing in its place may stop them.
#[test]
fn settings_that_cannot_be_read_are_named_and_stop_nothing() {
    let big = format!("# {}\n", "x".repeat(6 << 20));
    let deep = format!("x: {}\n", "[".repeat(200_000));
    let texts: [&[u8]; 8] = [
        b"[",
        b"prefix: [a]\n",
        b"\xff\xfe",
        b"<<<<<<< HEAD\n=======\n>>>>>>> x\n",
        b"statuses: {a: b}\n",
        b"prefix: TICKET\nprefix: APP\n",
        big.as_bytes(),
        deep.as_bytes(),
    ];
    for text in texts {
        let sandbox = Sandbox::with_tickets(&["One"]);
        sandbox.write(".tickets/config.yaml", text);
        let run = run_bounded(&sandbox, &["list"]);
        assert_eq!(run.code, Some(0), "{run}");
        assert!(run.stdout.contains("TICKET-1"), "{run}");
        assert!(
            run.stderr.contains("warning: `.tickets/config.yaml`"),
            "{run}"
        );
        assert_eq!(run_bounded(&sandbox, &["doctor"]).code, Some(6));
    }
}

#[test]
fn settings_that_are_no_regular_file_are_named_and_stop_nothing() {
    for place in ["fifo", "/dev/zero", "folder", "nowhere"] {
        let sandbox = Sandbox::with_tickets(&["One"]);
        let path = sandbox.repo().join(".tickets/config.yaml");
        fs::remove_file(&path).unwrap();
        match place {
            "fifo" => assert!(
                sandbox
                    .isolated("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            ),
            "folder" => fs::create_dir(&path).unwrap(),
            target => symlink(target, &path).unwrap(),
        }
        let run = run_bounded(&sandbox, &["list"]);
        assert_eq!(run.code, Some(0), "{place}: {run}");
        assert!(
            run.stderr.contains("warning: `.tickets/config.yaml`"),
            "{place}: {run}"
        );
    }
}

/// Comments are files too.
#[test]
fn bad_entries_are_named_and_the_others_are_shown() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["comment", "1", "A sound one"]).ok();
    let folder = ".tickets/tickets/00/TICKET-1-one";
    for (number, (_, content)) in texts().iter().enumerate() {
        sandbox.write(
            format!("{folder}/20261120T101112Z-comment-b{number:03}.yaml"),
            content,
        );
    }
    sandbox.write(format!("{folder}/when-comment-x.yaml"), "id: x\n");
    symlink(
        "/dev/zero",
        sandbox
            .repo()
            .join(format!("{folder}/20261120T101112Z-comment-zero.yaml")),
    )
    .unwrap();
    let escape = "id: e5c4\n\nkind: comment\n\nat: 2026-11-20T10:11:12Z\n\nby: \"\\e[31m\"\n\ntext: \"\\e[2J\"\n";
    sandbox.write(
        format!("{folder}/20261120T101112Z-comment-e5c4.yaml"),
        escape,
    );

    for args in [
        &["show", "1"][..],
        &["history", "1"],
        &["search", "sound"],
        &["doctor"],
    ] {
        let run = run_bounded(&sandbox, args);
        assert_eq!(
            run.code,
            Some(if args[0] == "doctor" { 6 } else { 0 }),
            "{run}"
        );
        assert_harmless(&run.stdout);
        assert_harmless(&run.stderr);
    }
    let shown = run_bounded(&sandbox, &["show", "1"]);
    assert!(shown.stdout.contains("A sound one"), "{shown}");
    assert!(shown.stderr.contains("when-comment-x.yaml"), "{shown}");
}

/// Undo could not bring back what it leads to, and nothing behind it is ever touched.
#[test]
fn a_ticket_whose_folder_holds_a_link_out_is_not_deleted() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["comment", "1", "A text"]).ok();
    let outside = sandbox.root().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("kept"), "kept").unwrap();
    let folder = sandbox.repo().join(".tickets/tickets/00/TICKET-1-one");
    symlink(&outside, folder.join("artifacts")).unwrap();

    let run = sandbox.run(&["delete", "1", "--yes"]);

    assert_eq!(fs::read_to_string(outside.join("kept")).unwrap(), "kept");
    insta::assert_snapshot!(run, @"
    --- stderr
    error: `.tickets/tickets/00/TICKET-1-one/artifacts`: is a link that leads out of `.tickets/` or to nothing
    --- exit 6
    ");
}

/// Reading forgives it, editing cannot: `doctor` says so.
#[test]
fn a_field_that_stands_twice_is_named_though_nobody_knows_it() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let path = sandbox.file_of("TICKET-1");
    let text = sandbox.read(&path);
    sandbox.write(&path, format!("{text}\nx: 1\n\nx: 2\n"));

    sandbox.run(&["show", "1"]).ok();
    insta::assert_snapshot!(sandbox.run(&["update", "1", "--priority", "high"]), @r#"
    --- stderr
    error: `.tickets/tickets/00/TICKET-1-one.yaml` line 43: duplicate entry with key "x"
    --- exit 6
    "#);
    insta::assert_snapshot!(sandbox.run(&["doctor"]), @r#"
    `.tickets/tickets/00/TICKET-1-one.yaml` line 43: duplicate entry with key "x"
    --- stderr
    1 problem in 1 ticket
    --- exit 6
    "#);

    sandbox.write(&path, format!("{text}\nx: &x [*x]\n"));
    sandbox.run(&["show", "1"]).ok();
    insta::assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/tickets/00/TICKET-1-one.yaml` line 41: column 4: recursion limit exceeded
    --- stderr
    1 problem in 1 ticket
    --- exit 6
    ");
}
