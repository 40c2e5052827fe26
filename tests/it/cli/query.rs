//! Queries, as `tickets list`, `count`, `ready`, `blocked`, `board` and `query` take them

use insta::assert_snapshot;

use crate::cli::list::project;
use crate::sandbox::Sandbox;

#[test]
fn lists_take_queries_beside_their_options() {
    let sandbox = project();
    sandbox.run(&["comment", "4", "Crashes at midnight"]).ok();
    let table: &[(&[&str], &[&str])] = &[
        (&["label:ui"], &["TICKET-1", "TICKET-4"]),
        (&["label:ui", "-type:bug"], &["TICKET-4"]),
        (&["-label:ui", "-l", "docs"], &["TICKET-2"]),
        (&["label:ui", "--priority", "high"], &["TICKET-1"]),
        (&["priority>=high"], &["TICKET-3", "TICKET-1"]),
        (&["priority:high.."], &["TICKET-3", "TICKET-1"]),
        (&["status:closed"], &["TICKET-5"]),
        (&["is:settled"], &["TICKET-5", "TICKET-6"]),
        (&["is:archived"], &["TICKET-7"]),
        (&["is:mine"], &["TICKET-1", "TICKET-2"]),
        (&["assignee:me", "type:bug"], &["TICKET-1"]),
        (&["author:alice@example.com", "has:due"], &["TICKET-2"]),
        (&["is:ready"], &["TICKET-1", "TICKET-4"]),
        (&["is:blocked"], &["TICKET-3"]),
        (
            &["is:ready OR is:blocked", "sort:-id"],
            &["TICKET-4", "TICKET-3", "TICKET-1"],
        ),
        (&["id:5"], &["TICKET-5"]),
        (&["parent:2"], &["TICKET-4"]),
        (&["depends_on:TICKET-1"], &["TICKET-3"]),
        (&["due<=2026-11-25"], &["TICKET-2"]),
        (&["created:today", "points:3"], &["TICKET-2"]),
        (&["updated:7d", "no:label"], &["TICKET-3"]),
        (&["login"], &["TICKET-1"]),
        (&["タイトル"], &["TICKET-3"]),
        (&["fix login"], &["TICKET-1"]),
        (&["login fix"], &[]),
        (&["login", "fix"], &["TICKET-1"]),
        (&["crash*"], &["TICKET-4"]),
        (&["comments:crash*"], &["TICKET-4"]),
        (&["title:crash*"], &[]),
        (&["(login OR docs) -label:auth"], &["TICKET-2"]),
        (&["assignee:Alice Doe", "label:docs"], &["TICKET-2"]),
        (&["NOT login", "label:ui"], &["TICKET-4"]),
        (
            &["scope:all", "sort:id", "--limit", "1", "--offset", "6"],
            &["TICKET-7"],
        ),
        (
            &["sort:-id", "--sort", "priority", "label:ui"],
            &["TICKET-1", "TICKET-4"],
        ),
    ];
    for (args, expected) in table {
        let args: Vec<&str> = [&["list"], *args].concat();
        assert_eq!(sandbox.keys(&args), *expected, "{args:?}");
    }
}

#[test]
fn every_listing_command_takes_queries() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["count", "label:ui", "OR", "label:docs"]), @"3");
    assert_snapshot!(sandbox.run(&["count", "is:settled", "--format", "json"]), @r#"{"count":2}"#);
    assert_eq!(sandbox.keys(&["ready", "-type:bug"]), ["TICKET-4"]);
    assert_eq!(sandbox.keys(&["blocked", "priority>high"]), ["TICKET-3"]);
    let negated = ["list", "--format", "simple", "--", "-login", "label:ui"];
    assert_snapshot!(sandbox.run(&negated), @"TICKET-4");
    assert_snapshot!(sandbox.run(&["board", "label:ui"]), @"
    open (2)                      in-progress (0)               blocked (0)                   in-review (0)
    ────────────────────────────  ────────────────────────────  ────────────────────────────  ────────────────────────────
    TICKET-1 @Alice Doe
      Fix login
    TICKET-4
      Child
    ");
    assert_snapshot!(sandbox.run(&["list", "label:ui", "-type:bug"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-4  open    low       Child  ui
    --- stderr
    1 ticket
    ");
}

/// What a list leaves out is counted for a query as for options.
#[test]
fn what_a_query_does_not_look_at_is_counted() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["list", "old OR gone OR away"]), @"
    --- stderr
    0 tickets; 3 settled or archived not shown (--all shows them)
    ");
    assert_snapshot!(sandbox.run(&["list", "old OR gone OR away", "--all"]), @"
    ID        STATUS     PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-5  closed     medium    Old
    TICKET-6  cancelled  medium    Gone
    TICKET-7  open       medium    Away
    --- stderr
    3 tickets
    ");
}

#[test]
fn a_key_of_former_times_names_the_parent() {
    let sandbox = project();
    let file = sandbox.file_of("TICKET-2");
    let text = sandbox.read(&file);
    sandbox.write(
        &file,
        text.replace("\nuid:", "\naliases:\n  - OLD-9\n\nuid:"),
    );

    assert_eq!(sandbox.keys(&["list", "parent:OLD-9"]), ["TICKET-4"]);
    assert_eq!(sandbox.keys(&["list", "id:old-9"]), ["TICKET-2"]);
}

#[test]
fn a_query_that_makes_no_sense_is_shown_with_its_place() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["list", "label:ui", "statsu:open"]), @"
    --- stderr
    error: no field `statsu`
      label:ui statsu:open
               ^^^^^^
      hint: did you mean `status`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "日本語 (", "label:a"]), @"
    --- stderr
    error: the parenthesis is not closed
      日本語 ( label:a
             ^
      hint: in quotes, parentheses are text to find
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["count", "status:opne"]), @"
    --- stderr
    error: the project has no status `opne`
      status:opne
             ^^^^
      hint: did you mean `open`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["ready", "created>then"]), @"
    --- stderr
    error: `then` is not a time
      created>then
              ^^^^
      hint: write `2026-11-20`, `2026-11`, `7d`, `2w` or `today`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "status:open", "status:closed"]), @"
    --- stderr
    error: `status:open` and `status:closed` exclude each other
      status:open status:closed
                  ^^^^^^^^^^^^^
      hint: `status:open,closed` finds either
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "-label:ui", "-status:"]), @r#"
    --- stderr
    error: no value after `status:`
      -label:ui -status:
                        ^
      hint: write the value right behind `status:`, one with blanks in quotes
    --- exit 2
    "#);
    let long = format!(
        "{} prioritty:high {}",
        "label:first ".repeat(20),
        "word ".repeat(40)
    );
    assert_snapshot!(sandbox.run(&["list", &long]), @"
    --- stderr
    error: no field `prioritty`
      …l:first label:first label:first  prioritty:high word word word word word w…
                                        ^^^^^^^^^
      hint: did you mean `priority`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "a\nb\u{1b}[31m status:x"]), @"
    --- stderr
    error: the project has no status `x`
      a b [31m status:x
                      ^
      hint: there are: open, in-progress, blocked, in-review, closed, cancelled
    --- exit 2
    ");
}

#[test]
fn programs_get_the_place_as_numbers() {
    let sandbox = Sandbox::new();

    let json = |args: &[&str]| sandbox.run(&[args, &["--format", "json"]].concat());
    assert_snapshot!(json(&["list", "größe status:opne"]), @r#"
    --- stderr
    {"error":{"code":"usage","message":"the project has no status `opne`","hint":"did you mean `open`?","details":{"query":"größe status:opne","position":14,"length":4,"value":"opne","known":["open","in-progress","blocked","in-review","closed","cancelled"]}}}
    --- exit 2
    "#);
    assert_snapshot!(json(&["count", "a", "OR"]), @r#"
    --- stderr
    {"error":{"code":"usage","message":"`OR` has no term after it","hint":"in quotes, `\"OR\"` is text to find","details":{"query":"a OR","position":3,"length":2}}}
    --- exit 2
    "#);
}

#[test]
fn a_query_is_shown_as_it_is_understood() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["query", "tag:a", "-prio>=high", "two words"]), @r#"label:a -priority:high,critical "two words" scope:open"#);
    assert_snapshot!(sandbox.run(&["query", "is:closed", "created>=2w", "sort:due", "--format", "json"]), @r#"{"query":"is:settled created:2026-11-06T10:00:02Z.. scope:settled sort:due","scope":"settled","sort":["due"]}"#);
    assert_snapshot!(sandbox.run(&["query", "assignee:me", "("]), @"
    --- stderr
    error: the parenthesis is not closed
      assignee:me (
                  ^
      hint: in quotes, parentheses are text to find
    --- exit 2
    ");
}

#[test]
fn help_tells_the_language() {
    let sandbox = Sandbox::repository();

    let help = sandbox.run(&["help", "query"]);
    let narrow = help
        .ok()
        .stdout
        .lines()
        .all(|line| line.chars().count() <= 100);
    assert!(narrow && help.stdout.contains("is:ready"), "{help}");
    let guide = sandbox.run(&["query"]).ok().stdout.clone();
    assert!(help.stdout.ends_with(&guide), "{guide}");
    let short = sandbox.run(&["list", "-h"]);
    let about = short
        .ok()
        .stdout
        .lines()
        .filter(|line| line.contains("QUERY"));
    assert_snapshot!(about.collect::<Vec<_>>().join("\n"), @r#"
    Usage: tickets list [OPTIONS] [QUERY]...
      [QUERY]...  Which tickets: `label:ui -type:bug "some text"`; `tickets help query` tells all
    "#);
}

#[test]
fn tickets_are_found_by_the_item_that_they_were_made_of() {
    let sandbox = Sandbox::new();
    sandbox.run(&["backlog", "add", "Pay by card"]).ok();
    sandbox.run(&["backlog", "convert", "ITEM-1"]).ok();
    sandbox.run(&["create", "Other"]).ok();

    for query in ["item:ITEM-1", "has:item", "item:item-1", "backlog-item:1"] {
        assert_eq!(sandbox.keys(&["list", query]), ["TICKET-1"], "{query}");
    }
    assert_eq!(sandbox.keys(&["list", "--item", "ITEM-1"]), ["TICKET-1"]);
    assert_eq!(sandbox.keys(&["list", "no:item"]), ["TICKET-2"]);
    assert_eq!(sandbox.keys(&["list", "--item", "none"]), ["TICKET-2"]);
}

/// An epic that was renumbered is still found by the key that it had.
#[test]
fn a_query_may_name_an_epic_by_a_key_of_former_times() {
    let sandbox = Sandbox::new();
    sandbox.run(&["epic", "create", "Payments"]).ok();
    sandbox
        .run(&["create", "Buy a till", "--epic", "EPIC-1"])
        .ok();
    let path = ".tickets/epics/EPIC-1-payments.yaml";
    let text = sandbox.read(path);
    sandbox.write(
        path,
        text.replacen("\n\nuid:", "\n\naliases:\n  - EPIC-9\n\nuid:", 1),
    );

    assert_eq!(sandbox.keys(&["list", "epic:EPIC-9"]), ["TICKET-1"]);
    assert_eq!(sandbox.keys(&["list", "epic:EPIC-8"]), Vec::<String>::new());
}
