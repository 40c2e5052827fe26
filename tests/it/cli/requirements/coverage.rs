//! `tickets requirements coverage` and `matrix`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

const FEATURE: &str = "Feature: Log in
  Scenario: With a password
    Given a

  Scenario: Without
    Given b
";

/// Assertion 5 of the test-suite of the system that this one replaces.
#[test]
fn the_shares_of_a_ticket_are_those_counted_by_hand() {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    for title in ["It is safe", "It is fast"] {
        sandbox.run(&["req", "add", "1", title]).ok();
    }
    for (goal, points) in [("log in", "8"), ("log out", "3")] {
        sandbox
            .run(&[
                "req", "story", "1", "user", goal, "be safe", "--points", points,
            ])
            .ok();
    }
    for result in ["It runs", "It looks good"] {
        sandbox.run(&["req", "result", "1", result]).ok();
    }
    sandbox.write("login.feature", FEATURE);
    sandbox
        .run(&[
            "req",
            "gherkin",
            "1",
            "--file",
            "login.feature",
            "--parent",
            "1",
        ])
        .ok();
    assert_snapshot!(sandbox.run(&["req", "coverage", "1", "--format", "json"]), @r#"{"scope":"ticket","id":"TICKET-1","title":"Log in","tickets":1,"tickets_accepted":0,"acceptance_rate":0.0,"requirements":2,"stories":2,"covered":0,"coverage":0.0,"scenarios":2,"passing":0,"pass_rate":0.0,"results":2,"verified":0,"verification":0.0,"story_points":11,"story_points_covered":0,"suspect":0,"acceptance_met":false}"#);

    for verb in ["approve", "implement"] {
        sandbox.run(&["req", verb, "1", "2", "3", "4"]).ok();
    }
    sandbox.run(&["req", "verify", "1", "5", "REQ-8"]).ok();
    assert_snapshot!(sandbox.run(&["req", "coverage", "1", "--format", "json"]), @r#"{"scope":"ticket","id":"TICKET-1","title":"Log in","tickets":1,"tickets_accepted":0,"acceptance_rate":0.0,"requirements":2,"stories":2,"covered":4,"coverage":100.0,"scenarios":2,"passing":1,"pass_rate":50.0,"results":2,"verified":1,"verification":50.0,"story_points":11,"story_points_covered":11,"suspect":0,"acceptance_met":false}"#);
    assert_snapshot!(sandbox.run(&["req", "list", "1"]), @r"
    TICKET-1  Log in

    requirements: 4 of 4 covered (100 %)
    stories:      2 (11 points)
    results:      1 of 2 verified (50 %)
    scenarios:    1 of 2 passing (50 %)
    acceptance:   not met

    ID     TYPE         STATUS       TITLE            OF        SUSPECT BECAUSE
    REQ-1  requirement  verified     It is safe       TICKET-1
    REQ-2  requirement  implemented  It is fast       TICKET-1
    REQ-3  story        implemented  log in           TICKET-1
    REQ-4  story        implemented  log out          TICKET-1
    REQ-5  result       verified     It runs          TICKET-1
    REQ-6  result       pending      It looks good    TICKET-1
    REQ-7  feature      draft        Log in           TICKET-1
    REQ-8  scenario     passing      With a password  TICKET-1
    REQ-9  scenario     draft        Without          TICKET-1
    --- stderr
    9 requirements
    ");
    assert_snapshot!(sandbox.run(&["req", "matrix"]), @r"
    REQUIREMENT  REQUIREMENT TITLE  REQUIREMENT STATUS  OF        TEST   TEST TITLE       TEST STATUS
    REQ-1        It is safe         verified            TICKET-1  REQ-8  With a password  passing
    REQ-1        It is safe         verified            TICKET-1  REQ-9  Without          draft
    REQ-2        It is fast         implemented         TICKET-1
    REQ-3        log in             implemented         TICKET-1
    REQ-4        log out            implemented         TICKET-1
                                                        TICKET-1  REQ-5  It runs          verified
                                                        TICKET-1  REQ-6  It looks good    pending
    ");

    sandbox
        .run(&["req", "verify", "2", "3", "4", "6", "9"])
        .ok();
    let accepted = sandbox
        .run(&["req", "coverage", "1", "--format", "json"])
        .json();
    assert_eq!(accepted["acceptance_met"], true);
    assert_eq!(accepted["acceptance_rate"], 100.0);

    sandbox
        .run(&["req", "update", "2", "--description", "Faster still"])
        .ok();
    let suspect = sandbox
        .run(&["req", "coverage", "1", "--format", "json"])
        .json();
    assert_eq!(suspect["coverage"], 75.0);
    assert_eq!(suspect["suspect"], 1);
    assert_eq!(suspect["acceptance_met"], false);
}

fn release() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Log in", "Log out", "Nothing of it"]);
    sandbox
        .run(&["epic", "create", "Accounts", "--target-version", "1.0"])
        .ok();
    sandbox
        .run(&["epic", "add-ticket", "EPIC-1", "1", "2"])
        .ok();
    sandbox.run(&["req", "add", "1", "a | b"]).ok();
    sandbox.run(&["req", "add", "2", "c"]).ok();
    sandbox.run(&["req", "add", "EPIC-1", "d"]).ok();
    for verb in ["approve", "implement", "verify"] {
        sandbox.run(&["req", verb, "1"]).ok();
    }
    sandbox
}

#[test]
fn tickets_epics_releases_and_all_together_are_measured() {
    let sandbox = release();

    assert_snapshot!(sandbox.run(&["req", "coverage"]), @r"
    SCOPE    ID        TITLE     COVERAGE  PASS RATE  VERIFICATION  ACCEPTANCE RATE  SUSPECT
    ticket   TICKET-1  Log in    100.0                              100.0            0
    ticket   TICKET-2  Log out   0.0                                0.0              0
    epic     EPIC-1    Accounts  33.3                               50.0             0
    release  1.0                 33.3                               50.0             0
    total                        33.3                               50.0             0
    ");
    assert_snapshot!(sandbox.run(&["req", "coverage", "EPIC-1", "3", "--format", "csv"]), @r"
    scope,id,title,tickets,tickets_accepted,acceptance_rate,requirements,stories,covered,coverage,scenarios,passing,pass_rate,results,verified,verification,story_points,story_points_covered,suspect,acceptance_met
    epic,EPIC-1,Accounts,2,1,50.0,3,0,1,33.3,0,0,,0,0,,0,0,0,false
    ticket,TICKET-3,Nothing of it,0,0,,0,0,0,,0,0,,0,0,,0,0,0,false
    ");
    assert_snapshot!(sandbox.run(&["req", "coverage", "REQ-1"]), @r"
    --- stderr
    error: cannot measure `REQ-1`: a requirement is covered or not; name what it is of
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["req", "coverage", "9"]), @r"
    --- stderr
    error: no ticket `9`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
}

#[test]
fn too_little_coverage_ends_with_1_and_none_at_all_is_too_little() {
    let sandbox = release();

    assert_eq!(
        sandbox.run(&["req", "coverage", "1", "--min", "100"]).code,
        Some(0)
    );
    assert_eq!(
        sandbox.run(&["req", "coverage", "--min", "33.3"]).code,
        Some(0)
    );
    let quiet =
        |args: &[&str]| sandbox.run(&[&["req", "coverage", "--fields", "id"], args].concat());
    assert_snapshot!(quiet(&["--min", "80"]), @r"
    ID
    TICKET-1
    TICKET-2
    EPIC-1
    1.0

    --- stderr
    error: less than 80 % is covered: all together 33.3 %
    --- exit 1
    ");
    assert_snapshot!(quiet(&["1", "2", "3", "--min", "80"]), @r"
    ID
    TICKET-1
    TICKET-2
    TICKET-3
    --- stderr
    error: less than 80 % is covered: TICKET-2 0 %, TICKET-3 nothing, as there are no requirements
    --- exit 1
    ");
    assert_snapshot!(quiet(&["2", "--min", "80", "--format", "json"]), @r#"
    {"id":"TICKET-2"}
    --- stderr
    {"error":{"code":"refused","message":"less than 80 % is covered: TICKET-2 0 %","hint":null,"details":null}}
    --- exit 1
    "#);
    assert_snapshot!(quiet(&["--min", "101"]), @r"
    --- stderr
    error: invalid value '101' for '--min <PERCENT>': `101` is not between 0 and 100

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn the_matrix_is_for_people_programs_and_reviewers() {
    let sandbox = release();
    sandbox
        .run(&["req", "result", "2", "It runs", "--parent", "2"])
        .ok();
    sandbox.run(&["req", "result", "1", "It is seen"]).ok();

    assert_snapshot!(sandbox.run(&["req", "matrix", "--format", "markdown"]), @r"
    | Requirement | Status | Of | Shown by | Status |
    | --- | --- | --- | --- | --- |
    | REQ-1 a \| b | verified | TICKET-1 Log in |  |  |
    | REQ-2 c | draft | TICKET-2 Log out | REQ-4 It runs | pending |
    | REQ-3 d | draft | EPIC-1 Accounts |  |  |
    |  |  | TICKET-1 Log in | REQ-5 It is seen | pending |
    ");
    assert_snapshot!(sandbox.run(&["req", "matrix", "2", "--format", "json"]), @r#"
    [
    {"requirement":"REQ-2","requirement_title":"c","requirement_status":"draft","of":"TICKET-2","of_title":"Log out","of_status":"open","test":"REQ-4","test_type":"result","test_title":"It runs","test_status":"pending","is_suspect":false}
    ]
    "#);
    assert_snapshot!(sandbox.run(&["req", "matrix", "1", "--format", "csv"]), @r"
    requirement,requirement_title,requirement_status,of,of_title,of_status,test,test_type,test_title,test_status,is_suspect
    REQ-1,a | b,verified,TICKET-1,Log in,open,,,,,false
    ,,,TICKET-1,Log in,open,REQ-5,result,It is seen,pending,false
    ");
    let keys = |named: &[&str]| {
        let args = [&["req", "matrix", "--fields", "requirement,test"], named].concat();
        sandbox.run(&args).stdout.replace(' ', "")
    };
    // With its tickets, as they are measured.
    assert_snapshot!(keys(&["EPIC-1"]), @"
    REQUIREMENTTEST
    REQ-1
    REQ-2REQ-4
    REQ-3
    REQ-5
    ");
    assert_snapshot!(keys(&["REQ-2"]), @"
    REQUIREMENTTEST
    REQ-2REQ-4
    ");
    assert_snapshot!(keys(&["REQ-4", "REQ-5"]), @"
    REQUIREMENTTEST
    REQ-2REQ-4
    REQ-5
    ");
    assert_snapshot!(sandbox.run(&["req", "list", "--format", "markdown"]), @r"
    --- stderr
    error: this command has no form `markdown`
      hint: `diff`, `changelog`, `report` and `requirements matrix` have it
    --- exit 2
    ");
}

/// Assertions 6 and 7: what is written is what is read.
#[test]
fn all_forms_of_requirements_are_read_as_they_were_written() {
    let sandbox = Sandbox::with_tickets(&["Log in"]);
    let text = "Ünïcode: \"quotes\", 'more', # no comment\n\n  indented\n\ttab";
    sandbox
        .run(&["req", "add", "1", "- a: b", "-d", text, "-c", "x # y"])
        .ok();
    sandbox
        .run(&["req", "story", "1", "yes", "no", "12:30", "--points", "5"])
        .ok();
    sandbox
        .run(&["req", "result", "1", "null", "-m", "review"])
        .ok();
    sandbox.write("login.feature", FEATURE);
    sandbox
        .run(&["req", "gherkin", "1", "--file", "login.feature"])
        .ok();

    let all = sandbox
        .run(&["req", "list", "1", "--format", "json"])
        .ok()
        .json();
    assert_eq!(all.as_array().unwrap().len(), 6);
    assert_eq!(all[0]["title"], "- a: b");
    assert_eq!(all[0]["description"], text);
    assert_eq!(all[0]["acceptance_criteria"][0]["text"], "x # y");
    assert_eq!(all[1]["sentence"], "As a yes, I want no, so that 12:30.");
    assert_eq!(all[1]["story_points"], 5);
    assert_eq!(all[2]["title"], "null");
    assert_eq!(all[2]["method"], "review");
    assert_eq!(all[4]["gherkin"], "Scenario: With a password\n  Given a");
    for requirement in all.as_array().unwrap() {
        assert_eq!(requirement["of"], "TICKET-1");
    }
    sandbox.commit_all("requirements");
    let at_head = sandbox.run(&["req", "list", "1", "--format", "json", "--rev", "HEAD"]);
    assert_eq!(at_head.ok().json(), all);
}
