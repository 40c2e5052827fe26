//! `tickets requirements update` of parts of a feature

use insta::assert_snapshot;

use crate::cli::requirements::gherkin::LOG_IN;
use crate::cli::requirements::gherkin::project;

#[test]
fn a_title_is_always_the_name_in_the_lines() {
    let sandbox = project();
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    sandbox.run(&["req", "verify", "2"]).ok();

    for (key, title) in [
        ("1", "Sign in"),
        ("2", "By password: right"),
        ("3", "Three  tries"),
        ("4", "Locked out"),
    ] {
        sandbox.run(&["req", "update", key, "--title", title]).ok();
    }
    assert_snapshot!(sandbox.run(&["req", "list"]), @"
    ID     TYPE      STATUS   TITLE               OF        SUSPECT BECAUSE
    REQ-1  feature   draft    Sign in             TICKET-1
    REQ-2  scenario  passing  By password: right  TICKET-1  its text changed after it was reviewed
    REQ-3  rule      draft    Three tries         TICKET-1
    REQ-4  scenario  draft    Locked out          TICKET-1
    --- stderr
    4 requirements
    ");
    assert_snapshot!(sandbox.run(&["req", "export", "1"]), @"
    @auth
    Feature: Sign in
      As a user

      Background:
        Given a user

      @smoke
      Scenario: By password: right
        When they log in
        Then they are in

      Rule: Three  tries

        Scenario: Locked out
          When they fail
    ");
    let again = sandbox.run(&["req", "export", "1"]).stdout;
    sandbox.write("login.feature", again);
    let read = sandbox.run(&["req", "gherkin", "1", "--file", "login.feature"]);
    assert_eq!(read.code, Some(7), "{read}");

    sandbox
        .run(&[
            "req",
            "gherkin",
            "1",
            "--feature",
            "Sign in",
            "-t",
            "Twin",
            "-g",
            "a",
        ])
        .ok();
    assert_snapshot!(sandbox.run(&["req", "update", "5", "--title", "By password: right"]), @"
    --- stderr
    error: cannot update `REQ-5`: `REQ-2` beside it is called `By password: right` already
    --- exit 1
    ");
}

#[test]
fn a_feature_follows_from_a_requirement_and_from_nothing_of_its_own() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    let read = |parent: &str| {
        let file = ["req", "gherkin", "1", "--file", "login.feature"];
        sandbox.run(&[&file[..], &["--parent", parent]].concat())
    };
    read("1").ok();
    sandbox.run(&["req", "add", "1", "b", "--parent", "3"]).ok();

    assert_snapshot!(read("3"), @"
    --- stderr
    error: a feature cannot follow from a scenario, which REQ-3 is
    --- exit 2
    ");
    assert_snapshot!(read("REQ-6"), @"
    --- stderr
    error: cannot read `REQ-2`: it would follow from itself, by way of `REQ-6`, `REQ-3`, `REQ-2`, `REQ-1`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["req", "update", "2", "--parent", "3"]), @"
    --- stderr
    error: cannot update `REQ-2`: a feature cannot follow from a scenario, which REQ-3 is
    --- exit 1
    ");
}

#[test]
fn the_lines_of_a_part_can_be_changed_without_a_file() {
    let sandbox = project();
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    sandbox.run(&["req", "verify", "2", "4"]).ok();

    let head = "@auth @web\nFeature: Log in\n\n  Background:\n    Given two users";
    sandbox.run(&["req", "update", "1", "--gherkin", head]).ok();
    assert_eq!(
        sandbox.keys(&["req", "list", "--suspect"]),
        ["REQ-2", "REQ-4"]
    );
    let lines = "    @slow\n    Scenario: Locked out\n      When they fail\n      And fail";
    sandbox
        .run(&["req", "update", "4", "--gherkin", lines])
        .ok();
    assert_snapshot!(sandbox.run(&["req", "export", "1"]), @"
    @auth @web
    Feature: Log in

      Background:
        Given two users

      @smoke
      Scenario: With a password
        When they log in
        Then they are in

      Rule: Three times

        @slow
        Scenario: Locked out
          When they fail
          And fail
    ");
    let scenario = sandbox
        .run(&["req", "show", "4", "--format", "json"])
        .json();
    assert_eq!(scenario["title"], "Locked out");
    assert_eq!(scenario["labels"], serde_json::json!(["slow"]));

    sandbox.run(&["req", "add", "1", "a"]).ok();
    let before = sandbox.project();
    let refused = |key: &str, lines: &str| sandbox.run(&["req", "update", key, "--gherkin", lines]);
    assert_snapshot!(refused("4", "Scenario: a\n  Given b\n  Guven c"), @"
    --- stderr
    error: the lines for `REQ-4`: line 3 is not Gherkin: `Guven c`
    --- exit 2
    ");
    assert_snapshot!(refused("4", "Scenario: a\n  Given b\n\nScenario: c\n  Given d"), @"
    --- stderr
    error: the lines for `REQ-4` are not one scenario
    --- exit 2
    ");
    assert_snapshot!(refused("4", "Rule: a"), @"
    --- stderr
    error: the lines for `REQ-4` are not one scenario
    --- exit 2
    ");
    assert_snapshot!(refused("3", "Scenario: a\n  Given b"), @"
    --- stderr
    error: the lines for `REQ-3` are not a rule without its scenarios
    --- exit 2
    ");
    assert_snapshot!(refused("1", LOG_IN), @"
    --- stderr
    error: the lines for `REQ-1` are not a feature without its scenarios
    --- exit 2
    ");
    assert_snapshot!(refused("4", ""), @"
    --- stderr
    error: the lines for `REQ-4` are not one scenario
    --- exit 2
    ");
    assert_snapshot!(refused("5", "Scenario: a"), @"
    --- stderr
    error: cannot update `REQ-5`: a requirement has no Gherkin, only features, rules and scenarios have
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
}
