//! A driver that cannot do its work: git's own merge of the text does it, and no side is lost.

use std::fs;

use insta::assert_snapshot;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;
use crate::sandbox::TICKETS;

/// A ticket with two priorities and, at one place, two labels, on two branches.
fn diverged() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox.run(&["update", "1", "--priority", "low"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["update", "1", "--priority", "high"]).ok();
    sandbox.commit_all("ours");
    sandbox
}

/// The registered command with another program in it.
fn with_program(sandbox: &Sandbox, program: &str) {
    let command = sandbox.git(&["config", "merge.tickets.driver"]);
    let (_, rest) = command.trim().split_once(" merge-file").unwrap();
    let command = format!("{program} merge-file{rest}");
    sandbox.git(&["config", "merge.tickets.driver", &command]);
}

fn merge(sandbox: &Sandbox) -> Run {
    sandbox.try_git(".", &["merge", "--quiet", "--no-edit", "theirs"])
}

fn conflict(sandbox: &Sandbox) -> String {
    let text = sandbox.read(sandbox.file_of("TICKET-1"));
    let start = text.find("<<<<<<<");
    let start = start.unwrap_or_else(|| panic!("no markers in {text}"));
    let end = text.find(">>>>>>>").unwrap();
    text[start..end].to_owned()
}

#[test]
fn whatever_ends_it_leaves_markers_and_both_sides() {
    let sandbox = diverged();
    let programs = [
        // Not installed, or removed since.
        "/nowhere/tickets".to_owned(),
        "tickets-that-nobody-has".to_owned(),
        // Ends with 1, as after a contradiction, and has written nothing.
        "false".to_owned(),
        "exit 70 #".to_owned(),
        "kill -9 $$ #".to_owned(),
        "sh -c 'kill -9 $$'".to_owned(),
    ];
    for program in programs.iter().filter(|program| !program.contains('#')) {
        with_program(&sandbox, program);
        let run = merge(&sandbox);
        assert_eq!(run.code, Some(1), "{program}: {run}");
        assert_eq!(
            conflict(&sandbox),
            "<<<<<<< HEAD\npriority: high\n=======\npriority: low\n",
            "{program}"
        );
        sandbox.git(&["merge", "--abort"]);
    }
}

/// A clone on a full disk, or one whose folders nobody may write to.
#[test]
fn a_driver_that_cannot_write_leaves_both_sides() {
    let sandbox = diverged();
    // The program runs, but all that it writes goes nowhere.
    let script = sandbox.root().join("full.sh");
    let text = format!("#!/bin/sh\n{TICKETS} \"$@\" --output /dev/full\n");
    fs::write(&script, text).unwrap();
    with_program(&sandbox, &format!("sh {}", script.display()));

    let run = merge(&sandbox);
    assert_eq!(run.code, Some(1), "{run}");
    assert_eq!(
        conflict(&sandbox),
        "<<<<<<< HEAD\npriority: high\n=======\npriority: low\n"
    );
}

/// What the text can merge is merged, with the program or without it.
#[test]
fn without_the_program_the_text_is_merged() {
    let sandbox = diverged();
    sandbox.git(&["checkout", "--quiet", "-b", "fourth", "main~1"]);
    sandbox.run(&["update", "1", "--points", "3"]).ok();
    sandbox.commit_all("fourth");
    with_program(&sandbox, "/nowhere/tickets");

    assert_eq!(merge(&sandbox).code, Some(0));
    let ticket = sandbox.ticket("1");
    assert_eq!(ticket["priority"], "low");
    assert_eq!(ticket["story_points"], 3.0);
}

#[test]
fn the_trial_tells_that_the_program_is_missing() {
    let sandbox = diverged();
    with_program(&sandbox, "tickets-that-nobody-has");

    let status = sandbox.run(&["vcs", "status", "--format", "json"]);
    let answer = status.json();
    assert_eq!(status.code, Some(1));
    assert_eq!(answer["is_armed"], false);
    assert_eq!(answer["registration"], "other");
    assert_snapshot!(answer["reason"].as_str().unwrap(), @"a merge of two labels conflicts, as it does without the driver");
    sandbox.run(&["vcs", "setup"]).ok();
    assert_eq!(sandbox.run(&["vcs", "status"]).code, Some(0));
}

/// A program that moved is registered anew by the next command that writes.
#[test]
fn a_program_that_is_gone_is_replaced_by_the_next_write() {
    let sandbox = diverged();
    with_program(&sandbox, "/nowhere/tickets");

    assert_snapshot!(sandbox.run(&["update", "1", "--points", "1"]), @"
    --- stderr
    Updated TICKET-1 One
    git now merges tickets by their fields: `.git/config`
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--points", "2"]), @"
    --- stderr
    Updated TICKET-1 One
    ");
}
