//! `tickets epic`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// A project with two epics and three tickets, the first two of which belong to the first epic.
fn checkout() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Pay by card", "Pay later", "Mail a receipt"]);
    sandbox
        .run(&[
            "epic",
            "create",
            "Checkout",
            "--priority",
            "high",
            "--goal",
            "Guests can buy",
            "--success-criterion",
            "Half of the guests return",
            "--target-date",
            "2026-11-10",
        ])
        .ok();
    sandbox.run(&["epic", "create", "Search"]).ok();
    sandbox.run(&["epic", "add-ticket", "1", "1", "2"]).ok();
    sandbox
}

#[test]
fn a_new_epic_is_a_draft_in_a_file_of_its_own() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["epic", "create", "User management", "--labels", "web,auth"]), @"");
    assert_snapshot!(sandbox.read(".tickets/epics/EPIC-1-user-management.yaml"), @"");
}

#[test]
fn its_tickets_tell_how_far_it_is() {
    let sandbox = checkout();
    sandbox.run(&["update", "1", "--points", "3"]).ok();
    sandbox
        .run(&["update", "2", "--points", "5", "--depends-on", "3"])
        .ok();
    sandbox.run(&["close", "1"]).ok();

    assert_snapshot!(sandbox.run(&["epic", "show", "1"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "list"]), @"");
    assert_snapshot!(
        sandbox.run(&["epic", "list", "--format", "json", "--fields", "id,percent,tickets,tickets_done,tickets_blocked,points_done,points_total,is_overdue"]),
        @""
    );
}

#[test]
fn dropped_tickets_are_not_waited_for_and_without_points_tickets_are_counted() {
    let sandbox = checkout();
    sandbox.run(&["epic", "add-ticket", "1", "3"]).ok();
    sandbox.run(&["update", "1", "--status", "cancelled"]).ok();
    sandbox.run(&["close", "2"]).ok();

    assert_snapshot!(
        sandbox.run(&["epic", "show", "1", "--format", "json", "--fields", "percent,tickets_done,tickets_dropped"]),
        @""
    );
}

#[test]
fn a_ticket_is_in_one_epic_at_a_time() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "add-ticket", "EPIC-2", "2", "3"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "remove-ticket", "EPIC-1", "1", "2"]), @"");
    assert_snapshot!(sandbox.run(&["list", "--epic", "1", "--format", "simple"]), @"");
    assert_snapshot!(sandbox.run(&["list", "--epic", "none", "--format", "simple"]), @"");
    assert_snapshot!(sandbox.run(&["list", "epic:EPIC-2", "--format", "simple"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "remove-ticket", "1", "1"]), @"");
}

#[test]
fn membership_is_one_line_of_the_ticket() {
    let sandbox = checkout();
    sandbox.commit_all("base");

    assert_snapshot!(sandbox.run(&["epic", "add-ticket", "2", "1", "--dry-run"]), @"");
}

#[test]
fn fields_and_checklists_are_changed_in_several_at_once() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "update", "1", "2", "--target-version", "2.0", "--owner", "bob", "--status", "active"]), @"");
    assert_snapshot!(
        sandbox.run(&["epic", "update", "1", "--check-goal", "1", "--goal", "It is quick", "--check", "1", "--clear", "target_date"]),
        @""
    );
    assert_snapshot!(
        sandbox.run(&["epic", "show", "1", "--format", "json", "--fields", "status,owner,target_version,target_date,goals,success_criteria"]),
        @""
    );
}

#[test]
fn a_life_goes_one_way_and_back() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "close", "1", "2", "-m", "shipped"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "list"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "list", "--status", "completed", "--format", "simple"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "update", "1", "--status", "draft"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "reopen", "1"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "close", "1", "--cancel"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "close", "1", "--cancel"]), @"");
    assert_snapshot!(sandbox.run(&["history", "EPIC-1"]), @"");
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let sandbox = checkout();
    sandbox.commit_all("base");

    for args in [
        &["epic", "update", "1", "--status", "done"][..],
        &["epic", "update", "1", "2", "--check", "1"],
        &["epic", "update", "1", "--check", "2"],
        &["epic", "update", "1", "--priority", "huge"],
        &["epic", "update", "1", "--start-date", "2026-12-01"],
        &["epic", "update", "1", "--clear", "status"],
        &["epic", "add-ticket", "1", "1", "9"],
        &["epic", "add-ticket", "7", "1"],
        &["epic", "list", "--status", "open"],
        &["create", "Ticket", "--epic", "9"],
    ] {
        let run = sandbox.run(args);
        assert_ne!(run.code, Some(0), "{args:?}");
    }
    assert_snapshot!(sandbox.run(&["epic", "update", "1", "--check", "2"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "show", "7"]), @"");
    assert_snapshot!(sandbox.git(&["status", "--short"]), @"");
}

#[test]
fn an_epic_with_tickets_is_only_deleted_with_their_references() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "delete", "1", "--yes"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "delete", "1"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "delete", "1", "--unlink", "--yes"]), @"");
    assert_snapshot!(sandbox.run(&["show", "1", "--format", "json", "--fields", "epic"]), @"");
    assert_snapshot!(sandbox.run(&["epic", "create", "Another"]), @"");
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"");
}

#[test]
fn a_diff_tells_of_epics_as_of_tickets() {
    let sandbox = checkout();
    sandbox.commit_all("base");
    sandbox
        .run(&[
            "epic",
            "update",
            "1",
            "--status",
            "active",
            "--add-label",
            "web",
        ])
        .ok();
    sandbox.run(&["epic", "close", "2"]).ok();

    assert_snapshot!(sandbox.run(&["diff"]), @"");
    assert_snapshot!(sandbox.run(&["commit"]), @"");
}
