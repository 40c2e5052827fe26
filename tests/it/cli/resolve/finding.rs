//! What there is to resolve, and where the sides come from.

use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use crate::cli::resolve::branches::Commands;
use crate::cli::resolve::branches::marked;
use crate::cli::resolve::branches::merging;
use crate::cli::resolve::branches::parted;
use crate::cli::resolve::branches::status;
use crate::cli::resolve::branches::stopped;
use crate::sandbox::Sandbox;

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

/// Lines that both sides add at two places come together as one field written twice, and no system calls that a conflict.
#[test]
fn a_ticket_that_a_clean_merge_made_unreadable_is_merged_by_its_fields() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    sandbox.commit_all("begin");
    let path = sandbox.file_of("TICKET-1");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    let text = sandbox.read(&path);
    let text = text.replace("\n\ncreated_at:", "\n\nresolution: fixed\n\ncreated_at:");
    sandbox.write(&path, text);
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["update", "1", "--points", "3"]).ok();
    sandbox.run(&["close", "1", "--resolution", "fixed"]).ok();
    sandbox.commit_all("ours");
    sandbox.git(&["merge", "--quiet", "theirs"]);
    assert_eq!(sandbox.read(&path).matches("\nresolution:").count(), 2);

    sandbox.run(&["resolve"]).ok();
    let ticket = sandbox.ticket("1");
    assert_eq!(ticket["status"], "closed");
    assert_eq!(ticket["resolution"], "fixed");
    assert_eq!(ticket["story_points"], 3);
    sandbox.run(&["doctor"]).ok();
}

/// A merge commit at the top is no licence to write over what somebody broke by hand since.
#[test]
fn a_ticket_that_a_person_broke_after_a_merge_is_left_to_them() {
    let sandbox = merging(
        &[&["label", "add", "a", "1"]],
        &[&["label", "add", "b", "1"]],
    );
    sandbox.run(&["resolve"]).ok();
    sandbox.commit_all("merge");
    let path = sandbox.file_of("TICKET-1");
    let broken = sandbox.read(&path).replace("status: open", "status: [mine");
    sandbox.write(&path, &broken);

    assert_eq!(sandbox.run(&["resolve"]).code, Some(7));
    assert_eq!(sandbox.read(&path), broken);
}

/// Two branches without the driver that gave each record of another kind than tickets two names.
fn renamed(commands: [Commands<'_>; 2]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["vcs", "remove"]).ok();
    fs::remove_file(sandbox.repo().join(".tickets/.gitattributes")).unwrap();
    sandbox.run(&["epic", "create", "Epic"]).ok();
    sandbox.run(&["backlog", "add", "Item"]).ok();
    sandbox.run(&["sprint", "create", "Sprint"]).ok();
    sandbox.run(&["requirements", "add", "EPIC-1", "Fast"]).ok();
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    for (branch, commands) in ["theirs", "main"].iter().zip(commands) {
        if *branch == "main" {
            sandbox.git(&["checkout", "--quiet", "main"]);
        }
        for args in commands {
            sandbox.run(args).ok();
        }
        sandbox.commit_all(branch);
    }
    stopped(&sandbox, &["merge", "--quiet", "theirs"]);
    sandbox
}

#[test]
fn records_of_every_kind_are_resolved() {
    let sandbox = renamed([
        &[
            &[
                "epic", "update", "EPIC-1", "--title", "Theirs", "--owner", "ann",
            ],
            &["backlog", "update", "ITEM-1", "--title", "Theirs"],
            &["sprint", "update", "SPRINT-1", "--title", "Theirs"],
            &["requirements", "update", "REQ-1", "--title", "Theirs"],
        ],
        &[
            &[
                "epic",
                "update",
                "EPIC-1",
                "--title",
                "Ours",
                "--priority",
                "high",
            ],
            &["backlog", "update", "ITEM-1", "--title", "Ours"],
            &["sprint", "update", "SPRINT-1", "--title", "Ours"],
            &["requirements", "update", "REQ-1", "--title", "Ours"],
        ],
    ]);

    assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/backlog/00/ITEM-1-item.yaml` line 5: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    `.tickets/epics/EPIC-1-epic.yaml` line 5: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    `.tickets/requirements/00/REQ-1-fast.yaml` line 5: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    `.tickets/sprints/SPRINT-1-sprint.yaml` line 5: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    --- stderr
    4 problems in 4 records
    --- exit 6
    ");
    assert_snapshot!(sandbox.run(&["resolve", "SPRINT-1", "--ours"]), @"
    --- stderr
    Merged SPRINT-1 Ours
      title: Ours, not Theirs
    ");
    assert_snapshot!(sandbox.run(&["resolve", "--theirs"]), @"
    --- stderr
    Merged ITEM-1 Ours
      title: Theirs, not Ours
    Merged EPIC-1 Ours
      title: Theirs, not Ours
    Merged REQ-1 Ours
      title: Theirs, not Ours
    ");
    assert_eq!(sandbox.run(&["resolve"]).code, Some(7));
    sandbox.git(&["commit", "--quiet", "--no-edit"]);
    assert_eq!(status(&sandbox), "");
    sandbox.run(&["doctor"]).ok();
    let epic = sandbox.run(&["epic", "show", "EPIC-1", "--format", "json"]);
    let epic = epic.ok().json();
    assert_eq!(
        json!([epic["title"], epic["owner"], epic["priority"]]),
        json!(["Theirs", "ann", "high"])
    );
}

/// Nobody needs a merge for it: the lines may be in a commit already.
#[test]
fn markers_in_files_of_every_kind_are_found() {
    let sandbox = Sandbox::new();
    sandbox.run(&["epic", "create", "Epic"]).ok();
    let path = ".tickets/epics/EPIC-1-epic.yaml";
    let text = sandbox.read(path).replace(
        "priority: medium\n",
        "<<<<<<< HEAD\npriority: low\n=======\npriority: high\n>>>>>>> x\n",
    );
    sandbox.write(path, text);
    sandbox.commit_all("with markers");

    assert_eq!(sandbox.run(&["resolve"]).code, Some(4));
    sandbox.run(&["resolve", "EPIC-1", "--theirs"]).ok();
    let epic = sandbox.run(&["epic", "show", "EPIC-1", "--format", "json"]);
    assert_eq!(epic.ok().json()["priority"], "high");
}

#[test]
fn a_status_that_no_record_of_the_kind_has_is_refused() {
    let sandbox = renamed([
        &[&["epic", "update", "EPIC-1", "--status", "active"]],
        &[&["epic", "update", "EPIC-1", "--status", "cancelled"]],
    ]);

    assert_snapshot!(sandbox.run(&["resolve", "--field", "status=open"]), @"
    --- stderr
    error: there is no status `open`, only draft, active, completed, cancelled
    --- exit 2
    ");
    sandbox.run(&["resolve", "--field", "status=active"]).ok();
    sandbox.run(&["doctor"]).ok();
}
