//! `tickets list`, `ready`, `blocked`, `board`, `count`, `stats`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// Seven tickets, of which three are settled or archived.
pub(crate) fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    for args in [
        &[
            "create",
            "Fix login",
            "-T",
            "bug",
            "-p",
            "high",
            "-l",
            "auth,ui",
            "-a",
            "me",
        ][..],
        &[
            "create",
            "Write docs",
            "-l",
            "docs",
            "--due",
            "2026-11-25",
            "--points",
            "3",
        ],
        &[
            "create",
            "日本語のタイトル",
            "-p",
            "critical",
            "--depends-on",
            "1",
        ],
        &["create", "Child", "--parent", "2", "-p", "low", "-l", "ui"],
        &["create", "Old"],
        &["create", "Gone"],
        &["create", "Away"],
        &["close", "5"],
        &["close", "6", "--status", "cancelled"],
        &["archive", "7"],
        &["start", "2"],
    ] {
        sandbox.run(args).ok();
    }
    sandbox
}

#[test]
fn the_most_important_come_first_and_what_is_hidden_is_said() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS       PRIORITY  TITLE             LABELS    ASSIGNEE
    TICKET-3  open         critical  日本語のタイトル
    TICKET-1  open         high      Fix login         auth, ui  Alice Doe
    TICKET-2  in-progress  medium    Write docs        docs      Alice Doe
    TICKET-4  open         low       Child             ui
    --- stderr
    4 tickets; 3 settled or archived not shown (--all shows them)
    ");
    assert_snapshot!(sandbox.run(&["list", "--all", "--limit", "3"]), @"
    ID        STATUS       PRIORITY  TITLE             LABELS    ASSIGNEE
    TICKET-3  open         critical  日本語のタイトル
    TICKET-1  open         high      Fix login         auth, ui  Alice Doe
    TICKET-2  in-progress  medium    Write docs        docs      Alice Doe
    --- stderr
    3 of 7 tickets (--limit 0 shows all)
    ");
}

#[test]
fn filters_narrow_the_list() {
    let sandbox = project();
    let table: &[(&[&str], &[&str])] = &[
        (&["--status", "closed"], &["TICKET-5"]),
        (
            &["--status", "closed,open", "--priority", "high"],
            &["TICKET-1"],
        ),
        (&["--category", "done,dropped"], &["TICKET-5", "TICKET-6"]),
        (&["--category", "doing"], &["TICKET-2"]),
        (&["--type", "bug"], &["TICKET-1"]),
        (&["--label", "ui"], &["TICKET-1", "TICKET-4"]),
        (&["--label", "ui", "--label", "auth"], &["TICKET-1"]),
        (&["--label", "docs,auth"], &["TICKET-1", "TICKET-2"]),
        (&["--not-label", "ui"], &["TICKET-3", "TICKET-2"]),
        (&["--assignee", "me"], &["TICKET-1", "TICKET-2"]),
        (&["--assignee", "alice@example.com"], &[]),
        (&["--assignee", "none"], &["TICKET-3", "TICKET-4"]),
        (&["--text", "LOGIN"], &["TICKET-1"]),
        (&["--text", "タイトル"], &["TICKET-3"]),
        (&["--parent", "2"], &["TICKET-4"]),
        (
            &["--created", "2026-11-20..2026-11-20"],
            &["TICKET-3", "TICKET-1", "TICKET-2", "TICKET-4"],
        ),
        (&["--created", "..2026-11-19"], &[]),
        (
            &["--updated", "7d"],
            &["TICKET-3", "TICKET-1", "TICKET-2", "TICKET-4"],
        ),
        (&["--due", "7d"], &["TICKET-2"]),
        (&["--due", "2d"], &[]),
        (
            &["--all", "--sort", "id", "--limit", "2", "--offset", "5"],
            &["TICKET-6", "TICKET-7"],
        ),
        (
            &["--sort", "-id"],
            &["TICKET-4", "TICKET-3", "TICKET-2", "TICKET-1"],
        ),
        (
            &["--sort", "title"],
            &["TICKET-4", "TICKET-1", "TICKET-2", "TICKET-3"],
        ),
        (&["--offset", "99"], &[]),
    ];
    for (args, expected) in table {
        let args: Vec<&str> = [&["list"], *args].concat();
        assert_eq!(sandbox.keys(&args), *expected, "{args:?}");
    }
}

#[test]
fn a_filter_that_makes_no_sense_is_refused_with_a_proposal() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["list", "--status", "opne"]), @"
    --- stderr
    error: the project has no status `opne`
      hint: did you mean `open`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--category", "dun"]), @"
    --- stderr
    error: no category `dun`
      hint: did you mean `done`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--sort", "prio"]), @"
    --- stderr
    error: cannot sort by `prio`
      hint: did you mean `priority`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--created", "then"]), @"
    --- stderr
    error: `then` is not a span of time: write `7d`, `2w`, `2026-11-01..2026-11-30`, `2026-11-01..`, `today` or a date
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--fields", "titel"]), @"
    --- stderr
    error: no field `titel`
      hint: did you mean `title`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--parent", "99"]), @"
    --- stderr
    error: no ticket `99`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
}

#[test]
fn an_empty_list_is_no_error() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["list"]), @"
    --- stderr
    0 tickets
    ");
    assert_snapshot!(sandbox.run(&["list", "--format", "json"]), @"[]");
    assert_snapshot!(sandbox.run(&["list", "--format", "csv", "--fields", "id,title"]), @"id,title");
    assert_snapshot!(sandbox.run(&["list", "--format", "yaml"]), @"[]");
    assert_snapshot!(sandbox.run(&["ready"]), @"
    --- stderr
    0 tickets
    ");
}

#[test]
fn ready_and_blocked_follow_the_dependencies() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["ready"]), @"
    ID        STATUS  PRIORITY  TITLE      LABELS    ASSIGNEE
    TICKET-1  open    high      Fix login  auth, ui  Alice Doe
    TICKET-4  open    low       Child      ui
    --- stderr
    2 tickets
    ");
    assert_snapshot!(sandbox.run(&["blocked"]), @"
    ID        STATUS  PRIORITY  TITLE             BLOCKED BY  ASSIGNEE
    TICKET-3  open    critical  日本語のタイトル  TICKET-1
    --- stderr
    1 ticket
    ");
    sandbox.run(&["close", "1"]).ok();
    assert_eq!(sandbox.keys(&["blocked"]), Vec::<String>::new());
    assert_eq!(sandbox.keys(&["ready"]), ["TICKET-3", "TICKET-4"]);
}

#[test]
fn board_has_a_column_for_each_status() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["board"]), @"
    open (3)                      in-progress (1)               blocked (0)                   in-review (0)
    ────────────────────────────  ────────────────────────────  ────────────────────────────  ────────────────────────────
    TICKET-3                      TICKET-2 @Alice Doe
      日本語のタイトル              Write docs
    TICKET-1 @Alice Doe
      Fix login
    TICKET-4
      Child
    ");
}

#[test]
fn count_and_stats_agree_with_the_list() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["count"]), @"4");
    assert_snapshot!(sandbox.run(&["count", "--all", "--format", "json"]), @r#"{"count":7}"#);
    assert_snapshot!(sandbox.run(&["stats"]), @"
    7 tickets, 4 open, 2 ready, 1 archived
    last 7 days: 6 created, 2 settled

    By status
      open        3 ██████████████████████████████
      in-progress 1 ██████████
      blocked     0
      in-review   0
      closed      1 ██████████
      cancelled   1 ██████████

    Open by priority
      critical 1 ██████████████████████████████
      high     1 ██████████████████████████████
      medium   1 ██████████████████████████████
      low      1 ██████████████████████████████

    Open by type
      task 3 ██████████████████████████████
      bug  1 ██████████

    Open by assignee
      (nobody)  2 ██████████████████████████████
      Alice Doe 2 ██████████████████████████████
    ");
}
