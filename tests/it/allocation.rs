//! No number is used twice in a clone, wherever and however the earlier one went.

use std::fs;

use crate::sandbox::Sandbox;

fn create(sandbox: &Sandbox, folder: &std::path::Path, title: &str) -> String {
    let run = sandbox.run_in(folder, &["create", title]);
    run.ok().stdout.trim().to_owned()
}

#[test]
fn worktrees_and_branches_that_create_in_turn_share_one_count() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("begin");
    let main = sandbox.repo().to_owned();
    let second = sandbox.worktree("second");
    let third = sandbox.worktree("third");

    let mut keys = Vec::new();
    for round in 0..3 {
        for folder in [&main, &second, &third] {
            keys.push(create(&sandbox, folder, &format!("Round {round}")));
        }
        // What was created leaves the folder again: deleted, put away, left on a branch.
        let newest = &keys[keys.len() - 1];
        sandbox.run_in(&third, &["delete", newest, "--yes"]).ok();
        let archived = &keys[keys.len() - 2];
        sandbox.run_in(&second, &["archive", archived]).ok();
        sandbox.commit_all(&format!("round {round}"));
        sandbox.git(&[
            "checkout",
            "--quiet",
            "-b",
            &format!("branch-{round}"),
            "main",
        ]);
    }

    let expected: Vec<String> = (1..=9).map(|n| format!("TICKET-{n}")).collect();
    assert_eq!(keys, expected);
}

#[test]
fn a_number_that_only_another_branch_has_is_not_used_again() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("begin");
    sandbox.git(&["checkout", "--quiet", "-b", "feature"]);
    sandbox.run(&["create", "On the branch"]).ok();
    sandbox.commit_all("on the branch");
    sandbox.git(&["checkout", "--quiet", "main"]);
    assert_eq!(
        sandbox.files_below(".tickets/tickets"),
        Vec::<String>::new()
    );

    fs::remove_file(sandbox.repo().join(".git/tickets/counter")).unwrap();

    assert_eq!(create(&sandbox, sandbox.repo(), "On main"), "TICKET-2");
}

#[test]
fn a_number_that_only_a_remote_tracking_branch_has_is_not_used_again() {
    let theirs = Sandbox::new();
    for title in ["One", "Two", "Three"] {
        theirs.run(&["create", title]).ok();
    }
    theirs.commit_all("theirs");
    let ours = Sandbox::new();
    ours.commit_all("ours");
    let url = theirs.repo().display().to_string();
    ours.git(&["remote", "add", "origin", &url]);
    ours.git(&["fetch", "--quiet", "origin"]);

    assert_eq!(create(&ours, ours.repo(), "After theirs"), "TICKET-4");
}

/// Packed references and packed objects are read as well as loose ones.
#[test]
fn a_number_on_a_packed_branch_is_not_used_again() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("begin");
    sandbox.git(&["checkout", "--quiet", "-b", "feature"]);
    sandbox.run(&["create", "On the branch"]).ok();
    sandbox.commit_all("on the branch");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.git(&["pack-refs", "--all"]);
    sandbox.git(&["gc", "--quiet"]);
    fs::remove_file(sandbox.repo().join(".git/tickets/counter")).unwrap();
    fs::remove_file(sandbox.repo().join(".git/tickets/tips")).ok();

    assert_eq!(create(&sandbox, sandbox.repo(), "On main"), "TICKET-2");
}

#[test]
fn an_uncommitted_number_in_another_worktree_is_not_used_again() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("begin");
    let second = sandbox.worktree("second");
    create(&sandbox, &second, "Not committed");

    fs::remove_file(sandbox.repo().join(".git/tickets/counter")).unwrap();

    assert_eq!(create(&sandbox, sandbox.repo(), "Here"), "TICKET-2");
}

#[test]
fn a_deleted_number_is_remembered_by_the_counter() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["delete", "2", "--yes"]).ok();

    assert_eq!(create(&sandbox, sandbox.repo(), "Three"), "TICKET-3");
}

#[test]
fn a_counter_that_makes_no_sense_is_no_obstacle() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    sandbox.write(
        ".git/tickets/counter",
        b"TICKET\n\xff\xfe TICKET 7\nTICKET -3\n",
    );

    assert_eq!(create(&sandbox, sandbox.repo(), "Two"), "TICKET-2");
}

/// 2^64 - 1 is a number that a file can have, but no number comes after it.
#[test]
fn the_last_number_is_a_refusal_and_no_panic() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let text = sandbox.read(sandbox.file_of("TICKET-1"));
    let last = format!("TICKET-{}", u64::MAX);
    let path = format!(".tickets/tickets/184467440737095516/{last}-one.yaml");
    sandbox.write(path, text.replace("TICKET-1", &last));

    insta::assert_snapshot!(sandbox.run(&["create", "One too many"]), @"
    --- stderr
    error: no number comes after `TICKET-18446744073709551615`
      hint: `tickets config set prefix …` begins a new count
    --- exit 2
    ");
}

#[test]
fn an_undone_creation_does_not_free_its_number() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["undo", "--yes"]).ok();

    assert_eq!(create(&sandbox, sandbox.repo(), "Three"), "TICKET-3");
}

#[test]
fn a_rehearsed_creation_uses_no_number() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["create", "Two", "--dry-run"]).ok();

    assert_eq!(create(&sandbox, sandbox.repo(), "Two"), "TICKET-2");
}

#[test]
fn random_keys_are_distinct() {
    let sandbox = Sandbox::repository();
    sandbox.run(&["init", "--ids", "random"]).ok();

    let mut keys: Vec<String> = (0..20)
        .map(|n| create(&sandbox, sandbox.repo(), &format!("Ticket {n}")))
        .collect();
    assert!(
        keys.iter().all(|key| key.len() == "TICKET-k3f9".len()),
        "{keys:?}"
    );
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 20);
    sandbox.run(&["doctor"]).ok();
}

/// Two clones that chose one number: both are shown, named, and told apart by `doctor --fix`.
#[test]
fn two_tickets_of_one_number_are_renumbered_by_age() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("begin");
    sandbox.git(&["checkout", "--quiet", "-b", "other"]);
    sandbox.run(&["create", "The elder"]).ok();
    sandbox.commit_all("elder");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.git(&["branch", "--quiet", "hidden", "other"]);
    // As another clone would, which sees none of this one's branches.
    fs::remove_file(sandbox.repo().join(".git/tickets/counter")).unwrap();
    let bundle = sandbox.root().join("other.bundle").display().to_string();
    sandbox.git(&["bundle", "create", "--quiet", &bundle, "other"]);
    sandbox.git(&["branch", "--quiet", "-D", "other", "hidden"]);
    assert_eq!(create(&sandbox, sandbox.repo(), "The younger"), "TICKET-1");
    sandbox.commit_all("younger");
    sandbox.git(&[
        "pull",
        "--quiet",
        "--no-rebase",
        "--no-edit",
        &bundle,
        "other",
    ]);

    insta::assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS  PRIORITY  TITLE        LABELS  ASSIGNEE
    TICKET-1  open    medium    The elder
    TICKET-1  open    medium    The younger
    --- stderr
    warning: `.tickets/tickets/00/TICKET-1-the-younger.yaml`: has the key `TICKET-1`, as `.tickets/tickets/00/TICKET-1-the-elder.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    2 tickets
    ");
    insta::assert_snapshot!(sandbox.run(&["show", "TICKET-1"]), @"
    --- stderr
    error: `TICKET-1` can mean 2 tickets
      hint: write more of one of them: `TICKET-1-the-elder`, `TICKET-1-the-younger`
    --- exit 2
    ");
    insta::assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/tickets/00/TICKET-1-the-younger.yaml`: has the key `TICKET-1`, as `.tickets/tickets/00/TICKET-1-the-elder.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    --- stderr
    1 problem in 2 tickets
    --- exit 6
    ");
    insta::assert_snapshot!(sandbox.run(&["doctor", "--fix"]), @"
    --- stderr
    renumbered TICKET-1 to TICKET-2 (The younger)
    0 problems in 2 tickets
    ");
    insta::assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS  PRIORITY  TITLE        LABELS  ASSIGNEE
    TICKET-1  open    medium    The elder
    TICKET-2  open    medium    The younger
    --- stderr
    2 tickets
    ");
    assert_eq!(
        sandbox.ticket("TICKET-2")["aliases"],
        serde_json::json!(["TICKET-1"])
    );
}
