//! Adding, grooming, closing and deleting.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn an_item_is_added_with_all_its_fields() {
    let sandbox = Sandbox::with_tickets(&["Choose a payment service"]);
    sandbox.run(&["epic", "create", "Checkout"]).ok();

    assert_snapshot!(sandbox.run(&[
        "backlog", "add", "Guest checkout", "-d", "Buy without an account.", "--type", "feature", "--priority", "high",
        "--story-points", "2", "--business-value", "95", "--effort-estimate", "6.5", "--risk-level", "low",
        "--component", "shop", "--theme", "growth", "--epic-id", "1", "--depends-on", "TICKET-1", "-a", "bob",
        "-l", "ui,shop", "-c", "No account is asked for", "--definition-of-done", "Reviewed",
    ]), @"ITEM-1");
    assert_snapshot!(sandbox.run(&["backlog", "show", "item-1"]), @"
    ITEM-1  Guest checkout

    status:       new
    type:         feature
    priority:     high
    score:        391 (priority 300, value 95, points -4)
    ready:        no: its status is `new`, not groomed or ready; TICKET-1 comes before it and is `open`
    points:       2
    value:        95
    effort:       6.5 h
    risk:         low
    component:    shop
    theme:        growth
    owner:        Alice Doe
    assignee:     bob
    labels:       shop, ui
    epic:         EPIC-1
    depends on:   TICKET-1
    created:      2026-11-20T10:00:03Z
    file:         .tickets/backlog/00/ITEM-1-guest-checkout.yaml

      Buy without an account.

    Acceptance criteria (0/1)
      [ ] 1 No account is asked for

    Definition of done (0/1)
      [ ] 1 Reviewed
    ");
    assert_snapshot!(sandbox.read(".tickets/backlog/00/ITEM-1-guest-checkout.yaml"), @"
    id: ITEM-1

    uid: 01M7W6C65RHB5E8X66D95SHC1G

    title: Guest checkout

    type: feature

    status: new

    priority: high

    product_owner: Alice Doe

    assignee: bob

    labels:
      - shop
      - ui

    epic: EPIC-1

    sprint:

    depends_on:
      - TICKET-1

    story_points: 2

    business_value: 95

    effort_hours: 6.5

    risk: low

    component: shop

    theme: growth

    created_at: 2026-11-20T10:00:03Z

    created_by: Alice Doe <alice@example.com>

    description: |
      Buy without an account.

    acceptance_criteria:
      - id: zys1
        done: false
        text: No account is asked for

    definition_of_done:
      - id: yj95
        done: false
        text: Reviewed

    transitions:
    ");
}

#[test]
fn a_title_can_be_an_option_and_a_new_item_has_the_projects_definition_of_done() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&[
            "config",
            "set",
            "definition_of_done",
            "Tests pass, Reviewed",
        ])
        .ok();

    let created = sandbox.run(&[
        "backlog",
        "add",
        "--title",
        "Gift cards",
        "--format",
        "json",
    ]);
    let item = created.ok().json();
    let done: Vec<&str> = item["definition_of_done"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();

    assert_eq!(done, ["Tests pass", "Reviewed"]);
    assert_eq!(item["type"], "story");
    assert_eq!(item["product_owner"], "Alice Doe");
    assert_snapshot!(sandbox.run(&["backlog", "add"]).code.unwrap(), @"2");
    assert_snapshot!(sandbox.run(&["backlog", "add", "A", "--title", "B"]).code.unwrap(), @"2");
}

/// The reference's assertions 9 and 15: not ready when new, ready when groomed with points and criteria.
#[test]
fn an_item_is_ready_when_it_is_groomed_with_points_and_criteria() {
    let sandbox = Sandbox::with_tickets(&["Choose a payment service"]);
    sandbox
        .run(&["backlog", "add", "Gift cards", "--depends-on", "TICKET-1"])
        .ok();

    assert_snapshot!(sandbox.run(&["backlog", "ready", "1"]), @"
    --- stderr
    error: cannot make ready `ITEM-1`: its status is `new`, not groomed or ready; it has no story points; it has no acceptance criteria; TICKET-1 comes before it and is `open`
      hint: `tickets backlog groom` gives it what it lacks
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["backlog", "groom", "1", "--points", "5", "--value", "60", "-c", "A code works"]), @"
    --- stderr
    Groomed ITEM-1 Gift cards
    ");
    assert_snapshot!(sandbox.run(&["backlog", "ready", "1"]), @"
    --- stderr
    error: cannot make ready `ITEM-1`: TICKET-1 comes before it and is `open`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["backlog", "update", "1", "--status", "ready"]), @"
    --- stderr
    error: cannot update `ITEM-1`: TICKET-1 comes before it and is `open`
    --- exit 1
    ");
    sandbox.run(&["close", "1"]).ok();
    assert_snapshot!(sandbox.run(&["backlog", "ready", "1"]), @"
    --- stderr
    Readied ITEM-1 Gift cards
    ");

    let item = sandbox
        .run(&["backlog", "show", "1", "--format", "json"])
        .json();
    assert_eq!(item["status"], "ready");
    assert_eq!(item["is_ready"], true);
    assert_eq!(item["not_ready"], serde_json::json!([]));
}

#[test]
fn all_items_are_made_ready_or_none() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["backlog", "add", "One", "--points", "1", "-c", "It works"])
        .ok();
    sandbox
        .run(&["backlog", "add", "Two", "--points", "1"])
        .ok();
    sandbox.run(&["backlog", "groom", "1", "2"]).ok();

    assert_snapshot!(sandbox.run(&["backlog", "ready", "1", "2"]), @"
    --- stderr
    error: cannot make ready `ITEM-2`: it has no acceptance criteria
      hint: `tickets backlog groom` gives it what it lacks
    --- exit 1
    ");
    let first = sandbox
        .run(&["backlog", "show", "1", "--format", "json"])
        .json();
    assert_eq!(first["status"], "groomed");
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.run(&["backlog", "add", "One"]).ok();
    sandbox
        .run(&["backlog", "add", "Two", "--depends-on", "ITEM-1"])
        .ok();
    sandbox.run(&["epic", "create", "Checkout"]).ok();
    let before = sandbox.project();

    let refused = |args: &[&str]| {
        let args: Vec<&str> = ["backlog", "update", "1"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        sandbox.run(&args)
    };
    assert_snapshot!(refused(&["--value", "0"]), @"
    --- stderr
    error: a business value is from 1 to 100, not 0
    --- exit 2
    ");
    assert_snapshot!(refused(&["--value", "101"]), @"
    --- stderr
    error: a business value is from 1 to 100, not 101
    --- exit 2
    ");
    assert_snapshot!(refused(&["--type", "stori"]), @"
    --- stderr
    error: backlog items have no type `stori`
      hint: did you mean `story`?
    --- exit 2
    ");
    assert_snapshot!(refused(&["--priority", "hihg"]), @"
    --- stderr
    error: cannot change `ITEM-1`: the project has no priority `hihg`
      hint: did you mean `high`?
    --- exit 2
    ");
    assert_snapshot!(refused(&["--status", "done-ish"]), @"
    --- stderr
    error: backlog items have no status `done-ish`
      hint: there are: new, groomed, ready, in-progress, done, cancelled
    --- exit 2
    ");
    assert_snapshot!(refused(&["--component", " "]), @"
    --- stderr
    error: a component must be one line that is not blank
    --- exit 2
    ");
    assert_snapshot!(refused(&["--epic", "EPIC-9"]), @"
    --- stderr
    error: no epic `EPIC-9`
      hint: did you mean `EPIC-1`?
    --- exit 3
    ");
    assert_snapshot!(refused(&["--depends-on", "ITEM-2"]), @"
    --- stderr
    error: cannot update `ITEM-1`: it would wait for itself: ITEM-1 → ITEM-2 → ITEM-1
    --- exit 1
    ");
    assert_snapshot!(refused(&["--depends-on", "ITEM-1"]), @"
    --- stderr
    error: cannot update `ITEM-1`: it would wait for itself: ITEM-1 → ITEM-1
    --- exit 1
    ");
    assert_snapshot!(refused(&["--depends-on", "EPIC-1"]), @"
    --- stderr
    error: cannot update `ITEM-1`: it waits for items and tickets; EPIC-1 is of kind epic
    --- exit 1
    ");
    assert_snapshot!(refused(&["--check", "1"]), @"
    --- stderr
    error: cannot update `ITEM-1`: it has no acceptance criterion 1, only 0
    --- exit 1
    ");
    assert_snapshot!(refused(&["--clear", "status"]), @"
    --- stderr
    error: `status` cannot be cleared
      hint: there are: product_owner, assignee, labels, epic, sprint, depends_on, story_points, business_value, effort_hours, risk, component, theme, description, acceptance_criteria, definition_of_done
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["backlog", "update", "9", "--points", "1"]), @"
    --- stderr
    error: no backlog item `9`
      hint: `tickets backlog list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["backlog", "update", "1", "--priority", "medium"]), @"
    --- stderr
    error: nothing changes: `ITEM-1` is so already
    --- exit 7
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_dry_run_shows_the_change_and_makes_none() {
    let sandbox = Sandbox::new();
    sandbox.run(&["backlog", "add", "One"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["backlog", "groom", "1", "--points", "3", "-n"]), @"
    --- a/.tickets/backlog/00/ITEM-1-one.yaml
    +++ b/.tickets/backlog/00/ITEM-1-one.yaml
    @@ -6,7 +6,7 @@
     
     type: story
     
    -status: new
    +status: groomed
     
     priority: medium
     
    @@ -22,7 +22,7 @@
     
     depends_on:
     
    -story_points:
    +story_points: 3
     
     business_value:
     
    @@ -45,3 +45,4 @@
     definition_of_done:
     
     transitions:
    +  - {at: 2026-11-20T10:00:02Z, from: new, to: groomed, by: Alice Doe}
    --- stderr
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn items_are_closed_cancelled_and_taken_up_again() {
    let sandbox = Sandbox::new();
    sandbox.run(&["backlog", "add", "One"]).ok();
    sandbox.run(&["backlog", "add", "Two"]).ok();

    assert_snapshot!(sandbox.run(&["backlog", "close", "1", "-m", "was there already"]), @"
    --- stderr
    Closed ITEM-1 One
    ");
    assert_snapshot!(sandbox.run(&["backlog", "close", "2", "--cancel"]), @"
    --- stderr
    Cancelled ITEM-2 Two
    ");
    assert_snapshot!(sandbox.run(&["backlog", "close", "1"]), @"
    --- stderr
    error: nothing changes: `ITEM-1` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["backlog", "groom", "1"]), @"
    --- stderr
    error: cannot groom `ITEM-1`: it is done
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["backlog", "reopen", "1", "2"]), @"
    --- stderr
    Reopened ITEM-1 One
    Reopened ITEM-2 Two
    ");
    let statuses = ["1", "2"].map(|key| {
        let item = sandbox
            .run(&["backlog", "show", key, "--format", "json"])
            .json();
        item["status"].as_str().unwrap().to_owned()
    });
    assert_eq!(statuses, ["in-progress", "new"]);
}

#[test]
fn an_item_is_not_done_before_its_definition_of_done_is_met() {
    let sandbox = Sandbox::new();
    let lines = "Tests pass, Reviewed";
    sandbox
        .run(&["config", "set", "definition_of_done", lines])
        .ok();
    sandbox.run(&["backlog", "add", "Gift cards"]).ok();
    sandbox
        .run(&["backlog", "update", "1", "--check-done", "1"])
        .ok();

    assert_snapshot!(sandbox.run(&["backlog", "close", "1"]), @"
    --- stderr
    error: cannot close `ITEM-1`: its definition of done is not met: “Reviewed”
      hint: `--force` closes it all the same
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["backlog", "update", "1", "--status", "done"]), @"
    --- stderr
    error: cannot update `ITEM-1`: its definition of done is not met: “Reviewed”
      hint: `tickets backlog close --force` closes it all the same
    --- exit 1
    ");
    sandbox
        .run(&["backlog", "update", "1", "--check-done", "2", "-s", "done"])
        .ok();
    sandbox.run(&["backlog", "reopen", "1"]).ok();
    sandbox
        .run(&["backlog", "update", "1", "--uncheck-done", "1"])
        .ok();
    sandbox.run(&["backlog", "close", "1", "--force"]).ok();
}

#[test]
fn deleting_asks_and_does_not_leave_references_behind() {
    let sandbox = Sandbox::new();
    sandbox.run(&["backlog", "add", "One"]).ok();
    sandbox.run(&["backlog", "convert", "1"]).ok();

    assert_snapshot!(sandbox.run(&["backlog", "delete", "1"]), @"
    --- stderr
      ITEM-1 One
    error: to delete 1 backlog item needs a yes, and there is nobody to ask
      hint: `--yes` says it, `--dry-run` shows the changes
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["backlog", "delete", "1", "--yes"]), @"
    --- stderr
    error: cannot delete `ITEM-1`: `TICKET-1` refers to it
      hint: `--unlink` removes those references too
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["backlog", "delete", "1", "--yes", "--unlink"]), @"
    --- stderr
    Deleted ITEM-1 One
    ");
    assert_eq!(sandbox.ticket("1")["item"], serde_json::Value::Null);
}
