//! `tickets list --all-branches`

use insta::assert_snapshot;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// A project with three branches that went different ways; `main` is checked out and has a change of its own.
fn parted() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Fix login", "Write docs", "Same", "Dark mode", "Gone"]);
    sandbox.commit_all("base");
    sandbox.git(&["branch", "behind"]);
    sandbox.git(&["checkout", "--quiet", "-b", "work"]);
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["update", "4", "--add-label", "ui"]).ok();
    sandbox.run(&["create", "Only on work"]).ok();
    sandbox.run(&["delete", "5", "--yes"]).ok();
    sandbox.commit_all("work");
    sandbox.git(&["checkout", "--quiet", "-b", "more", "main"]);
    sandbox.run(&["start", "1"]).ok();
    sandbox.commit_all("more");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["start", "2"]).ok();
    sandbox.run(&["create", "Newer than they"]).ok();
    sandbox
}

fn shown(sandbox: &Sandbox, run: &Run) -> String {
    let mut text = run.to_string();
    for branch in ["main", "work", "more", "behind"] {
        let id = sandbox.git(&["rev-parse", branch]);
        text = text.replace(id.trim(), &format!("[{branch}]"));
    }
    text
}

#[test]
fn each_ticket_is_shown_where_it_differs_and_where_it_is_furthest() {
    let sandbox = parted();

    assert_snapshot!(sandbox.run(&["list", "--all-branches"]), @"
    ID        BRANCH  STATUS       PRIORITY  ASSIGNEE   DIFFERS           FURTHEST  TITLE
    TICKET-1  (here)  open         medium                                           Fix login
    TICKET-1  more    in-progress  medium    Alice Doe  status, assignee            Fix login
    TICKET-1  work    closed       medium               status            furthest  Fix login
    TICKET-2  (here)  in-progress  medium    Alice Doe                    furthest  Write docs
    TICKET-2  main    open         medium               status, assignee            Write docs
    TICKET-2  behind  open         medium               status, assignee            Write docs
    TICKET-2  more    open         medium               status, assignee            Write docs
    TICKET-2  work    open         medium               status, assignee            Write docs
    TICKET-4  (here)  open         medium                                 as far    Dark mode
    TICKET-4  work    open         medium               labels            as far    Dark mode
    TICKET-5  (here)  open         medium                                 furthest  Gone
    TICKET-5  work                                      deleted there
    TICKET-6  work    open         medium               only there        furthest  Only on work
    --- stderr
    5 tickets differ
    ");
}

#[test]
fn programs_get_every_state() {
    let sandbox = parted();

    let run = sandbox.run(&[
        "list",
        "--all-branches",
        "--status",
        "in-progress",
        "--format",
        "json",
    ]);
    assert_snapshot!(shown(&sandbox, &run), @r#"
    [
    {"id":"TICKET-1","title":"Fix login","here":{"id":"TICKET-1","title":"Fix login","status":"open","category":"todo","priority":"medium","assignee":null,"is_furthest":false},"branches":[{"branch":"more","revision":"[more]","id":"TICKET-1","title":"Fix login","status":"in-progress","category":"doing","priority":"medium","assignee":"Alice Doe","is_furthest":false,"differs":["status","assignee"]},{"branch":"work","revision":"[work]","id":"TICKET-1","title":"Fix login","status":"closed","category":"done","priority":"medium","assignee":null,"is_furthest":true,"differs":["status"]}],"furthest":["work"]},
    {"id":"TICKET-2","title":"Write docs","here":{"id":"TICKET-2","title":"Write docs","status":"in-progress","category":"doing","priority":"medium","assignee":"Alice Doe","is_furthest":true},"branches":[{"branch":"main","revision":"[main]","id":"TICKET-2","title":"Write docs","status":"open","category":"todo","priority":"medium","assignee":null,"is_furthest":false,"differs":["status","assignee"]},{"branch":"behind","revision":"[main]","id":"TICKET-2","title":"Write docs","status":"open","category":"todo","priority":"medium","assignee":null,"is_furthest":false,"differs":["status","assignee"]},{"branch":"more","revision":"[more]","id":"TICKET-2","title":"Write docs","status":"open","category":"todo","priority":"medium","assignee":null,"is_furthest":false,"differs":["status","assignee"]},{"branch":"work","revision":"[work]","id":"TICKET-2","title":"Write docs","status":"open","category":"todo","priority":"medium","assignee":null,"is_furthest":false,"differs":["status","assignee"]}],"furthest":[]}
    ]
    "#);
}

#[test]
fn filters_order_and_number_count_as_in_any_list() {
    let sandbox = parted();

    let run = sandbox.run(&["list", "--all-branches", "--sort", "-id", "--limit", "1"]);
    assert_snapshot!(run, @"
    ID        BRANCH  STATUS  PRIORITY  ASSIGNEE  DIFFERS     FURTHEST  TITLE
    TICKET-6  work    open    medium              only there  furthest  Only on work
    --- stderr
    1 of 5 tickets differ
    ");
    assert_snapshot!(sandbox.run(&["list", "--all-branches", "-l", "ui"]), @"
    ID        BRANCH  STATUS  PRIORITY  ASSIGNEE  DIFFERS  FURTHEST  TITLE
    TICKET-4  (here)  open    medium                       as far    Dark mode
    TICKET-4  work    open    medium              labels   as far    Dark mode
    --- stderr
    1 ticket differs
    ");
    assert_snapshot!(sandbox.run(&["list", "--all-branches", "--rev", "work"]), @"
    --- stderr
    error: the argument '--all-branches' cannot be used with '--rev <REV>'

    Usage: tickets list --all-branches [QUERY]...

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn another_clones_branch_that_says_the_same_is_left_out() {
    let sandbox = parted();
    let clone = sandbox.root().join("clone");
    sandbox.git(&["clone", "--quiet", ".", &clone.display().to_string()]);
    sandbox.git_in(&clone, &["checkout", "--quiet", "work"]);
    sandbox.git_in(&clone, &["checkout", "--quiet", "main"]);

    assert_snapshot!(sandbox.run_in(&clone, &["list", "--all-branches"]), @"
    ID        BRANCH       STATUS       PRIORITY  ASSIGNEE   DIFFERS           FURTHEST  TITLE
    TICKET-1  (here)       open         medium                                           Fix login
    TICKET-1  origin/more  in-progress  medium    Alice Doe  status, assignee            Fix login
    TICKET-1  work         closed       medium               status            furthest  Fix login
    TICKET-4  (here)       open         medium                                 as far    Dark mode
    TICKET-4  work         open         medium               labels            as far    Dark mode
    TICKET-5  (here)       open         medium                                 furthest  Gone
    TICKET-5  work                                           deleted there
    TICKET-6  work         open         medium               only there        furthest  Only on work
    --- stderr
    4 tickets differ
    ");
}

#[test]
fn one_branch_without_changes_differs_in_nothing() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);
    sandbox.commit_all("base");

    assert_snapshot!(sandbox.run(&["list", "--all-branches"]), @"
    --- stderr
    0 tickets differ
    ");
}
