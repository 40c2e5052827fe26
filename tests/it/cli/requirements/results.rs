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
    assert_snapshot!(again, @r#"{"met":[],"failed":[],"same":["REQ-2","REQ-3"],"skipped":[],"unmentioned":["REQ-4"],"unknown":["Log in: Renamed"],"shared":[]}"#);
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

/// Three scenarios of one name, one of which is an outline, and one whose name has values.
const TWINS: &str = "Feature: Log in

  Scenario: Twice
    Given a

  @slow
  Scenario Outline: Twice
    Given <b>

    Examples:
      | b |
      | 1 |
      | 2 |

  Scenario Outline: For <b>
    Given <b>

    Examples:
      | b |
      | 1 |

  Rule: Three times

    Scenario: Twice
      Given c
";

fn twins() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    sandbox.write("login.feature", TWINS);
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();
    sandbox
}

/// A report of one feature; of each scenario its fields and how its step ended.
fn cucumber(elements: &[(&str, &str)]) -> String {
    let elements = elements.iter().map(|(fields, status)| {
        format!(r#"{{"type":"scenario",{fields},"steps":[{{"result":{{"status":"{status}"}}}}]}}"#)
    });
    let elements: Vec<String> = elements.collect();
    format!(
        r#"[{{"name":"Log in","elements":[{}]}}]"#,
        elements.join(",")
    )
}

#[test]
fn scenarios_of_one_name_are_told_apart_as_far_as_the_report_does() {
    let check = |elements: &[(&str, &str)]| {
        let sandbox = twins();
        sandbox.write("report.json", cucumber(elements));
        sandbox.run(&["req", "results", "report.json"])
    };
    // cucumber-jvm: ids with rules and rows.
    assert_snapshot!(check(&[
        (r#""name":"Twice","id":"log-in;twice""#, "failed"),
        (r#""name":"Twice","id":"log-in;twice;;2""#, "passed"),
        (r#""name":"Twice","id":"log-in;twice;;3""#, "passed"),
        (r#""name":"For 1","id":"log-in;for-<b>;;2""#, "passed"),
        (r#""name":"Twice","id":"log-in;three-times;twice""#, "passed"),
    ]), @"
    --- stderr
    REQ-3 passing: Twice
    REQ-4 passing: For <b>
    REQ-6 passing: Twice
    REQ-2 failing: Twice
    ");
    // One is in a rule that nobody here knows: it may be any of them.
    assert_snapshot!(check(&[
        (r#""name":"Twice","id":"log-in;twice""#, "passed"),
        (r#""name":"Twice","id":"log-in;four-times;twice""#, "failed"),
        (r#""name":"Twice","id":"log-in;three-times;twice""#, "passed"),
    ]), @"
    --- stderr
    REQ-6 passing: Twice
    REQ-2 failing: Twice
    REQ-3 failing: Twice
    REQ-4 not in the report, stays draft: For <b>
    the report does not tell REQ-2, REQ-3 apart, which are all called `Log in: Twice`: each has the worst of what it says
    ");
    // cucumber-js: ids with rules, lines of rows. The file was laid out in another way.
    assert_snapshot!(check(&[
        (r#""name":"Twice","id":"log-in;three-times;twice","line":40"#, "passed"),
        (r#""name":"Twice","id":"log-in;twice","line":22"#, "passed"),
        (r#""name":"Twice","id":"log-in;twice","line":21"#, "passed"),
        (r#""name":"Twice","id":"log-in;twice","line":9"#, "failed"),
        (r#""name":"For 1","id":"log-in;for-1","line":30"#, "failed"),
    ]), @"
    --- stderr
    REQ-3 passing: Twice
    REQ-6 passing: Twice
    REQ-2 failing: Twice
    REQ-4 failing: For <b>
    ");
    // cucumber-ruby: no rules in ids, but lines. One was run twice.
    assert_snapshot!(check(&[
        (r#""name":"Twice","id":"log-in;twice","line":9"#, "failed"),
        (r#""name":"Twice","id":"log-in;twice","line":20"#, "passed"),
        (r#""name":"Twice","id":"log-in;twice","line":21"#, "passed"),
        (r#""name":"Twice","id":"log-in;twice","line":40"#, "passed"),
        (r#""name":"Twice","id":"log-in;twice","line":40"#, "passed"),
    ]), @"
    --- stderr
    REQ-3 passing: Twice
    REQ-6 passing: Twice
    REQ-2 failing: Twice
    REQ-4 not in the report, stays draft: For <b>
    ");
    // cucumber-rs: rules in names.
    assert_snapshot!(check(&[
        (r#""name":"Three times Twice","id":"log-in/three-times/twice""#, "failed"),
    ]), @"
    --- stderr
    REQ-6 failing: Twice
    REQ-2 not in the report, stays draft: Twice
    REQ-3 not in the report, stays draft: Twice
    REQ-4 not in the report, stays draft: For <b>
    ");
    // Only those with a tag were run.
    assert_snapshot!(check(&[
        (r#""name":"Twice","tags":[{"name":"@slow"}],"line":20"#, "passed"),
        (r#""name":"Twice","tags":[{"name":"@slow"}],"line":21"#, "passed"),
    ]), @"
    --- stderr
    REQ-3 passing: Twice
    REQ-2 not in the report, stays draft: Twice
    REQ-4 not in the report, stays draft: For <b>
    REQ-6 not in the report, stays draft: Twice
    ");
}

#[test]
fn scenarios_that_a_report_does_not_tell_apart_have_the_worst_of_it() {
    let sandbox = twins();
    let report = |outcomes: &[&str]| {
        let cases = outcomes.iter().map(|outcome| {
            format!(r#"<testcase classname="Log in" name="Twice">{outcome}</testcase>"#)
        });
        let cases: String = cases.collect();
        sandbox.write("junit.xml", format!("<testsuite>{cases}</testsuite>"));
    };
    // Three of four runs: one of them was not run.
    report(&["", "", ""]);
    assert_snapshot!(sandbox.run(&["req", "results", "junit.xml"]), @"
    --- stderr
    REQ-2 skipped, stays draft: Twice
    REQ-3 skipped, stays draft: Twice
    REQ-6 skipped, stays draft: Twice
    REQ-4 not in the report, stays draft: For <b>
    the report does not tell REQ-2, REQ-3, REQ-6 apart, which are all called `Log in: Twice`: each has the worst of what it says
    ");
    report(&["", "", "", ""]);
    assert_snapshot!(sandbox.run(&["req", "results", "junit.xml"]), @"
    --- stderr
    REQ-2 passing: Twice
    REQ-3 passing: Twice
    REQ-6 passing: Twice
    REQ-4 not in the report, stays draft: For <b>
    ");
    report(&["", "<failure/>", "", ""]);
    assert_snapshot!(sandbox.run(&["req", "results", "junit.xml"]), @"
    --- stderr
    REQ-2 failing: Twice
    REQ-3 failing: Twice
    REQ-6 failing: Twice
    REQ-4 not in the report, stays draft: For <b>
    the report does not tell REQ-2, REQ-3, REQ-6 apart, which are all called `Log in: Twice`: each has the worst of what it says
    ");
    assert_snapshot!(sandbox.run(&["req", "results", "junit.xml", "--dry-run", "--format", "json"]), @"[]");

    // Two of four runs: which they are, the lines alone do not tell.
    sandbox.write(
        "some.json",
        cucumber(&[
            (r#""name":"Twice","line":9"#, "passed"),
            (r#""name":"Twice","line":21"#, "failed"),
        ]),
    );
    sandbox.run(&["req", "verify", "2", "3", "6"]).ok();
    let some = sandbox.run(&["req", "results", "some.json", "--format", "json"]);
    assert_snapshot!(some, @r#"{"met":[],"failed":["REQ-2","REQ-3","REQ-6"],"same":[],"skipped":[],"unmentioned":["REQ-4"],"unknown":[],"shared":[{"name":"Log in: Twice","keys":["REQ-2","REQ-3","REQ-6"]}]}"#);
}
