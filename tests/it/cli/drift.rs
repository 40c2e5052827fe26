//! `tickets doctor --drift`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Fix login", "Other", "Third"]);
    sandbox.commit_all("begin");
    sandbox
}

#[test]
fn what_a_commit_on_the_main_branch_claims_to_finish_is_named() {
    let sandbox = project();
    sandbox.git(&[
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "Login\n\nFixes TICKET-1",
    ]);
    sandbox.git(&["commit", "--quiet", "--allow-empty", "-m", "Refs TICKET-2"]);

    let run = sandbox.run(&["doctor", "--drift", "--format", "json"]);
    assert_eq!(run.code, Some(6), "{run}");
    let problems = run.json();
    assert_eq!(problems.as_array().unwrap().len(), 1);
    assert_eq!(problems[0]["code"], "unclosed");
    assert_eq!(
        problems[0]["path"],
        ".tickets/tickets/00/TICKET-1-fix-login.yaml"
    );

    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["doctor", "--drift"]).ok();
}

/// Who takes the work up again knows of the commit.
#[test]
fn what_was_reopened_after_the_commit_is_no_drift() {
    let sandbox = project();
    sandbox.git(&[
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "Fixes #TICKET-1",
    ]);
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["reopen", "1"]).ok();

    sandbox.run(&["doctor", "--drift"]).ok();
}

#[test]
fn an_end_that_only_an_unmerged_branch_knows_is_named() {
    let sandbox = project();
    sandbox.git(&["checkout", "--quiet", "-b", "feature"]);
    sandbox.run(&["close", "2"]).ok();
    sandbox.commit_all("close");
    sandbox.git(&["checkout", "--quiet", "main"]);

    assert_snapshot!(sandbox.run(&["doctor", "--drift"]), @"
    `.tickets/tickets/00/TICKET-2-other.yaml`: is settled on feature, which main does not have
      hint: `tickets list --all-branches` shows each branch
    --- stderr
    1 problem in 3 tickets
    --- exit 6
    ");

    // A squash merge leaves no trace but the files and its message.
    sandbox.git(&["merge", "--quiet", "--squash", "feature"]);
    sandbox.commit_all("Feature (squashed): closes TICKET-2");
    sandbox.run(&["doctor", "--drift"]).ok();
}

#[test]
fn what_a_merge_brings_back_after_its_deletion_is_asked_about() {
    let sandbox = project();
    sandbox.git(&["checkout", "--quiet", "-b", "old"]);
    sandbox.run(&["update", "3", "--priority", "high"]).ok();
    sandbox.commit_all("change");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["delete", "3", "--yes"]).ok();
    sandbox.commit_all("delete");
    sandbox.run(&["doctor", "--drift"]).ok();
    let _ = sandbox.try_git(".", &["merge", "--quiet", "old"]);
    sandbox.run(&["resolve"]).ok();
    sandbox.commit_all("merge");

    let run = sandbox.run(&["doctor", "--drift", "--format", "json"]);
    let problems = run.json();
    assert_eq!(problems.as_array().unwrap().len(), 1, "{run}");
    assert_eq!(problems[0]["code"], "brought-back");

    // A rehearsal tells what it would keep, and keeps nothing.
    let rehearsed = sandbox.run(&["doctor", "--drift", "--keep", "3", "--dry-run"]);
    assert_eq!(rehearsed.code, Some(6), "{rehearsed}");
    assert!(rehearsed.stderr.contains("TICKET-3 would stay"));
    sandbox.run(&["doctor", "--drift", "--keep", "3"]).ok();
    sandbox.run(&["doctor", "--drift"]).ok();
}

/// An undone deletion is no deletion.
#[test]
fn a_deletion_that_was_undone_is_forgotten() {
    let sandbox = project();
    sandbox.run(&["delete", "3", "--yes"]).ok();
    sandbox.run(&["undo", "--yes"]).ok();

    sandbox.run(&["doctor", "--drift"]).ok();
}

#[test]
fn the_main_branch_can_be_named() {
    let sandbox = project();
    sandbox.git(&["branch", "--quiet", "-m", "production"]);

    assert_snapshot!(sandbox.run(&["doctor", "--drift"]), @"
    --- stderr
    error: there is no main branch: none is named main, master, trunk, default
      hint: `tickets config set main_branch NAME` names it
    --- exit 2
    ");
    sandbox
        .run(&["doctor", "--drift", "--config", "main_branch=production"])
        .ok();
}

#[test]
fn a_folder_without_version_control_has_nothing_to_drift_from() {
    let sandbox = Sandbox::plain();
    sandbox.run(&["init", "--quiet"]).ok();

    assert_snapshot!(sandbox.run(&["doctor", "--drift"]), @"
    --- stderr
    error: `[ROOT]/repo` is under no version control
      hint: git, Mercurial or Jujutsu keep a history
    --- exit 2
    ");
}

/// A project with a record of each kind but tickets: EPIC-1, ITEM-1, SPRINT-1, REQ-1.
fn planned() -> Sandbox {
    let sandbox = Sandbox::new();
    for command in [
        "epic|create|Payments",
        "backlog|add|Pay by card",
        "sprint|create|First",
        "requirements|add|EPIC-1|It is safe",
    ] {
        let args: Vec<&str> = command.split('|').collect();
        sandbox.run(&args).ok();
    }
    sandbox.commit_all("begin");
    sandbox
}

#[test]
fn a_commit_may_claim_to_finish_a_record_of_any_kind() {
    let sandbox = planned();
    for message in [
        "Pay\n\nCloses the epic EPIC-1, ITEM-1",
        "Fixes SPRINT-1",
        "Fixes req-1",
    ] {
        sandbox.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    let run = sandbox.run(&["doctor", "--drift"]);
    assert_eq!(run.code, Some(6), "{run}");
    let hints: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.starts_with("  hint: "))
        .collect();
    assert_snapshot!(hints.join("\n"), @"
    hint: `tickets backlog close ITEM-1`
    hint: `tickets epic close EPIC-1`
    hint: `tickets requirements verify REQ-1`
    hint: `tickets sprint close SPRINT-1`
    ");

    for command in [
        "epic|update|EPIC-1|-s|active",
        "epic|close|EPIC-1",
        "backlog|close|ITEM-1|--force",
        "sprint|close|SPRINT-1|--cancel",
        "requirements|approve|REQ-1",
        "requirements|implement|REQ-1",
    ] {
        let args: Vec<&str> = command.split('|').collect();
        sandbox.run(&args).ok();
    }
    sandbox.run(&["doctor", "--drift"]).ok();
}

#[test]
fn an_end_of_an_epic_that_only_an_unmerged_branch_knows_is_named() {
    let sandbox = planned();
    sandbox.git(&["checkout", "--quiet", "-b", "feature"]);
    sandbox.run(&["epic", "close", "EPIC-1", "--cancel"]).ok();
    sandbox.commit_all("give it up");
    sandbox.git(&["checkout", "--quiet", "main"]);

    assert_snapshot!(sandbox.run(&["doctor", "--drift"]), @"
    `.tickets/epics/EPIC-1-payments.yaml`: is settled on feature, which main does not have
      hint: `tickets diff main..feature` shows what else differs
    --- stderr
    1 problem in 4 records
    --- exit 6
    ");
}

/// TICKET-21: a record of any kind that was deleted here and brought back by a merge is named.
#[test]
fn a_record_of_any_kind_that_a_merge_brings_back_is_asked_about() {
    let sandbox = planned();
    sandbox.git(&["checkout", "--quiet", "-b", "old"]);
    for command in [
        "requirements|update|REQ-1|-p|high",
        "epic|update|EPIC-1|-p|high",
        "backlog|update|ITEM-1|-p|high",
        "sprint|update|SPRINT-1|-g|Money",
    ] {
        let args: Vec<&str> = command.split('|').collect();
        sandbox.run(&args).ok();
    }
    sandbox.commit_all("change");
    sandbox.git(&["checkout", "--quiet", "main"]);
    for command in [
        "requirements|delete|REQ-1|--yes",
        "epic|delete|EPIC-1|--yes",
        "backlog|delete|ITEM-1|--yes",
        "sprint|delete|SPRINT-1|--yes",
    ] {
        let args: Vec<&str> = command.split('|').collect();
        sandbox.run(&args).ok();
    }
    sandbox.commit_all("delete");
    let _ = sandbox.try_git(".", &["merge", "--quiet", "old"]);
    sandbox.run(&["resolve"]).ok();
    sandbox.commit_all("merge");

    let run = sandbox.run(&["doctor", "--drift", "--format", "json"]);
    let problems = run.json();
    let back: Vec<&str> = problems
        .as_array()
        .unwrap()
        .iter()
        .filter(|problem| problem["code"] == "brought-back")
        .map(|problem| problem["path"].as_str().unwrap())
        .collect();
    assert_snapshot!(back.join("\n"), @"
    .tickets/backlog/00/ITEM-1-pay-by-card.yaml
    .tickets/epics/EPIC-1-payments.yaml
    .tickets/requirements/00/REQ-1-it-is-safe.yaml
    .tickets/sprints/SPRINT-1-first.yaml
    ");

    let keep = ["EPIC-1", "ITEM-1", "SPRINT-1", "REQ-1"];
    let mut args = vec!["doctor", "--drift"];
    args.extend(keep.iter().flat_map(|key| ["--keep", *key]));
    sandbox.run(&args).ok();
    sandbox.run(&["doctor", "--drift"]).ok();
}
