//! When git calls the driver, and when not.

use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

/// A ticket that got a label on each of two branches, at one place: text cannot merge that. `main` is checked out.
fn diverged() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    diverge(&sandbox);
    sandbox
}

fn diverge(sandbox: &Sandbox) {
    sandbox.git(&["branch", "base"]);
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox.run(&["label", "add", "theirs", "1"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["label", "add", "ours", "1"]).ok();
    sandbox.commit_all("ours");
}

#[test]
fn every_way_to_merge_two_commits_calls_it() {
    let sandbox = diverged();
    let ours = sandbox.git(&["rev-parse", "main"]);
    let ways: [(&str, &[&[&str]]); 7] = [
        ("merge", &[&["merge", "--quiet", "--no-edit", "theirs"]]),
        ("rebase", &[&["rebase", "--quiet", "theirs"]]),
        ("cherry-pick", &[&["cherry-pick", "theirs"]]),
        (
            "stash pop",
            &[
                &["checkout", "--quiet", "theirs"],
                &["reset", "--quiet", "HEAD~1"],
                &["stash", "--quiet"],
                &["checkout", "--quiet", "main"],
                &["stash", "pop"],
            ],
        ),
        (
            "checkout -m",
            &[
                &["checkout", "--quiet", "theirs~1"],
                &["checkout", "--quiet", "theirs", "--", ".tickets"],
                &["reset", "--quiet"],
                &["checkout", "--quiet", "-m", "main"],
            ],
        ),
        (
            "am -3",
            &[
                &["format-patch", "--quiet", "-1", "theirs", "-o", "../mail"],
                &["am", "-3", "--quiet", "../mail/0001-theirs.patch"],
            ],
        ),
        (
            "revert",
            &[
                &["revert", "--no-edit", "HEAD"],
                &["cherry-pick", "theirs"],
                &["revert", "--no-edit", "HEAD~1"],
            ],
        ),
    ];
    for (way, commands) in ways {
        for args in commands {
            sandbox.git(args);
        }
        let found = &sandbox.ticket("1")["labels"];
        assert_eq!(found, &json!(["ours", "theirs"]), "{way}");
        sandbox.git(&["reset", "--quiet", "--hard"]);
        sandbox.git(&["checkout", "--quiet", "-B", "main", ours.trim()]);
        // The stash and `checkout -m` moved it.
        sandbox.git(&["branch", "--force", "theirs", "theirs@{0}"]);
        if way == "stash pop" {
            sandbox.git(&["branch", "--force", "theirs", "theirs@{1}"]);
        }
    }
    let tree = sandbox.git(&["merge-tree", "--write-tree", "main", "theirs"]);
    let path = format!("{}:{}", tree.trim(), sandbox.file_of("TICKET-1"));
    let merged = sandbox.git(&["show", &path]);
    assert!(
        merged.contains("labels:\n  - ours\n  - theirs\n"),
        "{merged}"
    );
}

/// git reads attributes from the branch that is checked out; those of the clone serve the older ones.
#[test]
fn a_branch_from_before_the_attributes_is_merged_too() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    fs::remove_file(sandbox.repo().join(".tickets/.gitattributes")).unwrap();
    sandbox.commit_all("base");
    diverge(&sandbox);

    sandbox.git(&["merge", "--quiet", "--no-edit", "theirs"]);
    assert_eq!(sandbox.ticket("1")["labels"], json!(["ours", "theirs"]));
}

#[test]
fn the_settings_are_merged_by_their_fields_too() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox.run(&["config", "set", "auto_commit", "off"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["config", "set", "merge_driver", "auto"]).ok();
    sandbox.commit_all("ours");

    sandbox.git(&["merge", "--quiet", "--no-edit", "theirs"]);
    let config = sandbox.read(".tickets/config.yaml");
    assert!(
        config.contains("auto_commit: \"off\"") && config.contains("merge_driver: auto"),
        "{config}"
    );
}

/// git keeps the changed file and names the conflict; `tickets resolve` ends it.
#[test]
fn it_is_not_called_where_one_side_deleted_the_ticket() {
    let sandbox = diverged();
    sandbox.git(&["checkout", "--quiet", "base"]);
    sandbox.run(&["delete", "1", "--yes"]).ok();
    sandbox.commit_all("deleted");

    let run = sandbox.try_git(".", &["merge", "--quiet", "theirs"]);
    assert_snapshot!(run, @"
    CONFLICT (modify/delete): .tickets/tickets/00/TICKET-1-one.yaml deleted in HEAD and modified in theirs.  Version theirs of .tickets/tickets/00/TICKET-1-one.yaml left in tree.
    Automatic merge failed; fix conflicts and then commit the result.
    --- exit 1
    ");
    assert_eq!(sandbox.ticket("1")["labels"], json!(["theirs"]));
}

/// git keeps both files, and does not merge what is in them.
#[test]
fn it_is_not_called_where_both_sides_moved_the_file() {
    let sandbox = diverged();
    let path = sandbox.file_of("TICKET-1");
    let moved = |to: &str| {
        sandbox.git(&["mv", &path, &path.replace("one", to)]);
        sandbox.commit_all("moved");
    };
    moved("uno");
    sandbox.git(&["checkout", "--quiet", "theirs"]);
    moved("eins");
    sandbox.git(&["checkout", "--quiet", "main"]);

    let run = sandbox.try_git(".", &["merge", "--quiet", "theirs"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS        ASSIGNEE
    TICKET-1  open    medium    One    ours, theirs
    TICKET-1  open    medium    One    ours, theirs
    --- stderr
    warning: `.tickets/tickets/00/TICKET-1-uno.yaml`: has the key `TICKET-1`, as `.tickets/tickets/00/TICKET-1-eins.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    2 tickets
    ");
    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Kept TICKET-1 One, which main had deleted
    Removed TICKET-1
    Kept TICKET-1 One, which theirs had deleted
    ");
    assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS        ASSIGNEE
    TICKET-1  open    medium    One    ours, theirs
    TICKET-1  open    medium    One    ours, theirs
    --- stderr
    warning: `.tickets/tickets/00/TICKET-1-uno.yaml`: has the key `TICKET-1`, as `.tickets/tickets/00/TICKET-1-eins.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    2 tickets
    ");
}

/// A merge of three branches at once knows no drivers: git refuses what the text cannot merge.
#[test]
fn it_is_not_called_in_a_merge_of_many_branches() {
    let sandbox = diverged();
    sandbox.git(&["checkout", "--quiet", "-b", "third", "base"]);
    sandbox.write("third.txt", "third");
    sandbox.commit_all("third");

    let run = sandbox.try_git(".", &["merge", "--no-edit", "main", "theirs"]);
    assert_ne!(run.code, Some(0), "{run}");
    assert_snapshot!(sandbox.git(&["status", "--porcelain"]), @"UU .tickets/tickets/00/TICKET-1-one.yaml");
    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Merged TICKET-1 One
    ");
}
