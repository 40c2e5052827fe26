//! What both sides made different things of.

use insta::assert_snapshot;
use serde_json::json;

use crate::cli::resolve::branches::Commands;
use crate::cli::resolve::branches::marked;
use crate::cli::resolve::branches::merging;
use crate::cli::resolve::branches::parted;
use crate::cli::resolve::branches::status;
use crate::cli::resolve::branches::stopped;
use crate::cli::resolve::branches::two_priorities;
use crate::sandbox::Run;
use crate::sandbox::Sandbox;

#[test]
fn a_contradiction_keeps_markers_around_its_field_alone() {
    let sandbox = two_priorities();

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Left TICKET-1 One
      priority: high (main) or low (theirs)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    assert_snapshot!(marked(&sandbox, "TICKET-1"), @"
    <<<<<<< main
    priority: high
    =======
    priority: low
    >>>>>>> theirs
    ");
    assert_snapshot!(status(&sandbox), @"UU .tickets/tickets/00/TICKET-1-one.yaml");
    // Again, it is the same.
    let before = sandbox.project();
    assert_eq!(sandbox.run(&["resolve"]).code, Some(4));
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_side_or_a_value_decides() {
    let ways: [(&[&str], &str); 5] = [
        (&["--ours"], "high"),
        (&["--theirs"], "low"),
        (&["--field", "priority=critical"], "critical"),
        (&["--field", "priority=low", "--ours"], "low"),
        // Without a value, a ticket has the project's usual one.
        (&["--field", "priority="], "medium"),
    ];
    for (options, expected) in ways {
        let sandbox = two_priorities();
        let args: Vec<&str> = ["resolve"].iter().chain(options).copied().collect();
        let run = sandbox.run(&args);
        assert_eq!(run.code, Some(0), "{options:?}: {run}");
        let ticket = sandbox.ticket("1");
        assert_eq!(ticket["priority"], expected, "{options:?}");
        assert_eq!(ticket["labels"], json!(["a", "b"]), "{options:?}");
        assert_eq!(
            status(&sandbox),
            "M  .tickets/tickets/00/TICKET-1-one.yaml\n"
        );
    }
}

#[test]
fn a_value_is_taken_for_its_field_only() {
    let sandbox = merging(
        &[&["start", "1"], &["update", "1", "--priority", "high"]],
        &[&["close", "1"], &["update", "1", "--priority", "low"]],
    );

    assert_snapshot!(sandbox.run(&["resolve", "--field", "status=closed"]), @"
    --- stderr
    Left TICKET-1 One
      status: closed
      priority: high (main) or low (theirs)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--field", "priority=low"]), @"
    --- stderr
    Merged TICKET-1 One
      priority: low
    ");
    let ticket = sandbox.ticket("1");
    assert_eq!([&ticket["status"], &ticket["priority"]], ["closed", "low"]);
    // Both moves happened.
    assert_eq!(ticket["transitions"].as_array().unwrap().len(), 2);
}

#[test]
fn a_field_that_nobody_asks_about_is_refused() {
    let sandbox = two_priorities();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["resolve", "--field", "prioriti=low"]), @"
    --- stderr
    error: there is nothing to decide about `prioriti`
      hint: both sides changed: priority
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--field", "priority"]), @"
    --- stderr
    error: invalid value 'priority' for '--field <NAME=VALUE>': it has no `=`, as in `status=closed`

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--ours", "--theirs"]), @"
    --- stderr
    error: the argument '--ours' cannot be used with '--theirs'

    Usage: tickets resolve --ours [TICKET]...

    For more information, try '--help'.
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_word_that_the_project_does_not_know_is_refused() {
    let sandbox = two_priorities();

    assert_snapshot!(sandbox.run(&["resolve", "--field", "priority=urgent"]), @"
    --- stderr
    error: cannot change `TICKET-1`: the project has no priority `urgent`
      hint: there are: critical, high, medium, low
    --- exit 2
    ");
}

#[test]
fn a_dry_run_prints_the_change_and_makes_none() {
    let sandbox = two_priorities();
    let before = (sandbox.project(), status(&sandbox));

    let run = sandbox.run(&["resolve", "--theirs", "--dry-run"]);
    let is_change = |line: &&str| line.starts_with(['-', '+']);
    let changes: Vec<&str> = run.ok().stdout.lines().filter(is_change).collect();
    assert_snapshot!(changes.join("\n"), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    -<<<<<<< HEAD
    -priority: high
    -=======
    ->>>>>>> theirs
    -<<<<<<< HEAD
    -=======
    ->>>>>>> theirs
    ");
    assert_eq!(run.stderr, "dry run: nothing was changed\n");
    assert_eq!(sandbox.run(&["resolve", "--dry-run"]).code, Some(4));
    assert_eq!((sandbox.project(), status(&sandbox)), before);
}

#[test]
fn json_tells_what_was_done_decided_and_left_with_who_and_when() {
    let sandbox = merging(
        &[
            &["start", "1"],
            &["update", "1", "--priority", "high"],
            &["label", "add", "a", "2"],
        ],
        &[
            &["close", "1"],
            &["update", "1", "--priority", "low"],
            &["label", "add", "b", "2"],
        ],
    );

    assert_snapshot!(sandbox.run(&["resolve", "--format", "json", "--field", "priority=low"]), @r#"
    [
    {"path":".tickets/tickets/00/TICKET-1-one.yaml","id":"TICKET-1","title":"One","result":"left","detail":null,"decided":[{"field":"priority","base":"medium","ours":{"label":"main","value":"high","by":"Alice Doe","at":"2026-11-20T10:00:11Z"},"theirs":{"label":"theirs","value":"low","by":"Alice Doe","at":"2026-11-20T10:00:08Z"},"choice":"value"}],"left":[{"field":"status","base":"open","ours":{"label":"main","value":"in-progress","by":"Alice Doe","at":"2026-11-20T10:00:08Z"},"theirs":{"label":"theirs","value":"closed","by":"Alice Doe","at":"2026-11-20T10:00:05Z"}}]},
    {"path":".tickets/tickets/00/TICKET-2-two.yaml","id":"TICKET-2","title":"Two","result":"merged","detail":null,"decided":[],"left":[]}
    ]
    --- exit 4
    "#);
    let run = sandbox.run(&[
        "resolve",
        "--format",
        "json",
        "--theirs",
        "--fields",
        "path,result,decided",
    ]);
    assert_snapshot!(run, @r#"
    [
    {"path":".tickets/tickets/00/TICKET-1-one.yaml","result":"merged","decided":[{"field":"status","base":"open","ours":{"label":"main","value":"in-progress","by":"Alice Doe","at":"2026-11-20T10:00:08Z"},"theirs":{"label":"theirs","value":"closed","by":"Alice Doe","at":"2026-11-20T10:00:05Z"},"choice":"theirs"}]}
    ]
    "#);
}

/// Somebody took the markers of one field out, and not those of the other.
#[test]
fn what_was_decided_by_hand_of_one_field_stands() {
    let sandbox = merging(
        &[&["update", "1", "--type", "bug", "--priority", "high"]],
        &[&["update", "1", "--type", "chore", "--priority", "low"]],
    );
    let path = sandbox.file_of("TICKET-1");
    assert_eq!(sandbox.run(&["resolve"]).code, Some(4));
    let text = sandbox.read(&path);
    let conflict = "<<<<<<< main\npriority: high\n=======\npriority: low\n>>>>>>> theirs\n";
    assert!(text.contains(conflict), "{text}");
    sandbox.write(&path, text.replace(conflict, "priority: critical\n"));

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Left TICKET-1 One
      type: bug (main) or chore (theirs)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    sandbox.run(&["resolve", "--theirs"]).ok();
    let ticket = sandbox.ticket("1");
    assert_eq!(
        [&ticket["type"], &ticket["priority"]],
        ["chore", "critical"]
    );
}

#[test]
fn what_was_merged_by_hand_is_taken_as_it_is() {
    let sandbox = two_priorities();
    let path = sandbox.file_of("TICKET-1");
    let is_kept = |line: &&str| {
        let is_marker = ["<<<<<<<", "=======", ">>>>>>>"]
            .iter()
            .any(|marker| line.starts_with(marker));
        !is_marker && *line != "priority: high"
    };
    let text: Vec<String> = sandbox
        .read(&path)
        .lines()
        .filter(is_kept)
        .map(|line| format!("{line}\n"))
        .collect();
    sandbox.write(&path, text.concat());
    let by_hand = sandbox.read(&path);

    assert_snapshot!(sandbox.run(&["resolve", "--ours"]), @"
    --- stderr
    Took TICKET-1 One as it is on disk
    ");
    assert_eq!(sandbox.read(&path), by_hand);
    assert_eq!(sandbox.ticket("1")["priority"], "low");
    assert_snapshot!(status(&sandbox), @"M  .tickets/tickets/00/TICKET-1-one.yaml");
}

#[test]
fn of_a_text_only_the_lines_that_clash_are_decided() {
    let sandbox = merging(
        &[&[
            "update",
            "1",
            "--description",
            "one\nTWO\nthree\nfour\nfive",
        ]],
        &[&[
            "update",
            "1",
            "--description",
            "one\nzwei\nthree\nfour\nFIVE",
        ]],
    );

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Left TICKET-1 One
      description: one TWO three four FIVE (main) or one zwei three four FIVE (theirs)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    assert_snapshot!(marked(&sandbox, "TICKET-1"), @"
    <<<<<<< main
      TWO
    =======
      zwei
    >>>>>>> theirs
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--ours"]), @"
    --- stderr
    Merged TICKET-1 One
      description: one TWO three four FIVE, not one zwei three four FIVE
    ");
    assert_eq!(
        sandbox.ticket("1")["description"],
        "one\nTWO\nthree\nfour\nFIVE"
    );
}

#[test]
fn the_sides_are_named_as_people_know_them() {
    let sides = |sandbox: &Sandbox| -> Run { sandbox.run(&["resolve"]) };
    let ours: Commands<'_> = &[&["update", "1", "--priority", "high"]];
    let theirs: Commands<'_> = &[&["update", "1", "--priority", "low"]];

    let sandbox = parted(ours, theirs);
    stopped(&sandbox, &["rebase", "--quiet", "theirs"]);
    assert_snapshot!(sides(&sandbox), @"
    --- stderr
    Left TICKET-1 One
      priority: low (theirs) or high (main)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    sandbox.git(&["rebase", "--abort"]);
    stopped(&sandbox, &["cherry-pick", "theirs"]);
    assert_snapshot!(sides(&sandbox), @"
    --- stderr
    Left TICKET-1 One
      priority: high (main) or low (theirs)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    sandbox.git(&["cherry-pick", "--abort"]);
    sandbox.git(&["checkout", "--quiet", "--detach"]);
    stopped(&sandbox, &["merge", "--quiet", "theirs"]);
    assert_snapshot!(sides(&sandbox), @"
    --- stderr
    Left TICKET-1 One
      priority: high (main) or low (theirs)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
}
