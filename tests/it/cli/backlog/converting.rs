//! Making tickets of items.

use std::process::Stdio;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn with_items() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Choose a payment service"]);
    sandbox.run(&["epic", "create", "Checkout"]).ok();
    sandbox
        .run(&[
            "backlog",
            "add",
            "Guest checkout",
            "-d",
            "Buy without an account.",
            "-T",
            "feature",
            "-p",
            "high",
            "--points",
            "2",
            "--effort",
            "6",
            "--epic",
            "1",
            "-a",
            "bob",
            "-l",
            "shop",
            "--depends-on",
            "TICKET-1",
            "-c",
            "No account is asked for",
            "-c",
            "The order arrives",
        ])
        .ok();
    sandbox
        .run(&["backlog", "add", "Gift cards", "--depends-on", "ITEM-1"])
        .ok();
    sandbox
}

/// The reference's assertion 12: everything is kept, there is a requirement for each criterion, and the item is in progress.
#[test]
fn a_ticket_has_all_that_its_item_says() {
    let sandbox = with_items();

    assert_snapshot!(sandbox.run(&["backlog", "convert", "1"]), @"TICKET-2");
    assert_snapshot!(sandbox.run(&["show", "TICKET-2"]), @"
    TICKET-2  Guest checkout

    status:       open
    type:         feature
    priority:     high
    assignee:     bob
    labels:       shop
    epic:         EPIC-1
    item:         ITEM-1
    depends on:   TICKET-1
    waits for:    TICKET-1
    estimate:     6 h
    points:       2
    created:      2026-11-20T10:00:05Z by Alice Doe <alice@example.com> on main
    file:         .tickets/tickets/00/TICKET-2-guest-checkout.yaml

      Buy without an account.

    Acceptance criteria (0/2)
      [ ] 1 No account is asked for
      [ ] 2 The order arrives
    ");
    assert_snapshot!(sandbox.run(&["backlog", "show", "ITEM-1", "--format", "json", "--fields", "status,tickets,is_closable,transitions"]), @r#"{"status":"in-progress","tickets":["TICKET-2"],"is_closable":false,"transitions":[{"at":"2026-11-20T10:00:05Z","from":"new","to":"in-progress","by":"Alice Doe","reason":"made TICKET-2 of it"}]}"#);
    let requirements = sandbox.files_below(".tickets/requirements");
    assert_snapshot!(requirements.join("\n"), @"
    .tickets/requirements/00/REQ-1-no-account-is-asked-for.yaml
    .tickets/requirements/00/REQ-2-the-order-arrives.yaml
    ");
    assert_snapshot!(sandbox.read(&requirements[0]), @"
    id: REQ-1

    uid: 01M7W6C8485X31P14R2BPX1PMG

    title: No account is asked for

    type: requirement

    status: draft

    priority: high

    of: TICKET-2

    parent:

    labels:

    reviewed:

    reviewed_parent:

    created_at: 2026-11-20T10:00:05Z

    created_by: Alice Doe <alice@example.com>

    description:

    acceptance_criteria:

    transitions:
    ");
}

#[test]
fn an_item_is_converted_once() {
    let sandbox = with_items();
    sandbox.run(&["backlog", "convert", "1"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["backlog", "convert", "1"]), @"
    --- stderr
    error: cannot convert `ITEM-1`: TICKET-2 was made of it already
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["backlog", "convert", "2", "1", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"refused","message":"cannot convert `ITEM-1`: TICKET-2 was made of it already","hint":null,"details":{"action":"convert","id":"ITEM-1"}}}
    --- exit 1
    "#);
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_ticket_waits_for_the_tickets_of_items() {
    let sandbox = with_items();

    assert_snapshot!(sandbox.run(&["backlog", "convert", "2"]), @"
    TICKET-2
    --- stderr
    TICKET-2 does not wait for what has no ticket: ITEM-1
    ");
    assert_snapshot!(sandbox.run(&["backlog", "add", "Refunds", "--depends-on", "ITEM-1,ITEM-2"]), @"ITEM-3");
    assert_snapshot!(sandbox.run(&["backlog", "convert", "3", "1", "--format", "json"]), @r#"
    [
    {"id":"TICKET-3","title":"Refunds","item":"ITEM-3","requirements":[],"depends_on":["TICKET-2","TICKET-4"],"left_out":[],"waiting":[]},
    {"id":"TICKET-4","title":"Guest checkout","item":"ITEM-1","requirements":["REQ-1","REQ-2"],"depends_on":["TICKET-1"],"left_out":[],"waiting":["TICKET-2"]}
    ]
    "#);
}

#[test]
fn a_ticket_that_was_made_earlier_waits_for_that_of_the_item_it_needs() {
    let sandbox = with_items();
    sandbox.run(&["backlog", "convert", "2"]).ok();

    assert_snapshot!(sandbox.run(&["backlog", "convert", "1"]), @"
    TICKET-3
    --- stderr
    TICKET-2 waits for TICKET-3 now
    ");
    assert_snapshot!(sandbox.run(&["show", "TICKET-2", "--format", "json", "--fields", "title,depends_on"]), @r#"{"title":"Gift cards","depends_on":["TICKET-3"]}"#);
}

#[test]
fn a_ticket_that_is_done_or_waited_for_already_is_not_made_to_wait() {
    let sandbox = with_items();
    sandbox
        .run(&["backlog", "add", "Refunds", "--depends-on", "ITEM-1"])
        .ok();
    sandbox.run(&["backlog", "convert", "2", "3"]).ok();
    sandbox.run(&["close", "TICKET-2"]).ok();
    // Somebody has turned the order round.
    sandbox.run(&["depend", "TICKET-1", "TICKET-3"]).ok();

    let made = sandbox.run(&["backlog", "convert", "1", "--format", "json"]);
    let made = made.ok().json();
    assert_eq!(made["waiting"], serde_json::json!([]));
    assert_eq!(made["depends_on"], serde_json::json!(["TICKET-1"]));
}

#[test]
fn the_type_becomes_one_that_the_project_has() {
    let sandbox = with_items();
    sandbox
        .run(&["config", "set", "types", "bug,work,task"])
        .ok();
    sandbox.run(&["backlog", "convert", "1"]).ok();
    assert_eq!(sandbox.ticket("TICKET-2")["type"], "task");

    sandbox.run(&["config", "set", "types", "work"]).ok();
    sandbox.run(&["backlog", "convert", "2"]).ok();
    assert_eq!(sandbox.ticket("TICKET-3")["type"], "work");
}

#[test]
fn what_a_ticket_must_have_an_item_must_have() {
    let sandbox = with_items();
    sandbox
        .run(&["config", "set", "required_by_type.story", "story_points"])
        .ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["backlog", "convert", "1", "2"]), @"
    --- stderr
    error: cannot create `TICKET-3`: the type `story` requires `story_points`
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_dry_run_makes_no_ticket() {
    let sandbox = with_items();
    let before = sandbox.project();

    let run = sandbox.run(&[
        "backlog",
        "convert",
        "1",
        "2",
        "--dry-run",
        "--format",
        "json",
    ]);
    let changes = run.ok().json();
    let paths: Vec<&str> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["path"].as_str().unwrap())
        .collect();

    assert_snapshot!(paths.join("\n"), @"
    .tickets/tickets/00/TICKET-2-guest-checkout.yaml
    .tickets/requirements/00/REQ-1-no-account-is-asked-for.yaml
    .tickets/requirements/00/REQ-2-the-order-arrives.yaml
    .tickets/backlog/00/ITEM-1-guest-checkout.yaml
    .tickets/tickets/00/TICKET-3-gift-cards.yaml
    .tickets/backlog/00/ITEM-2-gift-cards.yaml
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn an_item_can_be_closed_when_its_ticket_is_done() {
    let sandbox = with_items();
    sandbox.run(&["backlog", "convert", "1"]).ok();

    assert_snapshot!(sandbox.run(&["backlog", "close", "ITEM-1"]), @"
    --- stderr
    error: cannot close `ITEM-1`: not settled: TICKET-2
      hint: `--force` closes it all the same
    --- exit 1
    ");
    sandbox.run(&["close", "TICKET-2"]).ok();
    let item = sandbox
        .run(&["backlog", "show", "1", "--format", "json"])
        .json();
    assert_eq!(item["is_closable"], true);
    assert_snapshot!(sandbox.run(&["backlog", "close", "ITEM-1"]), @"
    --- stderr
    Closed ITEM-1 Guest checkout
    ");
    assert_snapshot!(sandbox.run(&["backlog", "convert", "ITEM-1"]), @"
    --- stderr
    error: cannot convert `ITEM-1`: TICKET-2 was made of it already
    --- exit 1
    ");
}

#[test]
fn two_processes_that_convert_one_item_at_once_make_one_ticket() {
    let sandbox = with_items();
    let start = || {
        let mut command = sandbox.command(&["backlog", "convert", "ITEM-1"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };

    let children = [start(), start()];
    let mut runs = children.map(|child| sandbox.rendered(&child.wait_with_output().unwrap()));
    runs.sort_by_key(|run| run.code);

    assert_snapshot!(runs[0], @"TICKET-2");
    assert_snapshot!(runs[1], @"
    --- stderr
    error: cannot convert `ITEM-1`: TICKET-2 was made of it already
    --- exit 1
    ");
    assert_eq!(sandbox.keys(&["list", "--all"]).len(), 2);
    assert_eq!(sandbox.files_below(".tickets/requirements").len(), 2);
}
