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

    assert_snapshot!(sandbox.run(&["epic", "create", "User management", "--labels", "web,auth"]), @"EPIC-1");
    assert_snapshot!(sandbox.read(".tickets/epics/EPIC-1-user-management.yaml"), @"
    id: EPIC-1

    uid: 01M7W6C478AV7BZJ26205ZR7J2

    title: User management

    status: draft

    priority: medium

    owner: Alice Doe

    labels:
      - auth
      - web

    target_version:

    start_date:

    target_date:

    estimated_points:

    created_at: 2026-11-20T10:00:01Z

    created_by: Alice Doe <alice@example.com>

    description:

    goals:

    success_criteria:

    transitions:
    ");
}

#[test]
fn its_tickets_tell_how_far_it_is() {
    let sandbox = checkout();
    sandbox.run(&["update", "1", "--points", "3"]).ok();
    sandbox
        .run(&["update", "2", "--points", "5", "--depends-on", "3"])
        .ok();
    sandbox.run(&["close", "1"]).ok();

    assert_snapshot!(sandbox.run(&["epic", "show", "1"]), @"
    EPIC-1  Checkout

    status:       draft
    priority:     high
    progress:     37 % (1 of 2 tickets, 3 of 8 points, 1 blocked)
    owner:        Alice Doe
    target:       2026-11-10 (overdue)
    forecast:     2026-11-25 (50 %), 2026-12-03 (85 %)
    tickets:      TICKET-1, TICKET-2
    created:      2026-11-20T10:00:04Z
    file:         .tickets/epics/EPIC-1-checkout.yaml

    Goals (0/1)
      [ ] 1 Guests can buy

    Success criteria (0/1)
      [ ] 1 Half of the guests return
    ");
    assert_snapshot!(sandbox.run(&["epic", "list"]), @"
    ID      STATUS  PRIORITY  TITLE     PERCENT  OWNER      TARGET DATE
    EPIC-1  draft   high      Checkout  37       Alice Doe  2026-11-10
    EPIC-2  draft   medium    Search             Alice Doe
    --- stderr
    2 epics
    ");
    assert_snapshot!(
        sandbox.run(&["epic", "list", "--format", "json", "--fields", "id,percent,tickets,tickets_done,tickets_blocked,points_done,points_total,is_overdue"]),
        @r#"
        [
        {"id":"EPIC-1","percent":37,"tickets":["TICKET-1","TICKET-2"],"tickets_done":1,"tickets_blocked":1,"points_done":3,"points_total":8,"is_overdue":true},
        {"id":"EPIC-2","percent":null,"tickets":[],"tickets_done":0,"tickets_blocked":0,"points_done":0,"points_total":0,"is_overdue":false}
        ]
        "#
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
        @r#"{"percent":50,"tickets_done":1,"tickets_dropped":1}"#
    );
}

#[test]
fn what_is_done_stays_done_when_it_is_archived() {
    let sandbox = checkout();
    sandbox.run(&["epic", "add-ticket", "1", "3"]).ok();
    sandbox.run(&["close", "2"]).ok();
    let progress = || {
        let fields = "percent,tickets_done,tickets";
        let args = ["epic", "show", "1", "--format", "json", "--fields", fields];
        sandbox.run(&args).to_string()
    };
    let before = progress();

    sandbox.run(&["archive", "2"]).ok();
    assert_eq!(progress(), before);
    // What was put away unfinished is not waited for.
    sandbox.run(&["archive", "1", "3"]).ok();
    assert_snapshot!(progress(), @r#"{"percent":100,"tickets_done":1,"tickets":["TICKET-2"]}"#);
}

#[test]
fn a_ticket_is_in_one_epic_at_a_time() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "add-ticket", "EPIC-2", "2", "3"]), @"
    --- stderr
    Added TICKET-2 Pay later to EPIC-2
    Added TICKET-3 Mail a receipt to EPIC-2
    ");
    assert_snapshot!(sandbox.run(&["epic", "remove-ticket", "EPIC-1", "1", "2"]), @"
    --- stderr
    error: cannot update `TICKET-2`: it is not in EPIC-1
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["list", "--epic", "1", "--format", "simple"]), @"TICKET-1");
    assert_snapshot!(sandbox.run(&["list", "--epic", "none", "--format", "simple"]), @"");
    assert_snapshot!(sandbox.run(&["list", "epic:EPIC-2", "--format", "simple"]), @"
    TICKET-2
    TICKET-3
    ");
    assert_snapshot!(sandbox.run(&["epic", "remove-ticket", "1", "1"]), @"
    --- stderr
    Removed TICKET-1 Pay by card from EPIC-1
    ");
}

#[test]
fn membership_is_one_line_of_the_ticket() {
    let sandbox = checkout();
    sandbox.commit_all("base");

    assert_snapshot!(sandbox.run(&["epic", "add-ticket", "2", "1", "--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-1-pay-by-card.yaml
    +++ b/.tickets/tickets/00/TICKET-1-pay-by-card.yaml
    @@ -14,7 +14,7 @@
     
     labels:
     
    -epic: EPIC-1
    +epic: EPIC-2
     
     sprint:
     
    --- stderr
    dry run: nothing was changed
    ");
}

#[test]
fn fields_and_checklists_are_changed_in_several_at_once() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "update", "1", "2", "--target-version", "2.0", "--owner", "bob", "--status", "active"]), @"
    --- stderr
    Updated EPIC-1 Checkout
    Updated EPIC-2 Search
    ");
    assert_snapshot!(
        sandbox.run(&["epic", "update", "1", "--check-goal", "1", "--goal", "It is quick", "--check", "1", "--clear", "target_date"]),
        @"
        --- stderr
        Updated EPIC-1 Checkout
        "
    );
    assert_snapshot!(
        sandbox.run(&["epic", "show", "1", "--format", "json", "--fields", "status,owner,target_version,target_date,goals,success_criteria"]),
        @r#"{"status":"active","owner":"bob","target_version":"2.0","target_date":null,"goals":[{"id":"7554","done":true,"text":"Guests can buy"},{"id":"42p0","done":false,"text":"It is quick"}],"success_criteria":[{"id":"1b83","done":true,"text":"Half of the guests return"}]}"#
    );
}

#[test]
fn a_life_goes_one_way_and_back() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "close", "1", "2", "-m", "shipped"]), @"
    --- stderr
    Completed EPIC-1 Checkout
    Completed EPIC-2 Search
    ");
    assert_snapshot!(sandbox.run(&["epic", "list"]), @"
    --- stderr
    0 epics; 2 completed or cancelled not shown (--all shows them)
    ");
    assert_snapshot!(sandbox.run(&["epic", "list", "--status", "completed", "--format", "simple"]), @"
    EPIC-1
    EPIC-2
    ");
    assert_snapshot!(sandbox.run(&["epic", "update", "1", "--status", "draft"]), @"
    --- stderr
    error: cannot update `EPIC-1`: `completed` may not be followed by `draft`, only by active
      hint: the way is completed → active → draft
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["epic", "reopen", "1"]), @"
    --- stderr
    Reopened EPIC-1 Checkout
    ");
    assert_snapshot!(sandbox.run(&["epic", "close", "1", "--cancel"]), @"
    --- stderr
    Cancelled EPIC-1 Checkout
    ");
    assert_snapshot!(sandbox.run(&["epic", "close", "1", "--cancel"]), @"
    --- stderr
    error: nothing changes: `EPIC-1` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["history", "EPIC-1"]), @"
    2026-11-20T10:00:04Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:07Z  draft → completed, Alice Doe: shipped
    2026-11-20T10:00:11Z  completed → active, Alice Doe
    2026-11-20T10:00:12Z  active → cancelled, Alice Doe
    ");
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
    assert_snapshot!(sandbox.run(&["epic", "update", "1", "--check", "2"]), @"
    --- stderr
    error: cannot update `EPIC-1`: it has no success criterion 2, only 1
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["epic", "show", "7"]), @"
    --- stderr
    error: no epic `7`
      hint: `tickets epic list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.git(&["status", "--short"]), @"");
}

#[test]
fn an_epic_with_tickets_is_only_deleted_with_their_references() {
    let sandbox = checkout();

    assert_snapshot!(sandbox.run(&["epic", "delete", "1", "--yes"]), @"
    --- stderr
    error: cannot delete `EPIC-1`: `TICKET-1`, `TICKET-2` refer to it
      hint: `--unlink` removes those references too
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["epic", "delete", "1"]), @"
    --- stderr
      EPIC-1 Checkout
    error: to delete 1 epic needs a yes, and there is nobody to ask
      hint: `--yes` says it, `--dry-run` shows the changes
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["epic", "delete", "1", "--unlink", "--yes"]), @"
    --- stderr
    Deleted EPIC-1 Checkout
    ");
    assert_snapshot!(sandbox.run(&["show", "1", "--format", "json", "--fields", "epic"]), @r#"{"epic":null}"#);
    assert_snapshot!(sandbox.run(&["epic", "create", "Another"]), @"EPIC-3");
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    Undid `create EPIC-3` of 2026-11-20T10:00:11Z (1 file)
    ");
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

    assert_snapshot!(sandbox.run(&["diff"]), @"
    EPIC-1 Checkout
      status draft → active
      label +web
    EPIC-2 Search
      status draft → completed
    --- stderr
    1 closed · 1 moved
    ");
    assert_snapshot!(sandbox.run(&["commit"]), @"
    --- stderr
    Committed f964d8a0f2 tickets: 1 moved, 1 closed
    ");
}
