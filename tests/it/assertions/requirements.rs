//! The assertions about what is expected of tickets: 1 to 7.

use serde_json::json;

use crate::assertions::prepared::copied;
use crate::assertions::prepared::facts;
use crate::assertions::prepared::run_all;
use crate::assertions::prepared::texts;
use crate::sandbox::Sandbox;

#[test]
fn assertion_1_a_requirement_keeps_what_it_was_given_and_goes_its_way() {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    let add = [
        "requirements",
        "add",
        "TICKET-1",
        "--title",
        "User authentication",
    ];
    let more = [
        "--priority",
        "high",
        "--criteria",
        "Email",
        "--criteria",
        "Password",
    ];
    sandbox.run(&[&add[..], &more].concat()).ok();
    let found = facts(
        &sandbox,
        "REQ-1",
        "title,priority,status,acceptance_criteria",
    );
    assert_eq!(found["title"], "User authentication");
    assert_eq!(
        (&found["priority"], &found["status"]),
        (&json!("high"), &json!("draft"))
    );
    assert_eq!(texts(&found["acceptance_criteria"]), ["Email", "Password"]);

    for (verb, status) in [
        ("approve", "approved"),
        ("implement", "implemented"),
        ("verify", "verified"),
    ] {
        sandbox.run(&["requirements", verb, "REQ-1"]).ok();
        assert_eq!(facts(&sandbox, "REQ-1", "status")["status"], status);
    }
    let blank = sandbox.run(&["requirements", "add", "TICKET-1", "--title", "  "]);
    assert_eq!(blank.code, Some(2), "{blank}");
}

#[test]
fn assertion_2_a_story_is_told_in_one_sentence() {
    let sandbox = Sandbox::with_tickets(&["Track time"]);
    let line = [
        "requirements",
        "story",
        "TICKET-1",
        "--persona",
        "developer",
        "--goal",
        "track time on tickets",
    ];
    let more = [
        "--benefit",
        "I can provide accurate estimates",
        "--priority",
        "high",
        "--points",
        "8",
    ];
    sandbox.run(&[&line[..], &more].concat()).ok();
    assert_eq!(
        facts(
            &sandbox,
            "REQ-1",
            "persona,goal,benefit,priority,story_points"
        ),
        json!({"persona": "developer", "goal": "track time on tickets", "benefit": "I can provide accurate estimates", "priority": "high", "story_points": 8}),
    );
    let sentence =
        "As a developer, I want track time on tickets, so that I can provide accurate estimates.";
    let detailed = sandbox.run(&["requirements", "list", "TICKET-1", "--format", "detailed"]);
    assert!(detailed.ok().stdout.contains(sentence), "{detailed}");
}

#[test]
fn assertion_3_a_verified_result_tells_who_when_and_why() {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    let line = [
        "requirements",
        "result",
        "TICKET-1",
        "--description",
        "Login API responds within 500ms",
    ];
    let more = ["--method", "automated", "--criteria", "95% under 500ms"];
    sandbox.run(&[&line[..], &more].concat()).ok();
    let fields = "method,status,moved_by,moved_at,notes";
    assert_eq!(
        facts(&sandbox, "REQ-1", fields),
        json!({"method": "automated", "status": "pending", "moved_by": null, "moved_at": null, "notes": null}),
    );
    let notes = [
        "requirements",
        "verify",
        "REQ-1",
        "--notes",
        "150ms on average",
    ];
    sandbox.run(&notes).ok();
    assert_eq!(
        facts(&sandbox, "REQ-1", fields),
        json!({"method": "automated", "status": "verified", "moved_by": "Alice Doe", "moved_at": "2026-11-20T10:00:04Z", "notes": "150ms on average"}),
    );
}

#[test]
fn assertion_4_gherkin_is_printed_and_read() {
    let sandbox = Sandbox::with_tickets(&["Log in", "Answer"]);
    let line = [
        "requirements",
        "gherkin",
        "TICKET-1",
        "--title",
        "Successful login",
        "--tags",
        "authentication",
        "--tags",
        "smoke",
    ];
    let given = [
        "--given",
        "I am on the login page",
        "--given",
        "I have valid credentials",
    ];
    let rest = ["--when", "I log in", "--then", "I see the dashboard"];
    sandbox.run(&[&line[..], &given, &rest].concat()).ok();
    let printed = sandbox.run(&["requirements", "export", "TICKET-1"]);
    let lines: Vec<&str> = printed.ok().stdout.lines().map(str::trim).collect();
    assert_eq!(
        lines[lines.len() - 6..],
        [
            "@authentication @smoke",
            "Scenario: Successful login",
            "Given I am on the login page",
            "And I have valid credentials",
            "When I log in",
            "Then I see the dashboard",
        ],
    );

    let text = "Feature: Interface\n\n  @api @integration\n  Scenario: Answers\n    Given a server\n    \
                And a token\n    When a request comes\n    Then an answer goes\n    And it is logged\n";
    let file = ["requirements", "gherkin", "TICKET-2", "--file", "-"];
    sandbox.run_with_stdin(text, &file).ok();
    let list = [
        "requirements",
        "list",
        "TICKET-2",
        "--type",
        "scenario",
        "--format",
        "json",
    ];
    let read = sandbox.run(&list).ok().json();
    assert_eq!(read[0]["title"], "Answers");
    let steps = read[0]["gherkin"].as_str().unwrap().lines().map(str::trim);
    let words: Vec<&str> = steps.filter_map(|step| step.split(' ').next()).collect();
    assert_eq!(
        words,
        ["@api", "Scenario:", "Given", "And", "When", "Then", "And"]
    );
    assert!(
        read[0]["gherkin"]
            .as_str()
            .unwrap()
            .contains("@api @integration")
    );
}

/// A ticket with two of each: REQ-1 and 2 formal, 3 and 4 stories, 5 and 6 results, then a feature with two scenarios.
fn two_of_each() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    let scenarios = "Feature: Login\n  Scenario: Good\n    Given a\n  Scenario: Bad\n    Given b\n";
    run_all(
        &sandbox,
        &[
            &["requirements", "add", "TICKET-1", "Hashing"],
            &["requirements", "add", "TICKET-1", "Sessions"],
            &[
                "requirements",
                "story",
                "TICKET-1",
                "user",
                "log in",
                "safety",
                "--points",
                "8",
            ],
            &[
                "requirements",
                "story",
                "TICKET-1",
                "admin",
                "lock out",
                "peace",
                "--points",
                "3",
            ],
            &["requirements", "result", "TICKET-1", "Fast"],
            &["requirements", "result", "TICKET-1", "Safe"],
        ],
    );
    let file = ["requirements", "gherkin", "TICKET-1", "--file", "-"];
    sandbox.run_with_stdin(scenarios, &file).ok();
    sandbox
}

#[test]
fn assertion_5_the_summary_of_a_ticket_counts_what_is_so() {
    let sandbox = two_of_each();
    let summary = |fields: &str| {
        let line = [
            "requirements",
            "coverage",
            "TICKET-1",
            "--format",
            "json",
            "--fields",
            fields,
        ];
        sandbox.run(&line).ok().json()
    };
    assert_eq!(
        summary("requirements,stories,story_points,results,scenarios,coverage"),
        json!({"requirements": 2, "stories": 2, "story_points": 11, "results": 2, "scenarios": 2, "coverage": 0.0}),
    );
    // Stories are something to be covered here too; there they counted for nothing.
    run_all(
        &sandbox,
        &[
            &[
                "requirements",
                "approve",
                "REQ-1",
                "REQ-2",
                "REQ-3",
                "REQ-4",
            ],
            &[
                "requirements",
                "implement",
                "REQ-1",
                "REQ-2",
                "REQ-3",
                "REQ-4",
            ],
            &["requirements", "verify", "REQ-2", "REQ-5"],
        ],
    );
    let scenarios = sandbox.run(&[
        "requirements",
        "list",
        "--type",
        "scenario",
        "--format",
        "simple",
    ]);
    let good = scenarios.ok().stdout.lines().next().unwrap();
    sandbox.run(&["requirements", "verify", good]).ok();
    assert_eq!(
        summary("coverage,pass_rate,verification"),
        json!({"coverage": 100.0, "pass_rate": 50.0, "verification": 50.0}),
    );
}

#[test]
fn assertion_6_all_that_is_required_of_a_ticket_goes_out_and_comes_in() {
    let sandbox = two_of_each();
    let list = ["requirements", "list", "TICKET-1", "--format", "json"];
    let before = sandbox.run(&list).ok().json();
    let types: Vec<&str> = before
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["type"].as_str())
        .collect();
    assert_eq!(
        types,
        [
            "requirement",
            "requirement",
            "story",
            "story",
            "result",
            "result",
            "feature",
            "scenario",
            "scenario"
        ],
    );
    assert_eq!(before[0]["status"], "draft");
    assert_eq!(copied(&sandbox).run(&list).ok().json(), before);
}

#[test]
fn assertion_7_what_was_written_is_listed_and_nothing_else() {
    let sandbox = two_of_each();
    let listed = sandbox.run(&["list", "--all", "--format", "json", "--fields", "id,title"]);
    assert_eq!(
        listed.ok().json(),
        json!([{"id": "TICKET-1", "title": "Log in"}])
    );
    let shown = sandbox.run(&["requirements", "show", "REQ-3", "--format", "json"]);
    let fields = "persona,goal,benefit,story_points";
    let expected =
        json!({"persona": "user", "goal": "log in", "benefit": "safety", "story_points": 8});
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&shown.ok().json()[field], value);
    }
    assert_eq!(facts(&sandbox, "REQ-3", fields), expected);
}
