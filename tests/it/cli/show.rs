//! `tickets show` and `tickets history`, and how a ticket is named.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    for args in [
        &[
            "create",
            "Fix login bug",
            "-d",
            "Users\ncan't log in.",
            "-l",
            "auth",
            "--criterion",
            "Works",
        ][..],
        &[
            "create",
            "Fix logout bug",
            "--depends-on",
            "1",
            "--parent",
            "1",
        ],
        &["comment", "1", "I can reproduce it"],
        &["start", "1"],
        &["close", "1", "--resolution", "fixed", "--reason", "in 3f2a"],
    ] {
        sandbox.run(args).ok();
    }
    sandbox
}

#[test]
fn everything_about_a_ticket_is_shown() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["show", "1"]), @"
    TICKET-1  Fix login bug

    status:       closed
    type:         task
    priority:     medium
    resolution:   fixed
    assignee:     Alice Doe
    labels:       auth
    created:      2026-11-20T10:00:01Z by Alice Doe <alice@example.com> on main
    updated:      2026-11-20T10:00:05Z
    file:         .tickets/tickets/00/TICKET-1-fix-login-bug.yaml

      Users
      can't log in.

    Acceptance criteria (0/1)
      [ ] 1 Works

    comment agzy by Alice Doe at 2026-11-20T10:00:03Z
      I can reproduce it
    ");
    assert_snapshot!(sandbox.run(&["show", "1", "--relations"]), @"
    TICKET-1  Fix login bug

    status:       closed
    type:         task
    priority:     medium
    resolution:   fixed
    assignee:     Alice Doe
    labels:       auth
    blocks:       TICKET-2
    children:     TICKET-2
    created:      2026-11-20T10:00:01Z by Alice Doe <alice@example.com> on main
    updated:      2026-11-20T10:00:05Z
    file:         .tickets/tickets/00/TICKET-1-fix-login-bug.yaml

      Users
      can't log in.

    Acceptance criteria (0/1)
      [ ] 1 Works

    comment agzy by Alice Doe at 2026-11-20T10:00:03Z
      I can reproduce it
    ");
    assert_snapshot!(sandbox.run(&["history", "1"]), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:03Z  comment, Alice Doe: I can reproduce it
    2026-11-20T10:00:04Z  open → in-progress, Alice Doe
    2026-11-20T10:00:05Z  in-progress → closed, Alice Doe: in 3f2a
    ");
}

#[test]
fn json_has_the_fields_of_the_file_and_what_is_computed() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["show", "2", "--format", "json"]), @r#"{"id":"TICKET-2","aliases":[],"archived_at":null,"uid":"01M7W6C56GHZPV6HKFH9XR3AC9","title":"Fix logout bug","type":"task","status":"open","priority":"medium","assignee":null,"labels":[],"epic":null,"sprint":null,"parent":"TICKET-1","depends_on":["TICKET-1"],"due":null,"estimate_hours":null,"story_points":null,"resolution":null,"created_at":"2026-11-20T10:00:02Z","reporter":null,"related":[],"created_by":"Alice Doe <alice@example.com>","duplicates":[],"links":[],"branch":"main","item":null,"description":"","acceptance_criteria":[],"sprint_changes":[],"transitions":[],"category":"todo","blocked_by":[],"is_ready":true,"updated_at":"2026-11-20T10:00:02Z","entry_count":0,"path":".tickets/tickets/00/TICKET-2-fix-logout-bug.yaml","journal":[],"time":[],"comments":[],"version":"12bc98975db0"}"#);
    let several = sandbox.run(&["show", "1", "2", "--format", "json"]).json();
    assert_eq!(several.as_array().unwrap().len(), 2);
}

#[test]
fn a_ticket_is_named_in_many_ways() {
    let sandbox = project();
    let uid = sandbox.ticket("1")["uid"].as_str().unwrap().to_owned();

    for name in [
        "TICKET-1",
        "ticket-1",
        "1",
        "login",
        "fix-login-bug",
        "TICKET-1-fix-login-bug",
        &uid,
        &uid.to_lowercase(),
    ] {
        assert_eq!(sandbox.ticket(name)["id"], "TICKET-1", "{name}");
    }
}

#[test]
fn a_name_of_none_or_several_is_an_error_with_a_proposal() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["show", "fix"]), @"
    --- stderr
    error: `fix` can mean 2 tickets
      hint: write more of one of them: `TICKET-1-fix-login-bug`, `TICKET-2-fix-logout-bug`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["show", "TICKET-12"]), @"
    --- stderr
    error: no ticket `TICKET-12`
      hint: did you mean `TICKET-1` or `TICKET-2`?
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["show", "TICKTE-1"]), @"
    --- stderr
    error: no ticket `TICKTE-1`
      hint: did you mean `TICKET-1` or `TICKET-2`?
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["show", "nonsense"]), @"
    --- stderr
    error: no ticket `nonsense`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["show", "TICKET-12", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"not-found","message":"no ticket `TICKET-12`","hint":"did you mean `TICKET-1` or `TICKET-2`?","details":{"reference":"TICKET-12","similar":["TICKET-1","TICKET-2"]}}}
    --- exit 3
    "#);
    assert_snapshot!(sandbox.run(&["show", ""]), @"
    --- stderr
    error: no ticket ``
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["show", "../../etc/passwd"]), @"
    --- stderr
    error: no ticket `../../etc/passwd`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["show"]), @"
    --- stderr
    error: the following required arguments were not provided:
      <KEY>...

    Usage: tickets show <KEY>...

    For more information, try '--help'.
    --- exit 2
    ");
}
