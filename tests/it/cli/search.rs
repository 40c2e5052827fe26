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
    0 tickets
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
    0 tickets
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
