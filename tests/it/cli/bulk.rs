//! `--where`: commands that change all tickets that a query chooses

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

/// Three tickets, of which the first two have the label `old`.
fn three() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"]);
    sandbox.run(&["label", "add", "old", "1", "2"]).ok();
    sandbox
}

#[test]
fn nothing_happens_without_a_yes_and_all_that_would_is_shown() {
    let sandbox = three();
    let before = sandbox.project();
    let args = ["update", "--where", "label:old", "--add-label", "new"];

    assert_snapshot!(sandbox.run(&args), @"
    --- stderr
    2 tickets match `label:old`
      TICKET-1 One
      TICKET-2 Two
    error: to update 2 tickets needs a yes, and there is nobody to ask
      hint: `--yes` says it, `--dry-run` shows the changes
    --- exit 2
    ");
    let args: Vec<&str> = args.into_iter().chain(["--format", "json"]).collect();
    assert_snapshot!(sandbox.run(&args), @r#"
    --- stderr
    {"error":{"code":"usage","message":"to update 2 tickets needs a yes, and there is nobody to ask","hint":"`--yes` says it, `--dry-run` shows the changes","details":{"tickets":["TICKET-1","TICKET-2"]}}}
    --- exit 2
    "#);
    assert_eq!(sandbox.project(), before);
}

#[test]
fn with_a_yes_it_is_one_change() {
    let sandbox = three();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["update", "--where", "label:old", "--add-label", "new", "--yes"]), @"
    --- stderr
    2 tickets match `label:old`
    Updated TICKET-1 One
    Updated TICKET-2 Two
    ");
    assert_eq!(sandbox.ticket("1")["labels"], json!(["new", "old"]));
    assert_eq!(sandbox.ticket("3")["labels"], json!([]));
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    Undid `update TICKET-1, TICKET-2` of 2026-11-20T10:00:05Z (2 files)
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_dry_run_asks_nobody() {
    let sandbox = three();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["archive", "--where", "label:old", "--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    @@ -1,5 +1,7 @@
     id: TICKET-1
     
    +archived_at: 2026-11-20T10:00:05Z
    +
     uid: 01M7W6C478AV7BZJ26205ZR7J2
     
     title: One
    --- a/.tickets/tickets/00/TICKET-2-two.yaml
    +++ b/.tickets/tickets/00/TICKET-2-two.yaml
    @@ -1,5 +1,7 @@
     id: TICKET-2
     
    +archived_at: 2026-11-20T10:00:05Z
    +
     uid: 01M7W6C56GHZPV6HKFH9XR3AC9
     
     title: Two
    --- stderr
    2 tickets match `label:old`
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_query_that_chooses_nothing_leaves_nothing_to_do() {
    let sandbox = three();

    assert_snapshot!(sandbox.run(&["close", "--where", "label:nowhere", "--yes"]), @"
    --- stderr
    error: nothing to do: no ticket matches `label:nowhere`
    --- exit 7
    ");
}

#[test]
fn tickets_are_named_or_chosen_and_not_both() {
    let sandbox = three();

    for args in [&["close", "1", "--where", "label:old"][..], &["close"]] {
        assert_eq!(sandbox.run(args).code, Some(2), "{args:?}");
    }
}

#[test]
fn either_all_are_changed_or_none() {
    let sandbox = three();
    sandbox.run(&["depend", "2", "3"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["start", "--where", "label:old", "--yes"]), @"
    --- stderr
    2 tickets match `label:old`
    error: cannot start `TICKET-2`: it waits for `TICKET-3`
      hint: `--force` starts it all the same
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_left_out() {
    let sandbox = three();
    let path = sandbox.file_of("TICKET-2");
    sandbox.write(&path, "title: [");

    assert_snapshot!(sandbox.run(&["close", "--where", "label:old", "--yes"]), @"
    --- stderr
    warning: `.tickets/tickets/00/TICKET-2-two.yaml` line 2: column 1: did not find expected node content
    1 ticket matches `label:old`
    Closed TICKET-1 One
    ");
    assert_eq!(sandbox.read(&path), "title: [");
}

#[test]
fn every_command_that_changes_whole_tickets_takes_a_query() {
    let sandbox = three();
    let run = |command: &str| {
        let args: Vec<&str> = command.split(' ').collect();
        let run = sandbox.run(&args);
        assert_eq!(run.code, Some(0), "{command}: {run}");
        sandbox.keys(&["list"]).join(" ")
    };

    for (command, left) in [
        (
            "start --where label:old --yes",
            "TICKET-1 TICKET-2 TICKET-3",
        ),
        ("close --where status:in-progress --yes", "TICKET-3"),
        (
            "reopen --where status:closed --yes",
            "TICKET-1 TICKET-2 TICKET-3",
        ),
        (
            "label add p --where label:old --yes",
            "TICKET-1 TICKET-2 TICKET-3",
        ),
        (
            "label remove old --where label:p --yes",
            "TICKET-1 TICKET-2 TICKET-3",
        ),
        ("archive --where label:p --yes", "TICKET-3"),
        ("update --where status:open --yes --add-label q", "TICKET-3"),
        ("delete --where label:q --yes", ""),
    ] {
        assert_eq!(run(command), left, "{command}");
    }
}

#[test]
fn a_long_list_is_counted_and_cut() {
    let sandbox = Sandbox::new();
    let lines: String = (1..=30)
        .map(|n| {
            format!(
                "{}\n",
                json!({"op":"create","title":format!("Ticket {n}"),"labels":["x"]})
            )
        })
        .collect();
    sandbox.run_with_stdin(&lines, &["batch", "-"]).ok();

    let run = sandbox.run(&["close", "--where", "label:x"]);

    let told: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(told[0], "30 tickets match `label:x`");
    assert_eq!(told[21], "  … and 10 more");
    assert_eq!(told.len(), 24, "{run}");
}
