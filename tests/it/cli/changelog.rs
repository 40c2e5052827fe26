//! `tickets changelog`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// A project that settled some tickets between the tags `v1` and `v2`.
fn released() -> Sandbox {
    let sandbox = Sandbox::new();
    for args in [
        &["create", "Fix login *now*", "-T", "bug"][..],
        &["create", "Dark mode", "-T", "feature"],
        &["create", "Done before", "-T", "bug"],
        &["create", "Not now", "-T", "feature"],
        &["create", "Still open", "-T", "bug"],
        &["create", "Not a bug", "-T", "bug"],
        &["close", "3"],
    ] {
        sandbox.run(args).ok();
    }
    sandbox.commit_all("one");
    sandbox.git(&["tag", "v1"]);
    for args in [
        &["close", "1", "--resolution", "fixed", "--reason", "in 3f2a"][..],
        &["close", "2"],
        &["archive", "3"],
        &["close", "4", "--status", "cancelled"],
        &["start", "5"],
        &["close", "6", "--resolution", "Won't fix"],
        &["create", "Brand new", "-T", "bug"],
        &["close", "7"],
    ] {
        sandbox.run(args).ok();
    }
    sandbox.commit_all("two");
    sandbox.git(&["tag", "v2"]);
    sandbox.run(&["close", "5"]).ok();
    sandbox.commit_all("three");
    sandbox
}

#[test]
fn what_was_done_between_two_tags_is_grouped_by_type() {
    let sandbox = released();

    assert_snapshot!(sandbox.run(&["changelog", "v1..v2"]), @r"
    ## Bug

    - **TICKET-1** Fix login \*now\*
    - **TICKET-7** Brand new

    ## Feature

    - **TICKET-2** Dark mode
    --- stderr
    3 tickets; 2 dropped not shown (--dropped shows them)
    ");
    assert_snapshot!(sandbox.run(&["changelog", "v1..v2", "--dropped", "--quiet"]), @r"
    ## Bug

    - **TICKET-1** Fix login \*now\*
    - **TICKET-7** Brand new

    ## Feature

    - **TICKET-2** Dark mode

    ## Dropped

    - **TICKET-4** Not now
    - **TICKET-6** Not a bug (Won't fix)
    ");
}

#[test]
fn one_revision_is_compared_with_the_current_commit() {
    let sandbox = released();
    sandbox.run(&["create", "Not committed"]).ok();
    sandbox.run(&["close", "8"]).ok();

    assert_snapshot!(sandbox.run(&["changelog", "v2"]), @"
    ## Bug

    - **TICKET-5** Still open
    --- stderr
    1 ticket
    ");
    assert_snapshot!(sandbox.run(&["changelog", "HEAD"]), @"
    --- stderr
    0 tickets
    ");
}

#[test]
fn programs_get_who_closed_what_and_when() {
    let sandbox = released();

    let run = sandbox.run(&["changelog", "v1..v2", "--format", "json"]);
    assert_snapshot!(run, @r#"
    [
    {"id":"TICKET-1","title":"Fix login *now*","type":"bug","status":"closed","resolution":"fixed","closed_at":"2026-11-20T10:00:08Z","closed_by":"Alice Doe","reason":"in 3f2a","is_dropped":false},
    {"id":"TICKET-2","title":"Dark mode","type":"feature","status":"closed","resolution":null,"closed_at":"2026-11-20T10:00:09Z","closed_by":"Alice Doe","reason":null,"is_dropped":false},
    {"id":"TICKET-7","title":"Brand new","type":"bug","status":"closed","resolution":null,"closed_at":"2026-11-20T10:00:15Z","closed_by":"Alice Doe","reason":null,"is_dropped":false}
    ]
    "#);
    assert_snapshot!(sandbox.run(&["changelog", "v1..v2", "--format", "table"]), @"
    ID        TYPE     TITLE            RESOLUTION  CLOSED AT             CLOSED BY
    TICKET-1  bug      Fix login *now*  fixed       2026-11-20T10:00:08Z  Alice Doe
    TICKET-2  feature  Dark mode                    2026-11-20T10:00:09Z  Alice Doe
    TICKET-7  bug      Brand new                    2026-11-20T10:00:15Z  Alice Doe
    --- stderr
    3 tickets; 2 dropped not shown (--dropped shows them)
    ");
    assert_snapshot!(sandbox.run(&["changelog", "v1..v2", "--fields", "id,reason"]), @"
    ID        REASON
    TICKET-1  in 3f2a
    TICKET-2
    TICKET-7
    --- stderr
    3 tickets; 2 dropped not shown (--dropped shows them)
    ");
}

#[test]
fn a_revision_that_there_is_not_is_refused() {
    let sandbox = released();

    assert_snapshot!(sandbox.run(&["changelog", "v1..v3"]), @"
    --- stderr
    error: no revision `v3`
      hint: name a branch, a tag or a commit
    --- exit 3
    ");
}
