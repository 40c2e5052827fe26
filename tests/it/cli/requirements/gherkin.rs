//! `tickets requirements gherkin` and `export`

use insta::assert_snapshot;

use crate::features::corpus;
use crate::sandbox::Sandbox;

pub(crate) const LOG_IN: &str = "@auth
Feature: Log in
  As a user

  Background:
    Given a user

  @smoke
  Scenario: With a password
    When they log in
    Then they are in

  Rule: Three times

    Scenario: Locked
      When they fail
";

pub(crate) fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    sandbox.write("login.feature", LOG_IN);
    sandbox
}

#[test]
fn a_file_becomes_a_feature_with_rules_and_scenarios() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["req", "gherkin", "1", "--file", "login.feature"]), @r"
    --- stderr
    Created REQ-1 feature: Log in
    Created REQ-2 scenario: With a password
    Created REQ-3 rule: Three times
    Created REQ-4 scenario: Locked
    ");
    assert_snapshot!(sandbox.run(&["req", "list"]), @r"
    ID     TYPE      STATUS  TITLE            OF        SUSPECT BECAUSE
    REQ-1  feature   draft   Log in           TICKET-1
    REQ-2  scenario  draft   With a password  TICKET-1
    REQ-3  rule      draft   Three times      TICKET-1
    REQ-4  scenario  draft   Locked           TICKET-1
    --- stderr
    4 requirements
    ");
    assert_snapshot!(sandbox.run(&["req", "show", "1", "4"]), @r"
    REQ-1  Log in

    type:         feature
    status:       draft
    priority:     medium
    of:           TICKET-1
    children:     REQ-2, REQ-3
    labels:       auth
    created:      2026-11-20T10:00:02Z
    file:         .tickets/requirements/00/REQ-1-log-in.yaml

      @auth
      Feature: Log in
        As a user

        Background:
          Given a user

    REQ-4  Locked

    type:         scenario
    status:       draft
    priority:     medium
    of:           TICKET-1
    parent:       REQ-3
    created:      2026-11-20T10:00:02Z
    file:         .tickets/requirements/00/REQ-4-locked.yaml

      Scenario: Locked
        When they fail
    ");
    let scenario = sandbox
        .run(&["req", "show", "2", "--format", "json"])
        .json();
    assert_eq!(scenario["labels"], serde_json::json!(["smoke"]));
    assert_eq!(scenario["parent"], "REQ-1");
    assert_eq!(scenario["position"], 1);
    assert_eq!(sandbox.run(&["req", "export", "REQ-4"]).ok().stdout, LOG_IN);
}

#[test]
fn every_feature_comes_out_as_it_went_in_and_changes_nothing_when_read_again() {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    for (name, text) in corpus() {
        sandbox.write(&name, &text);
        sandbox.run(&["req", "gherkin", "1", "--file", &name]).ok();
    }
    sandbox.run(&["req", "export", "1", "-o", "out"]).ok();
    let written = sandbox.files_below("out");
    assert_eq!(written.len(), corpus().len());
    let before = sandbox.project();
    for file in &written {
        let again = sandbox.run(&["req", "gherkin", "1", "--file", file]);
        assert_eq!(again.code, Some(7), "{file}: {again}");
    }
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run(&["doctor"]), @r"
    --- stderr
    0 problems in 77 records
    ");
}

#[test]
fn a_file_that_changed_changes_the_records_that_it_made() {
    let sandbox = project();
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    sandbox
        .run(&["req", "update", "2", "--add-label", "mine"])
        .ok();
    sandbox.run(&["req", "verify", "2"]).ok();

    let changed = LOG_IN
        .replace("@smoke", "@slow")
        .replace("they are in", "they see their tickets")
        .replace("Locked", "Locked out");
    sandbox.write("login.feature", changed);
    assert_snapshot!(sandbox.run(&["req", "gherkin", "1", "--file", "login.feature"]), @r"
    --- stderr
    Created REQ-5 scenario: Locked out
    Changed REQ-2 scenario: With a password
    Not in it: REQ-4 scenario: Locked
    `--prune` deletes what is not in it
    ");
    let scenario = sandbox
        .run(&["req", "show", "2", "--format", "json"])
        .json();
    assert_eq!(scenario["labels"], serde_json::json!(["mine", "slow"]));
    assert_eq!(scenario["status"], "passing");
    assert_eq!(scenario["is_suspect"], true);

    assert_snapshot!(sandbox.run(&["req", "gherkin", "1", "-f", "login.feature", "--prune"]), @r"
    --- stderr
    Deleted REQ-4 scenario: Locked
    ");
    assert_eq!(
        sandbox.keys(&["req", "list"]),
        ["REQ-1", "REQ-2", "REQ-3", "REQ-5"]
    );
}

#[test]
fn a_background_that_changed_makes_what_passed_suspect() {
    let sandbox = project();
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    sandbox.run(&["req", "verify", "2", "4"]).ok();
    sandbox.write(
        "login.feature",
        LOG_IN.replace("Given a user", "Given two users"),
    );
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();

    // Also those in rules run it.
    assert_eq!(
        sandbox.keys(&["req", "list", "--suspect"]),
        ["REQ-2", "REQ-4"]
    );
    let covered = sandbox.run(&["req", "coverage", "1", "--format", "json"]);
    assert_eq!(covered.json()["pass_rate"], 0.0);
    sandbox.run(&["req", "review", "2", "4"]).ok();
    assert_eq!(sandbox.keys(&["req", "list", "--suspect"]), [""; 0]);
}

/// Assertion 4 of the test-suite of the system that this one replaces.
#[test]
fn a_scenario_is_told_by_its_steps_in_their_order() {
    let sandbox = project();
    let scenario = [
        "requirements",
        "gherkin",
        "TICKET-1",
        "--title",
        "Successful login",
        "--given",
        "a user",
        "--and",
        "a password",
        "--when",
        "they log in",
        "--then",
        "they are in",
        "--but",
        "not for long",
        "--tags",
        "authentication,@smoke",
    ];
    assert_snapshot!(sandbox.run(&scenario), @"REQ-2");
    assert_snapshot!(sandbox.run(&["req", "export", "1"]), @r"
    Feature: Log in

      @authentication @smoke
      Scenario: Successful login
        Given a user
        And a password
        When they log in
        Then they are in
        But not for long
    ");
    assert_snapshot!(sandbox.run(&scenario), @r"
    --- stderr
    error: `Log in` has a scenario `Successful login` already
    --- exit 2
    ");

    let more = [
        "req", "gherkin", "1", "-t", "Another", "-g", "a", "-g", "b", "-w", "c",
    ];
    sandbox.run(&more).ok();
    let text = sandbox.run(&["req", "export", "TICKET-1"]);
    assert!(
        text.stdout
            .ends_with("  Scenario: Another\n    Given a\n    And b\n    When c\n"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_a_scenario_is_refused() {
    let sandbox = project();
    let before = sandbox.project();
    let title = ["req", "gherkin", "1", "--title"];
    let refused = |more: &[&str]| sandbox.run(&[&title, more].concat());

    assert_snapshot!(refused(&["a"]), @r"
    --- stderr
    error: the scenario `a` has no steps
      hint: `--given`, `--when` and `--then` are steps
    --- exit 2
    ");
    assert_snapshot!(refused(&["a", "--given", "b\nScenario: c"]), @r"
    --- stderr
    error: a step must be one line without control characters
    --- exit 2
    ");
    assert_snapshot!(refused(&["a", "--given", "b", "--tags", "c d"]), @r"
    --- stderr
    error: `c d` is no tag: it holds a blank
    --- exit 2
    ");
    assert_snapshot!(refused(&[" ", "--given", "b"]), @r"
    --- stderr
    error: a title is empty
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "gherkin", "1", "--file", "none.feature"]), @r"
    --- stderr
    error: cannot read `none.feature`
      because: No such file or directory (os error 2)
    --- exit 6
    ");
    let german = "# language: de\nFunktionalität: Anmelden\n";
    sandbox.write("german.feature", german);
    sandbox
        .run(&["req", "gherkin", "1", "--file", "german.feature"])
        .ok();
    assert_snapshot!(refused(&["a", "--given", "b", "--feature", "Anmelden"]), @"
    --- stderr
    error: its steps would not be read as they are
      hint: `--title`, `--given` and their like make English lines; `requirements gherkin --file` takes others
    --- exit 2
    ");
    sandbox.run(&["req", "delete", "1", "--yes"]).ok();
    sandbox.write(
        "bad.feature",
        "Feature: a\n  Scenario: b\n    Given c\n    Guven d\n",
    );
    assert_snapshot!(sandbox.run(&["req", "gherkin", "1", "--file", "bad.feature"]), @r"
    --- stderr
    error: `bad.feature`: line 4 is not Gherkin: `Guven d`
    --- exit 2
    ");
    sandbox.write("binary.feature", [0xff, 0xfe, 0x00, 0x41]);
    assert_snapshot!(sandbox.run(&["req", "gherkin", "1", "--file", "binary.feature"]), @r"
    --- stderr
    error: `binary.feature` is not UTF-8 text
    --- exit 2
    ");
    sandbox.write("huge.feature", "a".repeat(5_000_000));
    assert_snapshot!(sandbox.run(&["req", "gherkin", "1", "--file", "huge.feature"]), @r"
    --- stderr
    error: `huge.feature` has more than 4000000 bytes
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn several_features_are_exported_into_a_folder() {
    let sandbox = project();
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    sandbox.write(
        "login.feature",
        LOG_IN.replace("Feature: Log in", "Feature: Log out"),
    );
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();

    assert_snapshot!(sandbox.run(&["req", "export", "--all"]), @r"
    --- stderr
    error: there are 2 features
      hint: `-o DIR` writes a file for each
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "export", "--all", "-o", "features"]), @r"
    --- stderr
    Wrote REQ-1 to `[ROOT]/repo/features/log-in.feature`
    Wrote REQ-5 to `[ROOT]/repo/features/log-out.feature`
    ");
    assert_eq!(
        sandbox.files_below("features"),
        ["features/log-in.feature", "features/log-out.feature"]
    );
    assert_eq!(sandbox.read("features/log-in.feature"), LOG_IN);
    sandbox.run(&["req", "add", "1", "a"]).ok();
    assert_snapshot!(sandbox.run(&["req", "export", "REQ-9"]), @r"
    --- stderr
    error: cannot export `REQ-9`: it has no feature
    --- exit 1
    ");
}

#[test]
fn lines_that_a_hand_made_no_gherkin_are_not_exported() {
    let sandbox = project();
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    let files = sandbox.files_below(".tickets/requirements");
    let file = files.iter().find(|path| path.contains("REQ-4")).unwrap();
    let broken = sandbox
        .read(file)
        .replace("When they fail", "Wen they fail");
    sandbox.write(
        file,
        broken.replace("Scenario: Locked", "Scenario: Locked\n    Given a"),
    );

    assert_snapshot!(sandbox.run(&["req", "export", "1"]), @r"
    --- stderr
    error: cannot export `REQ-1`: line 17 is not Gherkin: `Wen they fail`
    --- exit 1
    ");
}
