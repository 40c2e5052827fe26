//! `tickets resolve`

use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

type Commands<'a> = &'a [&'a [&'a str]];

/// Two branches of a project without the driver: `theirs`, and `main`, which is checked out.
fn parted(ours: Commands<'_>, theirs: Commands<'_>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["vcs", "remove"]).ok();
    fs::remove_file(sandbox.repo().join(".tickets/.gitattributes")).unwrap();
    let lines = "one\ntwo\nthree\nfour\nfive";
    sandbox.run(&["create", "One", "--description", lines]).ok();
    sandbox.run(&["create", "Two"]).ok();
    sandbox.run(&["create", "Three"]).ok();
    sandbox.commit_all("base");
    sandbox.git(&["branch", "base"]);
    for (branch, commands) in [("theirs", theirs), ("main", ours)] {
        if branch == "theirs" {
            sandbox.git(&["checkout", "--quiet", "-b", branch]);
        } else {
            sandbox.git(&["checkout", "--quiet", branch]);
        }
        for args in commands {
            sandbox.run(args).ok();
        }
        sandbox.commit_all(branch);
    }
    sandbox
}

/// The same in the middle of a merge that stopped.
fn merging(ours: Commands<'_>, theirs: Commands<'_>) -> Sandbox {
    let sandbox = parted(ours, theirs);
    stopped(&sandbox, &["merge", "--quiet", "theirs"]);
    sandbox
}

/// Runs git, which must stop for a conflict.
fn stopped(sandbox: &Sandbox, args: &[&str]) {
    let run = sandbox.try_git(".", args);
    assert_eq!(run.code, Some(1), "git {args:?}: {run}");
}

/// One ticket with two priorities, and with labels that text cannot merge.
fn two_priorities() -> Sandbox {
    merging(
        &[&["update", "1", "--priority", "high", "--add-label", "a"]],
        &[&["update", "1", "--priority", "low", "--add-label", "b"]],
    )
}

fn status(sandbox: &Sandbox) -> String {
    sandbox.git(&["status", "--porcelain"])
}

/// The lines that have markers around them, and the markers.
fn marked(sandbox: &Sandbox, key: &str) -> String {
    let text = sandbox.read(sandbox.file_of(key));
    let mut is_inside = false;
    let mut marked = String::new();
    for line in text.lines() {
        is_inside |= line.starts_with("<<<<<<<");
        if is_inside {
            marked += &format!("{line}\n");
        }
        is_inside &= !line.starts_with(">>>>>>>");
    }
    marked
}

#[test]
fn a_merge_with_nothing_to_decide_is_finished() {
    let sandbox = merging(
        &[&["label", "add", "a", "1"], &["comment", "2", "Ours"]],
        &[&["label", "add", "b", "1"], &["comment", "2", "Theirs"]],
    );

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Merged TICKET-1 One
    ");
    assert_eq!(sandbox.ticket("1")["labels"], json!(["a", "b"]));
    assert!(!status(&sandbox).contains('U'), "{}", status(&sandbox));
    sandbox.git(&["commit", "--quiet", "--no-edit"]);
    assert_eq!(status(&sandbox), "");
    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    error: nothing is left to resolve
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"nothing-to-do","message":"nothing is left to resolve","hint":null,"details":null}}
    --- exit 7
    "#);
}

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

    assert_snapshot!(sandbox.run(&["resolve", "--theirs", "--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    @@ -8,20 +8,13 @@
 
     status: open
 
    -<<<<<<< HEAD
    -priority: high
    -=======
     priority: low
    ->>>>>>> theirs
 
     assignee:
 
     labels:
    -<<<<<<< HEAD
       - a
    -=======
       - b
    ->>>>>>> theirs
 
     epic:
 
    --- stderr
    dry run: nothing was changed
    ");
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

#[test]
fn only_the_named_tickets_are_resolved() {
    let sandbox = merging(
        &[&["label", "add", "a", "1", "2"]],
        &[&["label", "add", "b", "1", "2"]],
    );

    assert_snapshot!(sandbox.run(&["resolve", "2"]), @"
    --- stderr
    Merged TICKET-2 Two
    ");
    assert_snapshot!(status(&sandbox), @"
    UU .tickets/tickets/00/TICKET-1-one.yaml
    M  .tickets/tickets/00/TICKET-2-two.yaml
    ");
    assert_snapshot!(sandbox.run(&["resolve", "2"]), @"
    --- stderr
    error: nothing is left to resolve
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["resolve", "3"]), @"
    --- stderr
    error: nothing is left to resolve
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["resolve", "99"]), @"
    --- stderr
    error: no ticket `99`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    sandbox.run(&["resolve", "TICKET-1"]).ok();
}

#[test]
fn what_is_marked_in_the_file_alone_is_resolved_too() {
    for sandbox in [Sandbox::new(), Sandbox::plain()] {
        sandbox.run(&["init"]).code.unwrap();
        sandbox.run(&["create", "One"]).ok();
        let path = sandbox.file_of("TICKET-1");
        let text = sandbox
            .read(&path)
            .replace(
                "priority: medium\n",
                "<<<<<<< HEAD\npriority: low\n=======\npriority: high\n>>>>>>> x\n",
            )
            .replace(
                "labels:\n",
                "labels:\n<<<<<<< HEAD\n  - a\n=======\n  - b\n>>>>>>> x\n",
            );
        sandbox.write(&path, text);
        if sandbox.repo().join(".git").exists() {
            sandbox.commit_all("with markers");
        }

        let run = sandbox.run(&["resolve"]);
        assert_eq!(run.code, Some(4), "{run}");
        assert_eq!(
            marked(&sandbox, "TICKET-1"),
            "<<<<<<< ours\npriority: low\n=======\npriority: high\n>>>>>>> theirs\n"
        );
        sandbox.run(&["resolve", "--theirs"]).ok();
        let ticket = sandbox.ticket("1");
        assert_eq!(ticket["priority"], "high");
        assert_eq!(ticket["labels"], json!(["a", "b"]));
        assert_eq!(sandbox.run(&["resolve"]).code, Some(7));
    }
}

#[test]
fn a_ticket_that_one_side_deleted_and_the_other_changed_is_kept_with_its_comments() {
    let delete: Commands<'_> = &[&["delete", "1", "--yes"]];
    let change: Commands<'_> = &[&["update", "1", "--priority", "high"]];
    for (ours, theirs) in [(delete, change), (change, delete)] {
        let sandbox = Sandbox::with_tickets(&["One"]);
        sandbox.run(&["comment", "1", "Kept"]).ok();
        sandbox.commit_all("base");
        sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
        sandbox.run(theirs[0]).ok();
        sandbox.commit_all("theirs");
        sandbox.git(&["checkout", "--quiet", "main"]);
        sandbox.run(ours[0]).ok();
        sandbox.commit_all("ours");
        stopped(&sandbox, &["merge", "--quiet", "theirs"]);

        let run = sandbox.run(&["resolve"]);
        let deleter = if ours == delete { "main" } else { "theirs" };
        assert_eq!(
            run.to_string(),
            format!("--- stderr\nKept TICKET-1 One, which {deleter} had deleted\n")
        );
        let ticket = sandbox.ticket("1");
        assert_eq!(ticket["priority"], "high");
        assert_eq!(ticket["comments"][0]["text"], "Kept");
        sandbox.git(&["commit", "--quiet", "--no-edit"]);
        assert_eq!(status(&sandbox), "");
        sandbox.run(&["doctor"]).ok();
    }
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
fn the_settings_of_the_project_are_resolved_by_their_fields() {
    let sandbox = merging(
        &[
            &["config", "set", "auto_commit", "off"],
            &["config", "set", "durability", "fast"],
        ],
        &[
            &["config", "set", "merge_driver", "auto"],
            &["config", "set", "durability", "full"],
        ],
    );

    assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-1  open    medium    One
    TICKET-2  open    medium    Two
    TICKET-3  open    medium    Three
    --- stderr
    warning: `.tickets/config.yaml` line 9: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    3 tickets
    ");
    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Left .tickets/config.yaml
      durability: fast (main) or full (theirs)
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--theirs"]), @"
    --- stderr
    Merged .tickets/config.yaml
      durability: full, not fast
    ");
    assert_snapshot!(sandbox.read(".tickets/config.yaml"), @r#"
    # Settings of this project; `tickets config list` shows all there are.

    format: 1

    prefix: TICKET

    ids: sequential

    durability: full

    auto_commit: "off"

    merge_driver: auto
    "#);
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
fn every_style_of_conflict_is_understood() {
    for style in ["merge", "diff3", "zdiff3"] {
        let sandbox = parted(
            &[&["update", "1", "--priority", "high", "--add-label", "a"]],
            &[&["update", "1", "--priority", "low", "--add-label", "b"]],
        );
        sandbox.git(&["config", "merge.conflictStyle", style]);
        stopped(&sandbox, &["merge", "--quiet", "theirs"]);
        // The markers alone say it, too: here they were committed.
        let conflicted = sandbox.read(sandbox.file_of("TICKET-1"));
        assert_eq!(conflicted.contains("|||||||"), style != "merge");
        sandbox.commit_all("with markers");

        sandbox.run(&["resolve", "--theirs"]).ok();
        let ticket = sandbox.ticket("1");
        assert_eq!(ticket["priority"], "low", "{style}");
        assert_eq!(ticket["labels"], json!(["a", "b"]), "{style}");
    }
}

#[test]
fn whatever_stopped_is_resolved_and_goes_on() {
    let commands: [(&str, &[&str]); 4] = [
        ("rebase", &["rebase", "--continue"]),
        ("cherry-pick", &["cherry-pick", "--continue"]),
        ("revert", &["revert", "--continue"]),
        ("stash", &["stash", "drop"]),
    ];
    for (what, go_on) in commands {
        let sandbox = parted(
            &[&["update", "1", "--priority", "high", "--add-label", "a"]],
            &[&["update", "1", "--priority", "low", "--add-label", "b"]],
        );
        sandbox.git(&["config", "core.editor", "true"]);
        let expected = match what {
            "rebase" => {
                stopped(&sandbox, &["rebase", "--quiet", "theirs"]);
                ["low", "high"]
            }
            "cherry-pick" => {
                stopped(&sandbox, &["cherry-pick", "theirs"]);
                ["high", "low"]
            }
            "revert" => {
                sandbox
                    .run(&["update", "1", "--priority", "critical", "--add-label", "c"])
                    .ok();
                sandbox.commit_all("later");
                stopped(&sandbox, &["revert", "--no-edit", "HEAD~1"]);
                ["critical", "medium"]
            }
            _ => {
                sandbox.git(&["checkout", "--quiet", "theirs"]);
                sandbox.git(&["reset", "--quiet", "HEAD~1"]);
                sandbox.git(&["stash", "--quiet"]);
                sandbox.git(&["checkout", "--quiet", "main"]);
                stopped(&sandbox, &["stash", "pop"]);
                ["high", "low"]
            }
        };
        let run = sandbox.run(&["resolve", "--format", "json"]);
        assert_eq!(run.code, Some(4), "{what}: {run}");
        let left = &run.json()[0]["left"][0];
        assert_eq!(
            [&left["ours"]["value"], &left["theirs"]["value"]],
            expected,
            "{what}"
        );
        sandbox.run(&["resolve", "--theirs"]).ok();
        assert_eq!(sandbox.ticket("1")["priority"], expected[1], "{what}");
        assert!(
            !status(&sandbox).contains('U'),
            "{what}: {}",
            status(&sandbox)
        );
        sandbox.git(go_on);
        let left = sandbox.run(&["resolve"]);
        assert_eq!(left.code, Some(7), "{what}: {left}");
    }
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

/// A file that is no record is taken from one side or the other.
#[test]
fn a_file_that_cannot_be_read_is_taken_whole() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["vcs", "remove"]).ok();
    fs::remove_file(sandbox.repo().join(".tickets/.gitattributes")).unwrap();
    let path = sandbox.file_of("TICKET-1");
    let record = |text: &str| {
        sandbox.write(&path, text);
        sandbox.commit_all(text);
    };
    record("a: [\n");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    record("b: [\n");
    sandbox.git(&["checkout", "--quiet", "main"]);
    record("c: [\n");
    stopped(&sandbox, &["merge", "--quiet", "theirs"]);

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Left TICKET-1
      the whole file: as main or as theirs has it
    `tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides
    --- exit 4
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--theirs"]), @"
    --- stderr
    Merged TICKET-1
      the whole file: as theirs has it
    ");
    assert_eq!(sandbox.read(&path), "b: [\n");
}
