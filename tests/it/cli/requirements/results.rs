//! `tickets requirements results`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

const FEATURE: &str = "Feature: Log in
  Scenario: With a password
    Given a

  Scenario Outline: Many
    Given <b>

    Examples:
      | b |
      | 1 |
      | 2 |

  Scenario: Not run
    Given c
";

const CUCUMBER: &str = r#"[{"name": "Log in", "elements": [
  {"type": "background", "name": "", "steps": [{"result": {"status": "passed"}}]},
  {"type": "scenario", "name": "With a password", "steps": [{"result": {"status": "passed"}}]},
  {"type": "scenario", "name": "Many", "steps": [{"result": {"status": "failed"}}]},
  {"type": "scenario", "name": "Many", "steps": [{"result": {"status": "passed"}}]},
  {"type": "scenario", "name": "Renamed", "steps": [{"result": {"status": "passed"}}]}
]}]"#;

const JUNIT: &str = r#"<testsuites>
  <testsuite name="features">
    <testcase classname="login.Log in" name="With a password"><failure>no</failure></testcase>
    <testcase classname="login.Log in" name="Many -- @1.1"/>
    <testcase classname="login.Log in" name="Many -- @1.2"/>
    <testcase classname="login.Log in" name="Not run"><skipped/></testcase>
    <testcase classname="Other" name="With a password"/>
    <testcase classname="units" name="It runs"/>
  </testsuite>
</testsuites>"#;

fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    sandbox.write("login.feature", FEATURE);
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    sandbox
        .run(&["req", "result", "1", "It runs", "-m", "automated"])
        .ok();
    sandbox.run(&["req", "result", "1", "It looks good"]).ok();
    sandbox.write("cucumber.json", CUCUMBER);
    sandbox.write("junit.xml", JUNIT);
    sandbox
}

#[test]
fn scenarios_pass_and_fail_as_cucumber_says() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["req", "results", "cucumber.json"]), @r"
    --- stderr
    REQ-2 passing: With a password
    REQ-3 failing: Many
    REQ-4 not in the report, stays draft: Not run
    nothing here is called `Log in: Renamed`
    ");
    assert_snapshot!(sandbox.run(&["req", "list"]), @r"
    ID     TYPE      STATUS   TITLE            OF        SUSPECT BECAUSE
    REQ-1  feature   draft    Log in           TICKET-1
    REQ-2  scenario  passing  With a password  TICKET-1
    REQ-3  scenario  failing  Many             TICKET-1
    REQ-4  scenario  draft    Not run          TICKET-1
    REQ-5  result    pending  It runs          TICKET-1
    REQ-6  result    pending  It looks good    TICKET-1
    --- stderr
    6 requirements
    ");
    let again = sandbox.run(&["req", "results", "cucumber.json", "--format", "json"]);
    assert_snapshot!(again, @r#"{"met":[],"failed":[],"same":["REQ-2","REQ-3"],"skipped":[],"unmentioned":["REQ-4"],"unknown":["Log in: Renamed"]}"#);
}

#[test]
fn scenarios_and_automated_results_are_as_junit_says() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["req", "results", "junit.xml"]), @r"
    --- stderr
    REQ-3 passing: Many
    REQ-5 verified: It runs
    REQ-2 failing: With a password
    REQ-4 skipped, stays draft: Not run
    nothing here is called `Other: With a password`
    ");
    assert_snapshot!(sandbox.run(&["req", "list"]), @r"
    ID     TYPE      STATUS    TITLE            OF        SUSPECT BECAUSE
    REQ-1  feature   draft     Log in           TICKET-1
    REQ-2  scenario  failing   With a password  TICKET-1
    REQ-3  scenario  passing   Many             TICKET-1
    REQ-4  scenario  draft     Not run          TICKET-1
    REQ-5  result    verified  It runs          TICKET-1
    REQ-6  result    pending   It looks good    TICKET-1
    --- stderr
    6 requirements
    ");
}

#[test]
fn a_rehearsal_and_a_report_of_nothing_change_nothing() {
    let sandbox = project();
    let before = sandbox.project();

    let rehearsed = sandbox.run(&["req", "results", "cucumber.json", "--dry-run"]);
    assert_snapshot!(rehearsed.stderr, @r"
    REQ-2 passing: With a password
    REQ-3 failing: Many
    REQ-4 not in the report, stays draft: Not run
    nothing here is called `Log in: Renamed`
    dry run: nothing was changed
    ");
    sandbox.write("other.json", CUCUMBER.replace("Log in", "Log out"));
    assert_snapshot!(sandbox.run(&["req", "results", "other.json"]), @r"
    --- stderr
    error: `other.json` names no scenario and no automated result of this project
    --- exit 7
    ");
    sandbox.write("broken.json", &CUCUMBER[..200]);
    assert_snapshot!(sandbox.run(&["req", "results", "broken.json"]), @r"
    --- stderr
    error: `broken.json` is no report: it is no Cucumber JSON: EOF while parsing a string at line 3 column 83
    --- exit 2
    ");
    sandbox.write("deep.json", "[".repeat(100_000));
    assert_snapshot!(sandbox.run(&["req", "results", "deep.json"]), @r"
    --- stderr
    error: `deep.json` is no report: it is no Cucumber JSON: invalid type: sequence, expected a string at line 1 column 2
    --- exit 2
    ");
    sandbox.write("notes.txt", "All is well.");
    assert_snapshot!(sandbox.run(&["req", "results", "notes.txt"]), @r"
    --- stderr
    error: `notes.txt` is no report: it is neither Cucumber JSON nor JUnit XML
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}
