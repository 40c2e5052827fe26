//! Records and entries that nobody should have written.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::Value;

use crate::hostile::bounds::assert_harmless;
use crate::hostile::bounds::run_bounded;
use crate::hostile::files::odd_but_good;
use crate::hostile::files::texts;
use crate::sandbox::Sandbox;

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
        // 4 for what a merge left, 6 for everything else.
        assert!(matches!(run.code, Some(4 | 6)), "{run}");
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
    error: `.tickets/tickets/00/TICKET-1-one.yaml` line 45: duplicate entry with key "x"
    --- exit 6
    "#);
    insta::assert_snapshot!(sandbox.run(&["doctor"]), @r#"
    `.tickets/tickets/00/TICKET-1-one.yaml` line 45: duplicate entry with key "x"
    --- stderr
    1 problem in 1 ticket
    --- exit 6
    "#);

    sandbox.write(&path, format!("{text}\nx: &x [*x]\n"));
    sandbox.run(&["show", "1"]).ok();
    insta::assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/tickets/00/TICKET-1-one.yaml` line 43: column 4: recursion limit exceeded
    --- stderr
    1 problem in 1 ticket
    --- exit 6
    ");
}
