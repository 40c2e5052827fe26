//! The command lines of repo-tickets' documents that are read here with the same words; what is
//! written another way stands in `examples/from-repo-tickets.md`.

use serde_json::Value;
use serde_json::json;

use crate::sandbox::Sandbox;

/// A project to say them in: two tickets in an epic, an item that is groomed and one that is not.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Fix login bug", "Add profile page"]);
    for line in [
        "epic create Users",
        "epic add-ticket epic-1 ticket-1 ticket-2",
        "backlog add Checkout --story-points 5 --business-value 70 --epic-id EPIC-1",
        "backlog groom ITEM-1 --criteria works",
        "backlog add Cart --priority high",
        "requirements add TICKET-1 --title Umlauts --criteria works",
    ] {
        sandbox.run(&words(line)).ok();
    }
    sandbox
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// Runs a line and checks the fields of the JSON that it answers.
fn check(line: &str, expected: &Value) {
    let sandbox = project();
    let form = ["--format", "json"];
    let answer = sandbox.run(&[&words(line)[..], &form].concat()).ok().json();
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&answer[field], value, "{field} after `{line}`: {answer}");
    }
}

#[test]
fn fields_are_given_with_the_same_options() {
    check(
        "create --title Subtask --epic_id EPIC-1 --parent_ticket_id TICKET-1 --tags a,b --estimated-hours 4.5 --story-points 3",
        &json!({"title": "Subtask", "epic": "EPIC-1", "parent": "TICKET-1", "labels": ["a", "b"], "estimate_hours": 4.5, "story_points": 3}),
    );
    check(
        "create -t Subtask --epic-id EPIC-1 --parent-ticket-id TICKET-1 --status blocked",
        &json!({"title": "Subtask", "epic": "EPIC-1", "parent": "TICKET-1", "status": "blocked"}),
    );
    for option in ["--blocked_by", "--blocked-by"] {
        let line = format!("update TICKET-2 {option} TICKET-1");
        check(&line, &json!({"depends_on": ["TICKET-1"]}));
    }
    for option in ["--related_to", "--related-to"] {
        let line = format!("update TICKET-2 {option} TICKET-1");
        check(&line, &json!({"related": ["TICKET-1"]}));
    }
    check(
        "epic create --name Growth --due-date 2026-12-31 --goals Faster --success-criteria Measured --tags a",
        &json!({"title": "Growth", "target_date": "2026-12-31", "labels": ["a"]}),
    );
    check(
        "backlog add --title Search --effort-estimate 16 --risk-level high --epic-id EPIC-1 --tags a",
        &json!({"title": "Search", "effort_hours": 16, "risk": "high", "epic": "EPIC-1", "labels": ["a"]}),
    );
    check(
        "sprint create --title First",
        &json!({"title": "First", "status": "planned"}),
    );
}

#[test]
fn what_is_required_of_a_ticket_is_told_by_place_or_by_option() {
    for line in [
        "requirements gherkin TICKET-1 Works --given a --when b --then c --and d",
        "requirements gherkin TICKET-1 --title Works --given a --when b --then c --and d",
    ] {
        check(line, &json!({"title": "Works", "type": "scenario"}));
    }
    check(
        "requirements story TICKET-1 user login access",
        &json!({"persona": "user", "goal": "login", "benefit": "access"}),
    );
    check(
        "requirements result TICKET-1 Fast --method automated",
        &json!({"method": "automated"}),
    );
    check(
        "requirements add TICKET-1 Safe --priority critical",
        &json!({"priority": "critical"}),
    );
}

#[test]
fn a_title_is_given_once() {
    let sandbox = Sandbox::new();
    for command in ["create", "epic create", "sprint create", "backlog add"] {
        let twice = [&words(command)[..], &["One", "--title", "Two"]].concat();
        assert_eq!(sandbox.run(&twice).code, Some(2), "{command}");
        let none = sandbox.run(&words(command));
        assert_eq!(none.code, Some(2), "{command}");
    }
}

#[test]
fn lists_are_filtered_and_sorted_with_the_same_options() {
    let sandbox = project();
    let keys = |line: &str| {
        let form = ["--format", "simple"];
        let run = sandbox.run(&[&words(line)[..], &form].concat());
        run.ok().stdout.lines().collect::<Vec<_>>().join(" ")
    };
    sandbox.run(&words("update 2 --tags auth -a bob")).ok();
    for (line, expected) in [
        ("list --tags auth", "TICKET-2"),
        ("list --labels auth --epic-id EPIC-1", "TICKET-2"),
        ("list --sort-by created_at", "TICKET-1 TICKET-2"),
        ("backlog list --sort-by priority_score", "ITEM-2 ITEM-1"),
        ("backlog list --sort-by business_value", "ITEM-1 ITEM-2"),
        ("backlog list --sort-by story_points", "ITEM-1 ITEM-2"),
        ("backlog list --sort-by -created_at", "ITEM-2 ITEM-1"),
        ("backlog list --sort-by id", "ITEM-1 ITEM-2"),
        ("backlog list --epic-id EPIC-1", "ITEM-1"),
    ] {
        assert_eq!(keys(line), expected, "{line}");
    }
    let nobody = ["list", "--assignee", "", "--format", "simple"];
    assert_eq!(sandbox.run(&nobody).ok().stdout, "TICKET-1\n");
}

#[test]
fn detailed_and_summary_are_asked_for_as_forms_too() {
    let sandbox = project();
    let says = |line: &str| sandbox.run(&words(line)).ok().to_string();
    for command in ["status", "requirements list TICKET-1"] {
        let detailed = says(&format!("{command} --detailed"));
        let summary = says(command);
        assert_ne!(detailed, summary);
        assert_eq!(says(&format!("{command} --format detailed")), detailed);
        assert_eq!(says(&format!("{command} --format=summary")), summary);
    }
    let detailed = says("requirements list TICKET-1 --detailed");
    assert!(
        detailed.contains("requirements: 0 of 1 covered"),
        "{detailed}"
    );
    assert!(detailed.contains("[ ] 1 works"), "{detailed}");
    // A form for the others it is not.
    assert_eq!(sandbox.run(&words("list --format detailed")).code, Some(2));
}

#[test]
fn a_timer_is_started_and_stopped_in_both_ways() {
    let sandbox = project();
    let says = |line: &str| sandbox.run(&words(line)).stderr;
    assert_eq!(
        says("time start TICKET-1 -T review -d Reading"),
        "Started a timer on TICKET-1\n"
    );
    assert_eq!(sandbox.run(&words("time stop TICKET-2")).code, Some(7));
    assert!(says("time stop TICKET-1").starts_with("Stopped the timer on TICKET-1"));
    assert_eq!(
        says("time TICKET-2 --start"),
        "Started a timer on TICKET-2\n"
    );
    assert!(says("time TICKET-2 --stop").starts_with("Stopped the timer on TICKET-2"));
    let report = sandbox
        .run(&words("time TICKET-1 --format json"))
        .ok()
        .json();
    assert!(report.to_string().contains("review"), "{report}");
    assert!(report.to_string().contains("Reading"), "{report}");
}

#[test]
fn settings_are_listed_without_a_command_too() {
    let sandbox = Sandbox::new();
    let listed = sandbox.run(&["config", "list"]).ok().to_string();
    assert_eq!(sandbox.run(&["config"]).ok().to_string(), listed);
}

#[test]
fn a_batch_is_not_atomic_in_both_ways() {
    for option in ["--each", "--no-atomic"] {
        let sandbox = Sandbox::new();
        let lines =
            "{\"op\":\"create\",\"title\":\"One\"}\n{\"op\":\"close\",\"id\":\"TICKET-9\"}\n";
        let run = sandbox.run_with_stdin(lines, &["batch", "-", option]);
        assert_eq!(run.code, Some(3), "{run}");
        assert_eq!(sandbox.run(&["count"]).ok().stdout, "1\n", "{option}");
    }
}
