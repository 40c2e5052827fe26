//! `tickets search`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn every_word_is_looked_for_everywhere() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&[
            "create",
            "Fix login bug",
            "-d",
            "Users can't log in with special characters.",
            "-l",
            "auth",
        ])
        .ok();
    sandbox
        .run(&[
            "create",
            "日本語の検索",
            "--criterion",
            "Das Ergebnis ist größer",
        ])
        .ok();
    sandbox.run(&["create", "Other"]).ok();
    sandbox
        .run(&["comment", "3", "LOGIN appears in a comment"])
        .ok();

    assert_snapshot!(sandbox.run(&["search", "login"]), @"
    TICKET-1  open  Fix login bug
    TICKET-3  open  Other
        comments: LOGIN appears in a comment
    --- stderr
    2 tickets
    ");
    assert_eq!(sandbox.keys(&["search", "login", "special"]), ["TICKET-1"]);
    assert_eq!(sandbox.keys(&["search", "検索"]), ["TICKET-2"]);
    assert_eq!(sandbox.keys(&["search", "GRÖSSER"]), ["TICKET-2"]);
    assert_eq!(sandbox.keys(&["search", "GRÖß*"]), ["TICKET-2"]);
    assert_eq!(
        sandbox.keys(&["search", "login", "--label", "auth"]),
        ["TICKET-1"]
    );
    assert_snapshot!(sandbox.run(&["search", "nothing-like-it"]), @"
    --- stderr
    0 records
    ");
    assert_snapshot!(sandbox.run(&["search", " "]), @"
    --- stderr
    error: there is nothing to search for
      hint: `tickets list` finds tickets by their fields alone
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["search", "status:open"]), @"
    --- stderr
    error: there is nothing to search for
      hint: `tickets list` finds tickets by their fields alone
    --- exit 2
    ");
}

#[test]
fn words_of_a_query_are_no_pattern() {
    let sandbox = Sandbox::with_tickets(&["a.b (c) [d] *e*", "axb"]);

    assert_eq!(sandbox.keys(&["search", "a.b"]), ["TICKET-1"]);
    assert_eq!(sandbox.keys(&["search", "\"(c) [d] *e*\""]), ["TICKET-1"]);
}

#[test]
fn a_hit_is_told_with_the_place_and_the_text_around_it() {
    let sandbox = Sandbox::with_tickets(&["Café menu", "Other"]);
    let text = "The café is closed when the café is full, and the kitchen with it.";
    sandbox.run(&["comment", "2", text]).ok();

    let fields = "id,found_in,snippet,matches";
    let args = ["search", "CAFE", "--format", "json", "--fields", fields];
    assert_snapshot!(sandbox.run(&args), @r#"
    [
    {"id":"TICKET-1","found_in":"title","snippet":"Café menu","matches":[[0,4]]},
    {"id":"TICKET-2","found_in":"comments","snippet":"The café is closed when the café is full, and the kitchen with it.","matches":[[4,8],[28,32]]}
    ]
    "#);
    assert_snapshot!(sandbox.run(&["search", "cafe", "--color", "always"]).stdout.replace('\x1b', "^"), @"
    ^[36mTICKET-1^[0m  open  ^[1;31mCafé^[0m menu
    ^[36mTICKET-2^[0m  open  Other
    ^[2m    comments: ^[0mThe ^[1;31mcafé^[0m is closed when the ^[1;31mcafé^[0m is full, and the kitchen with it.
    ");
}

#[test]
fn settled_tickets_are_counted_and_found_with_all() {
    let sandbox = Sandbox::with_tickets(&["A crash", "Another crash", "No crash at all"]);
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["archive", "1"]).ok();

    assert_snapshot!(sandbox.run(&["search", "crash", "--limit", "1"]), @"
    TICKET-2  open  Another crash
    --- stderr
    1 of 2 tickets (--limit 0 shows all); 1 settled or archived not shown (--all shows them)
    ");
    let all = sandbox.keys(&["search", "crash", "--all"]);
    assert_eq!(all.len(), 3, "{all:?}");
}

#[test]
fn a_word_that_no_ticket_has_is_answered_with_one_that_is_near() {
    let sandbox = Sandbox::with_tickets(&["The snapshot is stale"]);

    assert_snapshot!(sandbox.run(&["search", "snapshto"]), @"
    --- stderr
    hint: nothing has `snapshto`; did you mean `snapshot`?
    0 records
    ");
    assert_snapshot!(sandbox.run(&["search", "snapshto", "--format", "json"]), @r#"
    []
    --- stderr
    {"suggestion":{"typed":"snapshto","word":"snapshot"}}
    "#);
    assert_snapshot!(sandbox.run(&["search", "\"--\""]), @"
    --- stderr
    error: there is nothing to search for
      hint: `tickets list` finds tickets by their fields alone
    --- exit 2
    ");
}

#[test]
fn fields_and_text_are_searched_together() {
    let sandbox = Sandbox::with_tickets(&["Crash at login", "Crash at logout", "Slow login"]);
    sandbox.run(&["update", "1", "--add-label", "auth"]).ok();

    let check = |words: &[&str], expected: &[&str]| {
        // A list finds the same, in another order.
        for command in ["search", "list"] {
            let args: Vec<&str> = [command].iter().chain(words).copied().collect();
            let mut found = sandbox.keys(&args);
            found.sort();
            assert_eq!(found, expected, "{args:?}");
        }
    };
    check(&["crash"], &["TICKET-1", "TICKET-2"]);
    check(&["crash", "label:auth"], &["TICKET-1"]);
    check(&["log*", "crash"], &["TICKET-1", "TICKET-2"]);
    check(
        &["login", "OR", "logout"],
        &["TICKET-1", "TICKET-2", "TICKET-3"],
    );
    check(&["title:\"at login\""], &["TICKET-1"]);
    let args = ["search", "--format", "json", "--", "crash", "-login"];
    assert_eq!(sandbox.run(&args).ok().json()[0]["id"], "TICKET-2");
    let sorted = sandbox.keys(&["search", "login", "sort:-created"]);
    assert_eq!(sorted, ["TICKET-3", "TICKET-1"]);
}

#[test]
fn a_key_that_is_typed_comes_first() {
    let titles = [
        "Follow-up of TICKET-3",
        "TICKET-3 again, TICKET-3",
        "Something",
    ];
    let sandbox = Sandbox::with_tickets(&titles);

    let found = sandbox.keys(&["search", "ticket-3"]);
    assert_eq!(found[0], "TICKET-3");
    assert_eq!(found.len(), 3);
}

#[test]
fn tickets_of_a_revision_are_searched_as_they_were() {
    let sandbox = Sandbox::with_tickets(&["Before"]);
    sandbox.commit_all("begin");
    sandbox.run(&["update", "1", "--title", "After"]).ok();

    assert_eq!(sandbox.keys(&["search", "after"]), ["TICKET-1"]);
    assert_eq!(
        sandbox.keys(&["search", "before", "--rev", "HEAD"]),
        ["TICKET-1"]
    );
    assert_eq!(
        sandbox.keys(&["search", "after", "--rev", "HEAD"]),
        Vec::<String>::new()
    );
}

/// A project with a record of each kind, all of which hold the word `password`.
fn planned() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Reset a password", "Other"]);
    sandbox
        .run(&["epic", "create", "Accounts", "-d", "All about the password"])
        .ok();
    sandbox
        .run(&["backlog", "add", "Guests", "-c", "No password is asked for"])
        .ok();
    sandbox
        .run(&[
            "sprint",
            "create",
            "First",
            "--goal",
            "Done with the password",
        ])
        .ok();
    sandbox
        .run(&["req", "add", "2", "A password is long", "-l", "safe"])
        .ok();
    sandbox
        .run(&[
            "req",
            "story",
            "EPIC-1",
            "user",
            "a new password",
            "I get in",
        ])
        .ok();
    sandbox
        .run(&["req", "result", "2", "It runs", "-c", "with any password"])
        .ok();
    sandbox
        .run(&["req", "gherkin", "2", "-t", "Right", "-g", "a password"])
        .ok();
    sandbox.run(&["req", "verify", "REQ-5"]).ok();
    sandbox
}

#[test]
fn records_of_every_kind_are_found_with_what_requirements_are_of() {
    let sandbox = planned();

    assert_snapshot!(sandbox.run(&["search", "password"]), @"
    REQ-2     draft    a new password  (of EPIC-1)
    TICKET-1  open     Reset a password
    REQ-1     draft    A password is long  (of TICKET-2)
    REQ-5     passing  Right  (of TICKET-2)
        gherkin: Scenario: Right Given a password
    EPIC-1    draft    Accounts
        description: All about the password
    SPRINT-1  planned  First
        goal: Done with the password
    ITEM-1    new      Guests
        acceptance criteria: No password is asked for
    REQ-3     pending  It runs  (of TICKET-2)
        acceptance criteria: with any password
    --- stderr
    8 records
    ");
    assert_snapshot!(sandbox.run(&["search", "password", "--kind", "requirement"]), @"
    REQ-2  draft    a new password  (of EPIC-1)
    REQ-1  draft    A password is long  (of TICKET-2)
    REQ-5  passing  Right  (of TICKET-2)
        gherkin: Scenario: Right Given a password
    REQ-3  pending  It runs  (of TICKET-2)
        acceptance criteria: with any password
    --- stderr
    4 requirements
    ");
    assert_eq!(
        sandbox.keys(&["search", "password", "--kind", "epic,item"]),
        ["EPIC-1", "ITEM-1"]
    );
    assert_eq!(
        sandbox.keys(&["search", "password", "-k", "ticket"]),
        ["TICKET-1"]
    );
    assert_snapshot!(sandbox.run(&["search", "pasword", "-k", "sprint"]), @"
    --- stderr
    hint: nothing has `pasword`; did you mean `password`?
    0 sprints
    ");
    assert_snapshot!(sandbox.run(&["search", "password", "-k", "story"]), @"
    --- stderr
    error: invalid value 'story' for '--kind <KIND>'
      [possible values: ticket, epic, backlog-item, sprint, requirement]

    For more information, try '--help'.
    --- exit 2
    ");
    let fields = "id,kind,status,of,found_in,snippet";
    let args = ["search", "password", "--format", "json", "--fields", fields];
    assert_snapshot!(sandbox.run(&args), @r#"
    [
    {"id":"REQ-2","kind":"requirement","status":"draft","of":"EPIC-1","found_in":"title","snippet":"a new password"},
    {"id":"TICKET-1","kind":"ticket","status":"open","of":null,"found_in":"title","snippet":"Reset a password"},
    {"id":"REQ-1","kind":"requirement","status":"draft","of":"TICKET-2","found_in":"title","snippet":"A password is long"},
    {"id":"REQ-5","kind":"requirement","status":"passing","of":"TICKET-2","found_in":"gherkin","snippet":"Scenario: Right Given a password"},
    {"id":"EPIC-1","kind":"epic","status":"draft","of":null,"found_in":"description","snippet":"All about the password"},
    {"id":"SPRINT-1","kind":"sprint","status":"planned","of":null,"found_in":"goal","snippet":"Done with the password"},
    {"id":"ITEM-1","kind":"backlog-item","status":"new","of":null,"found_in":"acceptance_criteria","snippet":"No password is asked for"},
    {"id":"REQ-3","kind":"requirement","status":"pending","of":"TICKET-2","found_in":"acceptance_criteria","snippet":"with any password"}
    ]
    "#);
    let whole = sandbox.run(&["search", "long", "--format", "json"]);
    assert_snapshot!(whole, @r#"
    [
    {"id":"REQ-1","aliases":[],"uid":"01M7W6C93G1QBG8K1WTZT3RSGW","title":"A password is long","type":"requirement","status":"draft","priority":"medium","of":"TICKET-2","parent":null,"labels":["safe"],"persona":null,"goal":null,"benefit":null,"story_points":null,"method":null,"position":null,"reviewed":null,"reviewed_parent":null,"created_at":"2026-11-20T10:00:06Z","created_by":"Alice Doe <alice@example.com>","description":"","gherkin":null,"acceptance_criteria":[],"transitions":[],"path":".tickets/requirements/00/REQ-1-a-password-is-long.yaml","kind":"requirement","found_in":"title","snippet":"A password is long","matches":[[14,18]]}
    ]
    "#);
}

#[test]
fn other_kinds_are_filtered_by_the_same_query() {
    let sandbox = planned();
    let keys = |query: &str| sandbox.keys(&["search", query]);

    assert_eq!(keys("password label:safe"), ["REQ-1"]);
    assert_eq!(keys("password type:story -title:new"), ["ITEM-1"]);
    assert_eq!(keys("password is:settled"), ["REQ-5"]);
    assert_eq!(
        keys("title:password sort:id"),
        ["REQ-1", "REQ-2", "TICKET-1"]
    );
    assert_eq!(keys("req-2"), ["REQ-2"]);
    assert_eq!(keys("password status:passing"), ["REQ-5"]);
    assert_eq!(keys("password type:result"), ["REQ-3"]);
    sandbox.run(&["backlog", "add", "Before"]).ok();
    sandbox
        .run(&["backlog", "update", "1", "--depends-on", "ITEM-2"])
        .ok();
    assert_eq!(keys("asked is:ready"), [""; 0]);
    sandbox
        .run(&["backlog", "update", "2", "--status", "cancelled"])
        .ok();
    assert_eq!(keys("asked is:ready"), ["ITEM-1"]);
    let options = ["search", "password", "--status", "pending,planned"];
    assert_eq!(sandbox.keys(&options), ["SPRINT-1", "REQ-3"]);
    assert_snapshot!(sandbox.run(&["search", "password", "-k", "ticket", "-s", "passing"]), @"
    --- stderr
    error: the project has no status `passing`
      hint: there are: open, in-progress, blocked, in-review, closed, cancelled
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["search", "password", "-k", "sprint,ticket", "status:planed"]), @"
    --- stderr
    error: the project has no status `planed`
      password status:planed
                      ^^^^^^
      hint: did you mean `planned`?
    --- exit 2
    ");
    sandbox
        .run(&["epic", "update", "1", "--status", "cancelled"])
        .ok();
    assert_eq!(sandbox.keys(&["search", "password", "-k", "epic"]), [""; 0]);
    assert_eq!(
        sandbox.keys(&["search", "password", "-k", "epic", "--all"]),
        ["EPIC-1"]
    );
    sandbox.commit_all("plans");
    sandbox.run(&["req", "update", "1", "--title", "Gone"]).ok();
    let then = ["search", "password", "label:safe", "--rev", "HEAD"];
    assert_eq!(sandbox.keys(&then), ["REQ-1"]);
    assert_eq!(keys("password label:safe"), [""; 0]);
}
