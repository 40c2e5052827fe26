//! The assertions about epics and backlog items: 8, 10, 11, 13, 15 and 16.

use serde_json::json;

use crate::assertions::prepared::copied;
use crate::assertions::prepared::facts;
use crate::assertions::prepared::run_all;
use crate::assertions::prepared::texts;
use crate::sandbox::Sandbox;

#[test]
fn assertion_8_an_epic_keeps_goals_criteria_and_tickets() {
    let sandbox = Sandbox::with_tickets(&["Sign up", "Log in", "Profiles"]);
    let line = [
        "epic",
        "create",
        "User Management System",
        "--goals",
        "Sign up",
        "--goals",
        "Safety",
    ];
    let more = [
        "--success-criteria",
        "1000 users",
        "--target-date",
        "2026-12-31",
    ];
    sandbox.run(&[&line[..], &more].concat()).ok();
    let add = [
        "epic",
        "add-ticket",
        "EPIC-1",
        "TICKET-1",
        "TICKET-2",
        "TICKET-3",
    ];
    sandbox.run(&add).ok();
    let fields = "status,goals,success_criteria,tickets,is_overdue,target_date";
    let epic = facts(&sandbox, "EPIC-1", fields);
    assert_eq!(texts(&epic["goals"]), ["Sign up", "Safety"]);
    assert_eq!(texts(&epic["success_criteria"]), ["1000 users"]);
    assert_eq!(epic["tickets"], json!(["TICKET-1", "TICKET-2", "TICKET-3"]));
    assert_eq!(
        (&epic["status"], &epic["is_overdue"]),
        (&json!("draft"), &json!(false))
    );

    let update = [
        "epic",
        "update",
        "EPIC-1",
        "--status",
        "active",
        "--target-date",
        "2027-03-31",
    ];
    sandbox.run(&update).ok();
    assert_eq!(
        facts(&sandbox, "EPIC-1", "status,target_date"),
        json!({"status": "active", "target_date": "2027-03-31"}),
    );
}

/// Two epics, and three items of which two are of the first epic.
fn shop() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Sign up"]);
    run_all(
        &sandbox,
        &[
            &["epic", "create", "User Management System"],
            &["epic", "create", "Special Characters & Symbols!"],
            &[
                "backlog",
                "add",
                "Shopping cart",
                "--epic-id",
                "EPIC-1",
                "--criteria",
                "Works",
            ],
            &["backlog", "add", "Checkout", "--epic-id", "EPIC-1"],
            &["backlog", "add", "Payment", "--story-points", "5"],
        ],
    );
    sandbox
}

#[test]
fn assertion_10_epics_and_items_are_kept_listed_and_filtered() {
    let sandbox = shop();
    let keys = |line: &[&str]| {
        let run = sandbox.run(&[line, &["--format", "simple"]].concat());
        run.ok().stdout.lines().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys(&["epic", "list"]), "EPIC-1 EPIC-2");
    assert_eq!(
        keys(&["backlog", "list", "--sort", "key"]),
        "ITEM-1 ITEM-2 ITEM-3"
    );
    assert_eq!(
        keys(&["backlog", "list", "--sort", "key", "--epic", "EPIC-1"]),
        "ITEM-1 ITEM-2"
    );
    assert_eq!(keys(&["backlog", "list", "--epic", "EPIC-2"]), "");
    assert_eq!(
        facts(&sandbox, "ITEM-1", "title,epic"),
        json!({"title": "Shopping cart", "epic": "EPIC-1"})
    );
}

#[test]
fn assertion_11_a_ticket_and_its_epic_know_each_other() {
    let sandbox = shop();
    let both = || {
        let epic = facts(&sandbox, "EPIC-1", "tickets")["tickets"].clone();
        (epic, facts(&sandbox, "TICKET-1", "epic")["epic"].clone())
    };
    sandbox
        .run(&["epic", "add-ticket", "EPIC-1", "TICKET-1"])
        .ok();
    assert_eq!(both(), (json!(["TICKET-1"]), json!("EPIC-1")));
    sandbox
        .run(&["epic", "remove-ticket", "EPIC-1", "TICKET-1"])
        .ok();
    assert_eq!(both(), (json!([]), json!(null)));
}

/// There, keys began with the first word of the title: `USER-1`, `SPECIAL-1`, `SHOPPI-1`.
#[test]
fn assertion_13_a_key_tells_the_kind_and_is_the_next_of_its_kind() {
    let sandbox = shop();
    let create = |line: &[&str]| sandbox.run(line).ok().stdout.trim().to_owned();
    assert_eq!(
        create(&["epic", "create", "User Management System"]),
        "EPIC-3"
    );
    assert_eq!(create(&["epic", "create", "日本語 — «!»"]), "EPIC-4");
    assert_eq!(
        create(&["backlog", "add", "User Management System"]),
        "ITEM-4"
    );
    assert_eq!(create(&["create", "User Management System"]), "TICKET-2");
    assert_eq!(
        facts(&sandbox, "EPIC-2", "title")["title"],
        "Special Characters & Symbols!"
    );
}

#[test]
fn assertion_15_an_active_epic_is_overdue_and_a_completed_one_is_not() {
    let sandbox = Sandbox::new();
    let create = ["epic", "create", "Late", "--target-date", "2026-11-01"];
    sandbox.run(&create).ok();
    let is_overdue = || facts(&sandbox, "EPIC-1", "is_overdue")["is_overdue"].clone();
    for (status, expected) in [("active", true), ("completed", false)] {
        sandbox
            .run(&["epic", "update", "EPIC-1", "--status", status])
            .ok();
        assert_eq!(is_overdue(), expected, "{status}");
    }

    let is_ready = |key: &str| facts(&sandbox, key, "is_ready")["is_ready"].clone();
    sandbox.run(&["backlog", "add", "Raw"]).ok();
    let full = [
        "backlog",
        "add",
        "Groomed",
        "--story-points",
        "5",
        "--criteria",
        "Works",
    ];
    sandbox.run(&full).ok();
    sandbox
        .run(&["backlog", "update", "ITEM-2", "--status", "groomed"])
        .ok();
    assert_eq!(
        (is_ready("ITEM-1"), is_ready("ITEM-2")),
        (json!(false), json!(true))
    );
}

#[test]
fn assertion_16_epics_and_items_go_out_and_come_in() {
    let sandbox = shop();
    let copy = copied(&sandbox);
    for key in ["EPIC-1", "EPIC-2", "ITEM-1", "ITEM-2", "ITEM-3"] {
        let line = ["show", key, "--format", "json"];
        assert_eq!(
            copy.run(&line).ok().json(),
            sandbox.run(&line).ok().json(),
            "{key}"
        );
    }
}
