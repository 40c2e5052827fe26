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
    ID        STATUS  TITLE          FOUND IN  SNIPPET
    TICKET-1  open    Fix login bug  title     Fix login bug
    TICKET-3  open    Other          comment   LOGIN appears in a comment
    --- stderr
    2 tickets
    ");
    assert_eq!(sandbox.keys(&["search", "login", "special"]), ["TICKET-1"]);
    assert_eq!(sandbox.keys(&["search", "検索"]), ["TICKET-2"]);
    assert_eq!(sandbox.keys(&["search", "GRÖSSER"]), Vec::<String>::new());
    assert_eq!(sandbox.keys(&["search", "GRÖß"]), ["TICKET-2"]);
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
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["search"]), @"
    --- stderr
    error: the following required arguments were not provided:
      <WORDS>...

    Usage: tickets search <WORDS>...

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn words_of_a_query_are_no_pattern() {
    let sandbox = Sandbox::with_tickets(&["a.b (c) [d] *e*", "axb"]);

    assert_eq!(sandbox.keys(&["search", "a.b"]), ["TICKET-1"]);
    assert_eq!(sandbox.keys(&["search", "(c)", "[d]", "*e*"]), ["TICKET-1"]);
}
