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
