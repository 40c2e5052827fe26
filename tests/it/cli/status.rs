//! `tickets status`

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// Runs a command at noon of a day of November 2026.
fn on(sandbox: &Sandbox, day: u32, args: &[&str]) -> Run {
    let now = format!("2026-11-{day:02}T12:00:00Z");
    sandbox.run_with(("TICKETS_NOW", &now), args)
}

fn status(sandbox: &Sandbox, day: u32) -> Value {
    on(sandbox, day, &["status", "--format", "json"])
        .ok()
        .json()
}

/// Six tickets of the first of November:
///
/// | ticket | points | begun | done | lead | cycle |
/// |--------|--------|-------|------|------|-------|
/// | 1      | 3      | 2     | 4    | 3    | 2     |
/// | 2      | 5      | 3     | 10   | 9    | 7     |
/// | 3      | –      | –     | 12   | 11   | –     |
/// | 4, critical, of nobody | 8 | – | – | – | –   |
/// | 5, blocked since the 6th | 2 | 5 | – | – | –  |
/// | 6      | 1      | 2     | dropped | – | –   |
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    for args in [
        &["create", "One", "--points", "3"][..],
        &["create", "Two", "--points", "5"],
        &["create", "Three"],
        &[
            "create",
            "Four",
            "--points",
            "8",
            "-p",
            "critical",
            "--due",
            "2026-11-05",
        ],
        &["create", "Five", "--points", "2", "-p", "high"],
        &["create", "Six", "--points", "1"],
    ] {
        on(&sandbox, 1, args).ok();
    }
    for (day, args) in [
        (2, &["start", "TICKET-1", "TICKET-6"][..]),
        (3, &["start", "TICKET-2"]),
        (4, &["close", "TICKET-1"]),
        (5, &["start", "TICKET-5"]),
        (5, &["close", "TICKET-6", "--status", "cancelled"]),
        (6, &["update", "TICKET-5", "--status", "blocked"]),
        (10, &["close", "TICKET-2"]),
        (12, &["close", "TICKET-3"]),
        // What is said of a ticket later is no closing.
        (14, &["comment", "TICKET-1", "Well done"]),
    ] {
        on(&sandbox, day, args).ok();
    }
    sandbox
}

#[test]
fn the_numbers_are_those_of_the_table() {
    let status = status(&prepared(), 14);
    let counts = &status["counts"];
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(
        (
            count("total"),
            count("open"),
            count("done"),
            count("dropped")
        ),
        (6, 2, 3, 1)
    );
    assert_eq!(
        (
            count("todo"),
            count("doing"),
            count("blocked"),
            count("wip")
        ),
        (1, 0, 1, 1)
    );
    assert_eq!((count("critical_open"), count("high_open")), (1, 1));
    assert_eq!((count("unassigned_open"), count("overdue")), (1, 1));
    assert_eq!((count("points_open"), count("points_done")), (10, 8));
    let closed = status["recently_closed"].as_array().unwrap().iter();
    let closed: Vec<&str> = closed.map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(closed, ["TICKET-3", "TICKET-2"]);
    assert_eq!(status["throughput"], json!({"tickets": 2, "points": 5}));
    assert_eq!(
        status["velocity"]["month"],
        json!({"tickets": 3, "points": 8})
    );
    let lead = json!({"count": 3, "p50_days": 9.0, "p85_days": 11.0, "p95_days": 11.0});
    assert_eq!(status["lead_time"], lead);
    let cycle = json!({"count": 2, "p50_days": 2.0, "p85_days": 7.0, "p95_days": 7.0});
    assert_eq!(status["cycle_time"], cycle);
    let ages = status["ageing"].as_array().unwrap().iter();
    let ages: Vec<u64> = ages
        .map(|bucket| bucket["tickets"].as_u64().unwrap())
        .collect();
    assert_eq!(ages, [0, 0, 2, 0, 0]);
    let blocked = json!({"tickets": 1, "total_days": 8.0, "longest_open_days": 8.0});
    assert_eq!(status["blocked_time"], blocked);
    // 20 for the blocked one, 15 for the critical one, 3 for nobody's, 2 × 10 for old and pressing ones.
    assert_eq!(
        (&status["risk"]["score"], &status["risk"]["level"]),
        (&json!(58), &json!("high"))
    );
    let forecast = &status["forecast"];
    assert_eq!(
        (&forecast["remaining"], &forecast["history_done"]),
        (&json!(2), &json!(3))
    );
}

#[test]
fn the_same_work_has_the_same_forecast() {
    let sandbox = prepared();
    let forecast = &status(&sandbox, 14)["forecast"];
    assert_eq!(forecast, &status(&sandbox, 14)["forecast"]);
    let dates: Vec<&str> = ["p50", "p85", "p95"]
        .iter()
        .map(|name| forecast[name].as_str().unwrap())
        .collect();
    assert!(dates.is_sorted() && dates[0] > "2026-11-14", "{dates:?}");
    // No throughput, no forecast: 30 days later nothing was done lately.
    let later = ("TICKETS_NOW", "2026-12-20T12:00:00Z");
    let later = sandbox.run_with(later, &["status", "--format", "json"]);
    assert_eq!(later.ok().json()["forecast"], Value::Null);
}

#[test]
fn people_get_a_page() {
    let sandbox = prepared();
    on(
        &sandbox,
        2,
        &["epic", "create", "Counting", "--target-date", "2026-11-13"],
    )
    .ok();
    on(
        &sandbox,
        2,
        &["epic", "update", "EPIC-1", "--status", "active"],
    )
    .ok();
    on(
        &sandbox,
        2,
        &[
            "epic",
            "add-ticket",
            "EPIC-1",
            "TICKET-1",
            "TICKET-2",
            "TICKET-4",
        ],
    )
    .ok();
    on(
        &sandbox,
        2,
        &["sprint", "create", "First", "--start", "2026-11-09"],
    )
    .ok();
    on(&sandbox, 2, &["sprint", "add", "1", "TICKET-2", "TICKET-4"]).ok();
    on(&sandbox, 9, &["sprint", "start", "1"]).ok();
    assert_snapshot!(on(&sandbox, 14, &["status"]), @"");
    assert_snapshot!(on(&sandbox, 14, &["status", "--detailed", "--days", "30"]), @"");
    assert_snapshot!(on(&sandbox, 14, &["epic", "show", "EPIC-1"]), @"");
    let epic = on(&sandbox, 14, &["epic", "list", "--format", "json"])
        .ok()
        .json();
    assert_eq!(
        epic[0]["forecast"],
        status(&sandbox, 14)["epics"][0]["forecast"]
    );
    assert_eq!(epic[0]["forecast"]["remaining"], 1);
}

#[test]
fn an_empty_project_has_numbers_too() {
    let sandbox = Sandbox::new();
    let empty = status(&sandbox, 1);
    assert_eq!(empty["counts"]["total"], 0);
    assert_eq!(
        (&empty["forecast"], &empty["risk"]["score"]),
        (&Value::Null, &json!(0))
    );
    assert_snapshot!(on(&sandbox, 1, &["status"]), @"");
    assert_snapshot!(on(&sandbox, 1, &["status", "--days", "0"]), @"");
    assert_snapshot!(Sandbox::repository().run(&["status", "--format", "json"]), @"");
}

#[test]
fn the_readme_has_a_block_that_changes_when_the_project_does() {
    let sandbox = prepared();
    sandbox.write("README.md", "# Our project\n\nWords.\n");
    sandbox.write("deep/down/keep", "");
    let update = |day: u32| {
        let now = format!("2026-11-{day}T12:00:00Z");
        let mut command = sandbox.command(&["status", "--update-readme"]);
        command
            .env("TICKETS_NOW", now)
            .current_dir(sandbox.repo().join("deep/down"));
        sandbox.finish(command)
    };
    assert_snapshot!(on(&sandbox, 14, &["status", "--update-readme", "--dry-run"]), @"");
    assert_eq!(sandbox.read("README.md"), "# Our project\n\nWords.\n");
    assert_snapshot!(update(14), @"");
    assert_snapshot!(sandbox.read("README.md"), @"");
    let before = sandbox.read("README.md");
    assert_snapshot!(update(29), @"");
    assert_eq!(sandbox.read("README.md"), before);

    on(&sandbox, 29, &["start", "TICKET-4"]).ok();
    update(29).ok();
    let after = sandbox.read("README.md");
    assert!(after.contains("| In progress | 1 |\n"), "{after}");
    assert!(
        after.starts_with("# Our project\n\nWords.\n\n<!-- tickets:status -->\n"),
        "{after}"
    );
    assert_eq!(after.matches("tickets:status -->").count(), 2);
    assert_eq!(sandbox.files_below("deep"), ["deep/down/keep"]);
}

#[test]
fn titles_cannot_break_out_of_the_readme() {
    let sandbox = Sandbox::new();
    let title = "<!-- /tickets:status --> <img src=x onerror=alert(1)> [a](b) | @alice";
    on(&sandbox, 1, &["create", title]).ok();
    on(&sandbox, 1, &["start", "TICKET-1"]).ok();
    sandbox.write(
        "README.md",
        "a\r\n<!-- tickets:status -->\r\nold\r\n<!-- /tickets:status -->\r\nb\r\n",
    );
    let args = ["status", "--update-readme", "--format", "json"];
    let changed = on(&sandbox, 1, &args).ok().json();
    assert_eq!(changed, json!({"path": "README.md", "is_changed": true}));
    let text = sandbox.read("README.md");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(
        text.starts_with("a\r\n<!--") && text.ends_with("-->\r\nb\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("<!-- /tickets:status -->").count(), 1);
    assert!(!text.contains("<img"), "{text}");
    assert_eq!(on(&sandbox, 2, &args).ok().json()["is_changed"], false);
}

#[test]
fn a_readme_that_cannot_have_a_block_stays_as_it_is() {
    let sandbox = prepared();
    let refused = |content: &[u8]| {
        sandbox.write("README.md", content);
        let run = on(&sandbox, 14, &["status", "--update-readme"]);
        assert_eq!(fs::read(sandbox.repo().join("README.md")).unwrap(), content);
        run
    };
    assert_snapshot!(refused(b"<!-- tickets:status -->\n"), @"");
    assert_snapshot!(refused(b"<!-- /tickets:status -->\n"), @"");
    assert_snapshot!(refused(b"\xff\xfe"), @"");
    assert_snapshot!(refused(&vec![b'a'; (4 << 20) + 1]), @"");
    let update = ["status", "--update-readme"];
    assert_snapshot!(on(&sandbox, 14, &[&update[..], &["../outside.md"]].concat()), @"");
    assert_snapshot!(on(&sandbox, 14, &[&update[..], &[".git/config"]].concat()), @"");
    assert_snapshot!(on(&sandbox, 14, &[&update[..], &["no/such/folder.md"]].concat()), @"");
    assert_snapshot!(on(&sandbox, 14, &["status", "--dry-run"]), @"");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_repository() {
    let sandbox = prepared();
    let outside = sandbox.root().join("home/notes");
    fs::write(&outside, "mine\n").unwrap();
    let link = sandbox.repo().join("README.md");
    std::os::unix::fs::symlink(&outside, &link).unwrap();
    assert_snapshot!(on(&sandbox, 14, &["status", "--update-readme"]), @"");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "mine\n");

    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(sandbox.root().join("home/new"), &link).unwrap();
    let dangling = on(&sandbox, 14, &["status", "--update-readme"]);
    assert_ne!(dangling.code, Some(0), "{dangling}");
    assert!(!sandbox.root().join("home/new").exists());
}

#[test]
fn many_that_write_the_readme_at_once_leave_it_whole() {
    let sandbox = prepared();
    sandbox.write("README.md", "# Our project\n");
    let spawn = |_| {
        sandbox
            .command(&["status", "--update-readme"])
            .spawn()
            .unwrap()
    };
    let children: Vec<_> = (0..4).map(spawn).collect();
    for mut child in children {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    let text = sandbox.read("README.md");
    assert_eq!(text.matches("<!-- tickets:status -->").count(), 1, "{text}");
    assert!(
        text.starts_with("# Our project\n\n<!-- ") && text.ends_with(" -->\n"),
        "{text}"
    );
}

#[test]
fn an_unreadable_ticket_is_told_of_and_not_counted() {
    let sandbox = prepared();
    let file = sandbox.file_of("TICKET-4");
    sandbox.write(&file, "title: [");
    let run = on(&sandbox, 14, &["status", "--format", "json"]);
    assert_eq!(run.json()["counts"]["total"], 5);
    assert_eq!(run.json_notes().len(), 1, "{run}");
}
