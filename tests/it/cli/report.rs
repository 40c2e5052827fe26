//! `tickets report`, but for what its page does in a browser.

use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Fix <login>", "Write | docs", "Done"]);
    let fields = ["--priority", "critical", "--points", "3"];
    sandbox.run(&[&["update", "1"], &fields[..]].concat()).ok();
    sandbox.run(&["start", "3"]).ok();
    sandbox.run(&["close", "3"]).ok();
    sandbox
}

#[test]
fn a_page_is_written_whole_into_the_folder_where_one_is() {
    let sandbox = project();
    assert_snapshot!(sandbox.run(&["report"]), @"
    --- stderr
    Wrote tickets-report.html
    ");
    let page = sandbox.read("tickets-report.html");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(page.ends_with("</html>"));
    assert!(page.contains("Fix &lt;login&gt;"));

    sandbox.run(&["report", "-o", "-"]).ok();
    sandbox.write("out/old.html", "old");
    sandbox
        .run(&["report", "--output", "out/old.html", "--quiet"])
        .ok();
    assert!(sandbox.read("out/old.html").ends_with("</html>"));
    assert_eq!(sandbox.files_below("out"), ["out/old.html"]);
    assert_snapshot!(sandbox.run(&["report", "-o", "nowhere/page.html"]), @"
    --- stderr
    error: cannot write `[ROOT]/repo/nowhere/page.html`
      because: No such file or directory (os error 2)
    --- exit 6
    ");
    let files = sandbox.files_below(".").into_iter();
    let drafts = files.filter(|path| path.ends_with(".tickets-tmp"));
    assert_eq!(drafts.count(), 0);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_its_target_is_replaced() {
    let sandbox = project();
    sandbox.write("real.html", "old");
    std::os::unix::fs::symlink("real.html", sandbox.repo().join("link.html")).unwrap();
    sandbox.run(&["report", "-o", "link.html"]).ok();
    sandbox.run(&["report", "-o", "/dev/null"]).ok();

    let link = fs::symlink_metadata(sandbox.repo().join("link.html")).unwrap();
    assert!(link.is_symlink());
    assert!(sandbox.read("real.html").ends_with("</html>"));
}

#[test]
fn the_same_is_told_in_markdown() {
    assert_snapshot!(project().run(&["report", "--format", "markdown"]), @"
    # repo

    Report of 2026-11-20T10:00:07Z.

    ## Overview

    - 2 open: 0 under way, 0 of them blocked, 0 overdue
    - 1 done and 0 dropped of 3
    - 1 done in the last 7 days, 1 in the last 30
    - cycle time: median 0 days, 85 % within 0 days
    - all open work done by 2026-12-13, at 85 %

    ## Status

    | Name | Tickets |
    | --- | --- |
    | open | 2 |
    | closed | 1 |

    ## Priority of open work

    | Name | Tickets |
    | --- | --- |
    | critical | 1 |
    | medium | 1 |

    ## Workload

    | Who | Open | Under way | Points |
    | --- | --- | --- | --- |
    | nobody | 2 | 0 | 3 |

    ## Risk: 21 of 100, medium

    | Part | Tickets | Points each | Points |
    | --- | --- | --- | --- |
    | blocked | 0 | 20 | 0 |
    | critical open | 1 | 15 | 15 |
    | open over 30 days | 0 | 5 | 0 |
    | unassigned open | 2 | 3 | 6 |
    | pressing over 7 days | 0 | 10 | 0 |
    ");
}

#[test]
fn the_tickets_are_told_as_csv() {
    let sandbox = project();
    assert_snapshot!(sandbox.run(&["report", "--format", "csv"]), @"
    id,title,type,status,category,priority,assignee,labels,epic,sprint,points,estimate_minutes,spent_minutes,due,is_overdue,blocked_by,age_days
    TICKET-1,Fix <login>,task,open,todo,critical,,,,,3,,0,,false,,0
    TICKET-2,Write | docs,task,open,todo,medium,,,,,,,0,,false,,0
    TICKET-3,Done,task,closed,done,medium,Alice Doe,,,,,,0,,false,,0
    ");
    assert_snapshot!(sandbox.run(&["report", "--format", "csv", "--fields", "id,status"]), @"
    id,status
    TICKET-1,open
    TICKET-2,open
    TICKET-3,closed
    ");
}

#[test]
fn the_numbers_are_those_of_the_status() {
    let sandbox = project();
    let now = ("TICKETS_NOW", "2026-11-22T10:00:00Z");
    let report = sandbox
        .run_with(now, &["report", "--format", "json"])
        .ok()
        .json();
    let status = sandbox
        .run_with(now, &["status", "--format", "json"])
        .ok()
        .json();
    for name in [
        "counts",
        "velocity",
        "lead_time",
        "cycle_time",
        "ageing",
        "workload",
        "risk",
        "forecast",
    ] {
        assert_ne!(report["analytics"][name], json!(null), "{name}");
        assert_eq!(report["analytics"][name], status[name], "{name}");
    }
    assert_eq!(report["tickets"].as_array().unwrap().len(), 3);
    assert_eq!(report["weeks"].as_array().unwrap().len(), 12);
    assert_eq!(report["flow"].as_array().unwrap().len(), 60);
}

#[test]
fn what_people_wrote_down_is_told() {
    let sandbox = project();
    let plain = sandbox.run(&["report", "--format", "json"]).ok().json();
    assert_eq!(
        (&plain["time"], &plain["notes"]),
        (&json!(null), &json!([]))
    );
    sandbox.run(&["epic", "create", "Checkout"]).ok();
    sandbox.run(&["update", "1", "--estimate", "2"]).ok();
    for args in [
        &["time", "1", "--add", "150m"][..],
        &["time", "1", "--add", "30m", "--type", "review"],
        &["time", "EPIC-1", "--add", "1h", "--type", "meeting"],
        &["journal", "1", "Half done."],
        &["journal", "1", "No test system.", "--type", "blocker"],
        &["journal", "EPIC-1", "Cards first.", "--type", "decision"],
    ] {
        sandbox.run(args).ok();
    }
    let report = sandbox.run(&["report", "--format", "json"]).ok().json();
    let time = &report["time"];
    assert_eq!(
        (&time["minutes"], &time["records"]),
        (&json!(240), &json!(2))
    );
    let estimated = ["estimated", "estimated_minutes", "spent_of_estimated"];
    assert_eq!(
        estimated.map(|name| &time[name]),
        [1, 120, 180].map(|n| json!(n)).each_ref()
    );
    assert_eq!(
        time["longest"][0],
        json!({"id": "TICKET-1", "title": "Fix <login>", "minutes": 180, "estimate_minutes": 120, "remaining_minutes": -60})
    );
    let told = report["notes"].as_array().unwrap().iter();
    let told: Vec<_> = told.map(|note| (&note["type"], &note["record"])).collect();
    assert_eq!(
        told,
        [
            (&json!("decision"), &json!("EPIC-1")),
            (&json!("blocker"), &json!("TICKET-1"))
        ]
    );
    let markdown = sandbox
        .run(&["report", "--format", "markdown"])
        .ok()
        .stdout
        .clone();
    let (_, end) = markdown.split_once("## Time\n").unwrap();
    assert_snapshot!(end, @"
    4h spent, 4h of it billed; 1 record that was estimated at 2h took 3h.

    ## Time by person

    | Who | Spent | Billed |
    | --- | --- | --- |
    | Alice Doe | 4h | 4h |

    ## Time by type

    | Type | Spent | Billed |
    | --- | --- | --- |
    | work | 2h30m | 2h30m |
    | meeting | 1h | 1h |
    | review | 30m | 30m |

    ## Blockers, decisions, milestones

    | Day | What | Record | What it says | Who |
    | --- | --- | --- | --- | --- |
    | 2026-11-20 | decision | EPIC-1 | Cards first. | Alice Doe |
    | 2026-11-20 | blocker | TICKET-1 | No test system. | Alice Doe |
    ");
    let columns = "id,estimate_minutes,spent_minutes";
    assert_snapshot!(sandbox.run(&["report", "--format", "csv", "--fields", columns]), @"
    id,estimate_minutes,spent_minutes
    TICKET-1,120,180
    TICKET-2,,0
    TICKET-3,,0
    ");
    let page = sandbox.run(&["report", "-o", "-"]).ok().stdout.clone();
    for text in [
        "1h over",
        "No test system.",
        "href=\"#time\"",
        "href=\"#journal\"",
    ] {
        assert!(page.contains(text), "{text}");
    }
    // What a revision says is that of the revision.
    sandbox.commit_all("all");
    sandbox.run(&["time", "1", "--add", "8h"]).ok();
    let then = ["report", "--format", "json", "--rev", "HEAD"];
    assert_eq!(sandbox.run(&then).ok().json()["time"], report["time"]);
}

#[test]
fn many_tickets_are_told_like_few() {
    let sandbox = Sandbox::new();
    let line = |number| json!({ "op": "create", "title": format!("Ticket {number}") }).to_string();
    let lines: Vec<String> = (1..=250).map(line).collect();
    sandbox
        .run_with_stdin(&lines.join("\n"), &["batch", "-"])
        .ok();
    sandbox
        .run(&[
            "update",
            "7",
            "--description",
            "Words",
            "--due",
            "2026-12-01",
        ])
        .ok();
    sandbox.run(&["close", "8"]).ok();
    let ids = |extra: &[&str]| {
        let args = ["report", "--format", "csv"];
        sandbox
            .run(&[&args[..], extra].concat())
            .ok()
            .stdout
            .clone()
    };
    sandbox.commit_all("all");
    let of_lines = ids(&[]);
    assert_eq!(of_lines.lines().count(), 251);
    assert_eq!(of_lines, ids(&[]));
    // A revision has no lines that are kept.
    assert_eq!(of_lines, ids(&["--rev", "HEAD"]));
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    let sandbox = project();
    assert_snapshot!(sandbox.run(&["report", "--format", "json", "-o", "x.json"]), @r#"
    --- stderr
    {"error":{"code":"usage","message":"`--output` and `--open` are for the page","hint":"other forms go to standard output","details":null}}
    --- exit 2
    "#);
    assert_snapshot!(sandbox.run(&["report", "--fields", "id"]), @"
    --- stderr
    error: the page has no fields to choose
      hint: `--format csv --fields …` has
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["report", "-o", "-", "--open"]), @"
    --- stderr
    error: what goes to standard output cannot be opened
    --- exit 2
    ");
    assert_eq!(sandbox.run(&["report", "--days", "3"]).code, Some(2));
    sandbox.run(&["report", "--no-open"]).ok();
}

#[test]
fn on_the_first_day_of_a_sprint_its_lines_are_dots() {
    let sandbox = Sandbox::with_tickets(&["Pay by card"]);
    for args in [
        &["sprint", "create", "First", "--start", "2026-11-20"][..],
        &["sprint", "add", "1", "1"],
        &["sprint", "start", "1"],
        &["report", "-o", "report.html"],
    ] {
        sandbox.run(args).ok();
    }
    let page = sandbox.read("report.html");
    let lines = page.split("<polyline ").skip(1).filter_map(|rest| {
        let (points, _) = rest.split_once("points=\"")?.1.split_once('"')?;
        Some(points.split(' ').count())
    });
    let counts: Vec<usize> = lines.collect();
    assert!(
        !counts.is_empty() && counts.iter().all(|count| *count >= 2),
        "{counts:?}"
    );
}
