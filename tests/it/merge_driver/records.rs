//! Two records under one path: git calls the driver with both, and neither flows into the other.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;
use serde_json::Value;

use crate::sandbox::Sandbox;

/// A second clone, beside the first.
fn clone(sandbox: &Sandbox, name: &str) -> PathBuf {
    let path = sandbox.root().join(name);
    let shown = path.display().to_string();
    sandbox.git(&["clone", "--quiet", ".", &shown]);
    path
}

/// Each ticket's fields that matter here, sorted by its path.
fn tickets(sandbox: &Sandbox) -> Vec<String> {
    let answer = sandbox
        .run(&["list", "--all", "--format", "json"])
        .ok()
        .json();
    let row = |ticket: &Value| {
        let text = |name: &str| ticket[name].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {} {} {}",
            text("id"),
            text("title"),
            text("priority"),
            ticket["labels"]
        )
    };
    let mut rows: Vec<String> = answer.as_array().unwrap().iter().map(row).collect();
    rows.sort();
    rows
}

/// Two clones that gave one number and one title to two tickets; the second one's is fetched as `theirs`.
fn twins() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.commit_all("base");
    let other = clone(&sandbox, "other");
    sandbox.run(&["create", "Same", "--priority", "high"]).ok();
    sandbox.commit_all("ours");
    sandbox
        .run_in(&other, &["create", "Same", "--label", "a"])
        .ok();
    sandbox.git_in(&other, &["add", "--all"]);
    sandbox.git_in(&other, &["commit", "--quiet", "-m", "theirs"]);
    let shown = other.display().to_string();
    sandbox.git(&["fetch", "--quiet", &shown, "main:theirs"]);
    sandbox
}

#[test]
fn two_tickets_of_one_path_stay_whole_between_one_pair_of_markers() {
    let sandbox = twins();
    let run = sandbox.try_git(".", &["merge", "--quiet", "theirs"]);
    assert_eq!(run.code, Some(1), "{run}");

    let path = sandbox.file_of("TICKET-1");
    let text = sandbox.read(&path);
    let ours = sandbox.git(&["show", &format!("main:{path}")]);
    let theirs = sandbox.git(&["show", &format!("theirs:{path}")]);
    let theirs_id = sandbox.git(&["rev-parse", "theirs"]);
    let label = text.lines().last().unwrap();
    assert!(
        label == ">>>>>>> theirs" || label.ends_with(theirs_id.trim()),
        "{label}"
    );
    assert_eq!(
        text,
        format!("<<<<<<< HEAD\n{ours}=======\n{theirs}{label}\n")
    );
}

#[test]
fn resolve_keeps_both_tickets_and_the_merge_commits_both() {
    let sandbox = twins();
    let run = sandbox.try_git(".", &["merge", "--quiet", "theirs"]);
    assert_eq!(run.code, Some(1), "{run}");

    let run = sandbox.run(&["resolve"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        tickets(&sandbox),
        [r#"TICKET-1 Same high []"#, r#"TICKET-1 Same medium ["a"]"#]
    );
    // Both are in the commit, not one of them beside it.
    sandbox.git(&["commit", "--quiet", "--no-edit"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    sandbox.run(&["doctor", "--fix"]).ok();
    assert_eq!(
        tickets(&sandbox),
        [r#"TICKET-1 Same high []"#, r#"TICKET-2 Same medium ["a"]"#]
    );
}

/// One ticket that two branches brought along: a branch was picked from, or a file was copied.
#[test]
fn one_ticket_that_both_sides_added_is_merged() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("base");
    sandbox.run(&["create", "Same"]).ok();
    sandbox.commit_all("created");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs", "HEAD~1"]);
    sandbox.git(&["checkout", "--quiet", "main", "--", ".tickets"]);
    sandbox.run(&["label", "add", "theirs", "1"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["label", "add", "ours", "1"]).ok();
    sandbox.commit_all("ours");

    sandbox.git(&["merge", "--quiet", "--no-edit", "theirs"]);
    assert_eq!(
        tickets(&sandbox),
        [r#"TICKET-1 Same medium ["ours","theirs"]"#]
    );
}

/// A branch that deleted a ticket and created another one that looks like it; git takes that for a move.
fn mistaken() -> Sandbox {
    let text = (1..30).fold(String::new(), |text, line| format!("{text}line {line}\n"));
    let sandbox = Sandbox::new();
    sandbox.run(&["create", "Old", "--description", &text]).ok();
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox.run(&["update", "1", "--priority", "high"]).ok();
    sandbox.commit_all("edited");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["delete", "1", "--yes"]).ok();
    sandbox.run(&["create", "New", "--description", &text]).ok();
    sandbox.commit_all("replaced");
    sandbox
}

#[test]
fn an_edit_of_one_ticket_never_flows_into_another() {
    let sandbox = mistaken();
    let run = sandbox.try_git(".", &["merge", "--quiet", "theirs"]);
    assert_eq!(run.code, Some(1), "{run}");

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Kept both tickets of one file: TICKET-2 New, and the other as .tickets/tickets/00/TICKET-1-old.yaml
    ");
    let both = ["TICKET-1 Old high []", "TICKET-2 New medium []"];
    assert_eq!(tickets(&sandbox), both);
    sandbox.git(&["commit", "--quiet", "--no-edit"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    assert_eq!(tickets(&sandbox), both);
}

/// The same without the driver: git merges the edit into the wrong ticket and says nothing; the audit finds it.
#[test]
fn without_the_driver_resolve_finds_the_edit_in_the_wrong_ticket() {
    let sandbox = mistaken();
    sandbox.run(&["vcs", "remove"]).ok();
    fs::remove_file(sandbox.repo().join(".tickets/.gitattributes")).unwrap();
    sandbox.commit_all("no attributes");
    sandbox.git(&["merge", "--quiet", "--no-edit", "theirs"]);
    assert_eq!(tickets(&sandbox), ["TICKET-2 New high []"]);

    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    Restored TICKET-2 New: version control had mixed another ticket's change into it
    Restored TICKET-1 Old: one side deleted it and the other changed it
    ");
    assert_eq!(
        tickets(&sandbox),
        ["TICKET-1 Old high []", "TICKET-2 New medium []"]
    );
    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    error: nothing is left to resolve
    --- exit 7
    ");
}
