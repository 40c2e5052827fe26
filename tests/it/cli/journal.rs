//! `tickets journal` and `tickets milestone`

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn an_entry_says_how_the_work_goes() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);

    let run = sandbox.run(&[
        "journal",
        "1",
        "Half done",
        "-c",
        "50",
        "-s",
        "1.5",
        "-e",
        "90m",
        "-d",
        "two,1",
        "-r",
        "Rain,Snow",
    ]);
    assert_snapshot!(run, @"
    --- stderr
    Added entry agzy to the journal of TICKET-1, 1h30m spent, 1h30m to go
    ");
    sandbox
        .run(&["journal", "2", "--decision", "No cookies"])
        .ok();
    assert_snapshot!(sandbox.run(&["journal", "list"]), @"
    TICKET-1 One
    journal progress agzy by Alice Doe at 2026-11-20T10:00:03Z
      done 50 % · spent 1h30m · estimate 1h30m · depends on TICKET-1, TICKET-2 · risks Rain, Snow
      Half done

    TICKET-2 Two
    journal decision tr75 by Alice Doe at 2026-11-20T10:00:04Z
      decisions No cookies
    --- stderr
    2 entries
    ");
    let entries = sandbox.run(&["journal", "list", "--format", "json"]).json();
    assert_eq!(entries[0]["spent_minutes"], 90);
    assert_eq!(entries[0]["dependencies"], json!(["TICKET-1", "TICKET-2"]));
    assert_eq!(entries[1]["type"], "decision");
}

#[test]
fn journals_are_of_every_kind_of_record_and_chosen_by_what_they_say() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["epic", "create", "Payments"]).ok();
    sandbox.run(&["journal", "EPIC-1", "Begun"]).ok();
    sandbox
        .run(&["journal", "1", "Stuck", "-t", "blocker"])
        .ok();

    let texts = |args: &[&str]| {
        let args: Vec<&str> = ["journal", "list", "--format", "json"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        let entries = sandbox.run(&args).ok().json();
        let texts = entries.as_array().unwrap().iter();
        texts
            .map(|entry| entry["text"].as_str().unwrap().to_owned())
            .collect::<Vec<String>>()
    };
    assert_eq!(texts(&[]), ["Begun", "Stuck"]);
    assert_eq!(texts(&["-t", "blocker"]), ["Stuck"]);
    assert_eq!(texts(&["id:1"]), ["Stuck"]);
    assert_eq!(texts(&["--by", "me"]), ["Begun", "Stuck"]);
    assert!(texts(&["--to", "2026-11-19"]).is_empty());
    assert_snapshot!(sandbox.run(&["journal", "list", "-t", "blockr"]), @"
    --- stderr
    error: no type `blockr`
      hint: did you mean `blocker`?
    --- exit 2
    ");
}

#[test]
fn an_entry_is_changed_and_deleted_by_its_id() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let entry = sandbox
        .run(&["journal", "1", "First", "-r", "Rain", "--format", "json"])
        .json();
    let id = entry["id"].as_str().unwrap();

    sandbox
        .run(&["journal", "1", "Second", "--edit", id, "-r", ""])
        .ok();
    let journal = sandbox
        .run(&["journal", "1", "--list", "--format", "json"])
        .json();
    assert_eq!(journal[0]["text"], "Second");
    assert_eq!(journal[0]["risks"], json!([]));
    assert!(journal[0]["edited_at"].is_string());
    assert_eq!(
        sandbox.run(&["journal", "1", "Second", "--edit", id]).code,
        Some(7)
    );
    sandbox.run(&["journal", "1", "--delete", id]).ok();
    assert_eq!(sandbox.run(&["journal", "1", "--delete", id]).code, Some(3));
}

#[test]
fn what_says_nothing_is_refused_and_changes_nothing() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["create", "Put away"]).ok();
    sandbox.run(&["archive", "2"]).ok();
    let before = sandbox.project();
    let refused = |args: &[&str]| {
        let args: Vec<&str> = ["journal"].iter().chain(args).copied().collect();
        let run = sandbox.run(&args);
        assert_eq!(sandbox.project(), before, "{args:?}");
        run
    };

    assert_snapshot!(refused(&["1"]), @"
    --- stderr
    error: the text of the journal entry is missing
      hint: `-` reads it from standard input
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", ""]), @"
    --- stderr
    error: the journal entry is empty
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "x", "-c", "101"]), @"
    --- stderr
    error: invalid value '101' for '--completion <PERCENT>': `101` is not a whole number from 0 to 100

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "x", "-s", "-2"]), @"
    --- stderr
    error: `-2` is not an amount of time
      hint: write `1h30m`, `90m`, `1.5h` or `2d`
    --- exit 2
    ");
    assert_snapshot!(refused(&["1", "x", "-d", "9"]), @"
    --- stderr
    error: no ticket `9`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(refused(&["1", "x", "-t", "progres"]), @"
    --- stderr
    error: no type `progres`
      hint: did you mean `progress`?
    --- exit 2
    ");
    assert_snapshot!(refused(&["2", "x"]), @"
    --- stderr
    error: cannot write into the journal of `TICKET-2`: it is archived and so read-only
    --- exit 1
    ");
    assert_snapshot!(refused(&["9", "x"]), @"
    --- stderr
    error: no ticket `9`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
}

#[test]
fn milestones_are_entries_of_journals() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox
        .run(&["milestone", "add", "1", "Alpha", "-c", "40"])
        .ok();

    let run = sandbox.run(&["milestone", "add", "1", "Beta", "-m", "At last"]);
    assert!(
        run.stderr.starts_with("TICKET-1 reached Beta, noted as "),
        "{run}"
    );
    assert_snapshot!(sandbox.run(&["milestone", "list", "--fields", "milestone,record,completion"]), @"
    MILESTONE  RECORD    COMPLETION
    Alpha      TICKET-1  40
    Beta       TICKET-1
    --- stderr
    2 milestones
    ");
    assert_eq!(
        sandbox
            .run(&["journal", "list", "-m", "Beta", "--format", "json"])
            .json()[0]["type"],
        "milestone"
    );
    assert_snapshot!(sandbox.run(&["milestone", "add", "1", " "]), @"
    --- stderr
    error: the name of the milestone is empty
    --- exit 2
    ");
}
