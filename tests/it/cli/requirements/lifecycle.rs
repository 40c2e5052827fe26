//! Requirements, stories and results from the first word to the last.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn project() -> Sandbox {
    Sandbox::with_tickets(&["Write the parser"])
}

/// Assertion 1 of the test-suite of the system that this one replaces.
#[test]
fn a_requirement_begins_as_a_draft_and_ends_verified() {
    let sandbox = project();

    let add = [
        "requirements",
        "add",
        "TICKET-1",
        "--title",
        "It reads all of the language",
        "--priority",
        "high",
        "-c",
        "Tabs are read",
        "-c",
        "-- is read",
    ];
    assert_snapshot!(sandbox.run(&add), @"REQ-1");
    let added = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(added["status"], "draft");
    assert_eq!(added["of"], "TICKET-1");
    assert_eq!(added["acceptance_criteria"].as_array().unwrap().len(), 2);

    assert_snapshot!(sandbox.run(&["req", "verify", "1"]), @"
    --- stderr
    error: cannot verify `REQ-1`: `draft` may not be followed by `verified`, only by approved
      hint: the way is draft → approved → implemented → verified
    --- exit 1
    ");
    for verb in ["approve", "implement"] {
        sandbox.run(&["req", verb, "1"]).ok();
    }
    assert_snapshot!(sandbox.run(&["req", "verify", "REQ-1", "-n", "tried with a tab"]), @r"
    --- stderr
    Verified REQ-1 It reads all of the language
    ");
    assert_snapshot!(sandbox.run(&["req", "show", "1"]), @r"
    REQ-1  It reads all of the language

    type:         requirement
    status:       verified by Alice Doe, 2026-11-20T10:00:07Z
    notes:        tried with a tab
    priority:     high
    of:           TICKET-1
    created:      2026-11-20T10:00:02Z
    file:         .tickets/requirements/00/REQ-1-it-reads-all-of-the-language.yaml

    Acceptance criteria (0/2)
      [ ] 1 Tabs are read
      [ ] 2 -- is read
    ");
    assert_snapshot!(sandbox.run(&["req", "verify", "1"]), @r"
    --- stderr
    error: nothing changes: `REQ-1` is so already
    --- exit 7
    ");
}

#[test]
fn a_title_is_needed_once_and_not_blank() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["req", "add", "1"]), @r"
    --- stderr
    error: a title is needed
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "add", "1", "a", "--title", "b"]), @r"
    --- stderr
    error: there are two: a title and `--title`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "add", "1", " "]), @r"
    --- stderr
    error: invalid value ' ' for '[TITLE]': a title is empty

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "add", "7", "a"]), @r"
    --- stderr
    error: no ticket `7`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_eq!(sandbox.files_below(".tickets/requirements").len(), 0);
}

/// Assertion 2.
#[test]
fn a_story_is_told_in_one_sentence() {
    let sandbox = project();
    let story = [
        "req",
        "story",
        "1",
        "-p",
        "developer",
        "-g",
        "track time on tickets",
        "-b",
        "I can provide accurate estimates",
        "--points",
        "5",
    ];
    sandbox.run(&story).ok();
    sandbox
        .run(&["req", "story", "1", "admin", "to see it", "all know"])
        .ok();

    assert_snapshot!(sandbox.run(&["req", "show", "1", "2"]), @r"
    REQ-1  track time on tickets

    type:         story
    status:       draft
    priority:     medium
    of:           TICKET-1
    points:       5
    created:      2026-11-20T10:00:02Z
    file:         .tickets/requirements/00/REQ-1-track-time-on-tickets.yaml

      As a developer, I want track time on tickets, so that I can provide accurate estimates.

    REQ-2  to see it

    type:         story
    status:       draft
    priority:     medium
    of:           TICKET-1
    created:      2026-11-20T10:00:03Z
    file:         .tickets/requirements/00/REQ-2-to-see-it.yaml

      As an admin, I want to see it, so that all know.
    ");
    assert_snapshot!(sandbox.run(&["req", "story", "1", "admin", "to see it"]), @r"
    --- stderr
    error: 3 values required for '[PERSONA] [GOAL] [BENEFIT]...' but 2 were provided

    Usage: tickets requirements story [OPTIONS] <TICKET> [PERSONA] [GOAL] [BENEFIT]...

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "story", "1", "-p", "admin", "-g", " ", "-b", "x"]), @r"
    --- stderr
    error: a goal is empty
    --- exit 2
    ");

    sandbox
        .run(&["req", "update", "1", "--goal", "log time"])
        .ok();
    let told = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(told["title"], "log time");
    assert_eq!(
        told["sentence"],
        "As a developer, I want log time, so that I can provide accurate estimates."
    );
}

/// Assertion 3.
#[test]
fn a_result_tells_who_verified_it_when_and_why() {
    let sandbox = project();
    sandbox
        .run(&["req", "result", "1", "-d", "It runs", "-m", "automated"])
        .ok();
    sandbox
        .run(&[
            "req",
            "result",
            "TICKET-1",
            "It looks good\n\nOn all screens",
        ])
        .ok();

    let result = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(result["method"], "automated");
    assert_eq!(result["status"], "pending");
    assert_eq!(result["description"], "");
    assert_snapshot!(sandbox.run(&["req", "verify", "1", "--notes", "seen"]), @r"
    --- stderr
    Verified REQ-1 It runs
    ");
    let result = sandbox
        .run(&["req", "show", "1", "--format", "json"])
        .json();
    assert_eq!(result["status"], "verified");
    assert_eq!(result["notes"], "seen");
    assert_eq!(result["moved_by"], "Alice Doe");
    assert_eq!(result["moved_at"], "2026-11-20T10:00:05Z");

    sandbox.run(&["req", "block", "2", "-n", "no screen"]).ok();
    sandbox.run(&["req", "fail", "2", "-n", "too small"]).ok();
    assert_snapshot!(sandbox.run(&["req", "show", "2"]), @r"
    REQ-2  It looks good

    type:         result
    status:       failed by Alice Doe, 2026-11-20T10:00:08Z
    notes:        too small
    priority:     medium
    of:           TICKET-1
    method:       manual
    created:      2026-11-20T10:00:03Z
    file:         .tickets/requirements/00/REQ-2-it-looks-good.yaml

      It looks good

      On all screens
    ");
    assert_snapshot!(sandbox.run(&["req", "approve", "2"]), @r"
    --- stderr
    error: cannot approve `REQ-2`: there is no status `approved`, only pending, blocked, failed, verified
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["req", "result", "1", "a", "-m", "magic"]), @r"
    --- stderr
    error: invalid value 'magic' for '--method <METHOD>': `magic` is no method: manual, automated, review

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn several_are_moved_together_or_not_at_all() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "result", "1", "b"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["req", "approve", "1", "2"]), @r"
    --- stderr
    error: cannot approve `REQ-2`: there is no status `approved`, only pending, blocked, failed, verified
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run(&["req", "approve", "1", "--dry-run"]), @r"
    --- a/.tickets/requirements/00/REQ-1-a.yaml
    +++ b/.tickets/requirements/00/REQ-1-a.yaml
    @@ -6,7 +6,7 @@
     
     type: requirement
     
    -status: draft
    +status: approved
     
     priority: medium
     
    @@ -29,3 +29,4 @@
     acceptance_criteria:
     
     transitions:
    +  - {at: 2026-11-20T10:00:05Z, from: draft, to: approved, by: Alice Doe}
    --- stderr
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn what_changed_after_it_was_verified_is_suspect_until_it_is_reviewed() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "Parent"]).ok();
    sandbox
        .run(&["req", "add", "1", "Child", "--parent", "1"])
        .ok();
    for verb in ["approve", "implement", "verify"] {
        sandbox.run(&["req", verb, "1", "2"]).ok();
    }
    assert_snapshot!(sandbox.run(&["req", "list", "--suspect"]), @r"
    --- stderr
    0 requirements
    ");

    // Labels and priorities are not what it says.
    sandbox
        .run(&["req", "update", "1", "--priority", "low", "-l", "x"])
        .ok();
    assert_snapshot!(sandbox.run(&["req", "list", "--suspect"]), @r"
    --- stderr
    0 requirements
    ");

    sandbox
        .run(&["req", "update", "1", "--title", "Another"])
        .ok();
    assert_snapshot!(sandbox.run(&["req", "list", "1"]), @r"
    TICKET-1  Write the parser

    requirements: 0 of 2 covered (0 %)
    stories:      none
    results:      none
    scenarios:    none
    acceptance:   not met, 2 suspect

    ID     TYPE         STATUS    TITLE    OF        SUSPECT BECAUSE
    REQ-1  requirement  verified  Another  TICKET-1  its text changed after it was reviewed
    REQ-2  requirement  verified  Child    TICKET-1  what it follows from changed after it was reviewed
    --- stderr
    2 requirements
    ");

    sandbox.run(&["req", "review", "1", "2"]).ok();
    assert_snapshot!(sandbox.run(&["req", "list", "1"]), @r"
    TICKET-1  Write the parser

    requirements: 2 of 2 covered (100 %)
    stories:      none
    results:      none
    scenarios:    none
    acceptance:   met

    ID     TYPE         STATUS    TITLE    OF        SUSPECT BECAUSE
    REQ-1  requirement  verified  Another  TICKET-1
    REQ-2  requirement  verified  Child    TICKET-1
    --- stderr
    2 requirements
    ");
    assert_snapshot!(sandbox.run(&["req", "review", "1"]), @r"
    --- stderr
    error: nothing changes: `REQ-1` is so already
    --- exit 7
    ");
}

#[test]
fn a_status_that_an_update_gives_is_reviewed_as_one_that_a_verb_gives() {
    let sandbox = project();
    sandbox.run(&["req", "result", "1", "It runs"]).ok();
    sandbox
        .run(&["req", "update", "1", "--status", "verified"])
        .ok();
    sandbox
        .run(&["req", "update", "1", "--title", "It runs twice"])
        .ok();

    assert_eq!(sandbox.keys(&["req", "list", "--suspect"]), ["REQ-1"]);
}

#[test]
fn a_field_that_a_type_does_not_have_is_refused() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "add", "1", "b", "--parent", "1"]).ok();

    assert_snapshot!(sandbox.run(&["req", "update", "1", "--points", "3"]), @r"
    --- stderr
    error: cannot update `REQ-1`: a requirement has no story points, only a story has
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["req", "update", "1", "--method", "review"]), @r"
    --- stderr
    error: cannot update `REQ-1`: a requirement has no method, only a result has
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["req", "update", "1", "--parent", "2"]), @r"
    --- stderr
    error: cannot update `REQ-1`: it would follow from itself, by way of `REQ-2`, `REQ-1`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["req", "update", "1", "--priority", "huge"]), @r"
    --- stderr
    error: cannot change `REQ-1`: the project has no priority `huge`
      hint: did you mean `high`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "list", "--status", "done"]), @r"
    --- stderr
    error: requirements have no status `done`
      hint: there are: draft, approved, implemented, verified, pending, blocked, failed, ready, failing, passing
    --- exit 2
    ");
}

#[test]
fn nothing_is_expected_of_sprints_and_requirements() {
    let sandbox = project();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["sprint", "create", "First"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["req", "add", "SPRINT-1", "b"]), @"
    --- stderr
    error: `SPRINT-1` is a sprint; requirements are of tickets, epics and backlog items
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "add", "REQ-1", "b"]), @"
    --- stderr
    error: `REQ-1` is a requirement; requirements are of tickets, epics and backlog items
      hint: `requirements show REQ-1` tells what follows from it, `--parent REQ-1` makes more
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "update", "1", "--of", "SPRINT-1"]), @"
    --- stderr
    error: `SPRINT-1` is a sprint; requirements are of tickets, epics and backlog items
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "gherkin", "SPRINT-1", "-t", "a", "-g", "b"]), @"
    --- stderr
    error: `SPRINT-1` is a sprint; requirements are of tickets, epics and backlog items
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "list", "REQ-1"]), @"
    --- stderr
    error: `REQ-1` is a requirement; requirements are of tickets, epics and backlog items
      hint: `requirements show REQ-1` tells what follows from it, `--parent REQ-1` makes more
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_list_is_of_one_thing_or_of_all_and_filtered() {
    let sandbox = project();
    sandbox.run(&["epic", "create", "Language"]).ok();
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "add", "EPIC-1", "b"]).ok();
    sandbox.run(&["req", "result", "1", "c"]).ok();
    sandbox.run(&["req", "approve", "1"]).ok();

    let keys = |args: &[&str]| sandbox.keys(&[&["requirements", "list"], args].concat());
    assert_eq!(keys(&[]), ["REQ-1", "REQ-2", "REQ-3"]);
    assert_eq!(keys(&["TICKET-1"]), ["REQ-1", "REQ-3"]);
    assert_eq!(keys(&["--of", "EPIC-1"]), ["REQ-2"]);
    assert_eq!(keys(&["--type", "result"]), ["REQ-3"]);
    assert_eq!(keys(&["--status", "approved,pending"]), ["REQ-1", "REQ-3"]);
    assert_eq!(keys(&["1", "--status", "draft"]), [""; 0]);
}
