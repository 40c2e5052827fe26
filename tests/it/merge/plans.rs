//! Every pair of fields of an epic, a backlog item, a sprint or a requirement, changed on two branches.

use crate::merge::pairs::Subject;
use crate::merge::pairs::check;
use crate::sandbox::Sandbox;

/// A field and the words that change it, behind the verb and the key.
type Edit = (&'static str, &'static [&'static str]);

/// What stands at the end of the file, where the log of transitions grows.
const CLASH: &str = "status and an unknown field";

const EPIC: &[Edit] = &[
    ("title", &["--title", "Another title"]),
    ("status", &["--status", "active"]),
    ("priority", &["--priority", "critical"]),
    ("owner", &["--owner", "bob"]),
    ("labels", &["--add-label", "middle"]),
    ("target_version", &["--target-version", "2.0"]),
    ("start_date", &["--start-date", "2026-12-02"]),
    ("target_date", &["--target-date", "2027-01-31"]),
    ("estimated_points", &["--estimated-points", "89"]),
    (
        "description",
        &["--description", "Another text\nof two lines"],
    ),
    ("goals", &["--goal", "It wins"]),
    ("success_criteria", &["--success-criterion", "It pays"]),
    ("an unknown field", &[]),
];

const FULL_EPIC: &[&str] = &[
    "--description",
    "First line\n\nmiddle\n\nlast line",
    "--priority",
    "low",
    "--owner",
    "alice",
    "--labels",
    "alpha,zulu",
    "--target-version",
    "1.0",
    "--start-date",
    "2026-12-01",
    "--target-date",
    "2026-12-24",
    "--estimated-points",
    "8",
    "--goal",
    "It is known",
    "--success-criterion",
    "It is sold",
];

const ITEM: &[Edit] = &[
    ("title", &["--title", "Another title"]),
    ("status", &["--status", "in-progress"]),
    ("type", &["--type", "bug"]),
    ("priority", &["--priority", "critical"]),
    ("product_owner", &["--owner", "bob"]),
    ("assignee", &["--assignee", "bob"]),
    ("labels", &["--add-label", "middle"]),
    ("epic", &["--epic", "EPIC-1"]),
    ("sprint", &["--sprint", "SPRINT-1"]),
    ("depends_on", &["--depends-on", "TICKET-1"]),
    ("story_points", &["--points", "13"]),
    ("business_value", &["--value", "90"]),
    ("effort_hours", &["--effort", "13"]),
    ("risk", &["--risk", "high"]),
    ("component", &["--component", "till"]),
    ("theme", &["--theme", "speed"]),
    (
        "description",
        &["--description", "Another text\nof two lines"],
    ),
    ("acceptance_criteria", &["--criterion", "It works"]),
    (
        "definition_of_done",
        &["--definition-of-done", "It is told"],
    ),
    ("an unknown field", &[]),
];

const FULL_ITEM: &[&str] = &[
    "--description",
    "First line\n\nmiddle\n\nlast line",
    "--type",
    "story",
    "--priority",
    "low",
    "--owner",
    "alice",
    "--assignee",
    "alice",
    "--labels",
    "alpha,zulu",
    "--epic",
    "EPIC-2",
    "--sprint",
    "SPRINT-2",
    "--depends-on",
    "TICKET-2",
    "--points",
    "3",
    "--value",
    "10",
    "--effort",
    "2",
    "--risk",
    "low",
    "--component",
    "shelf",
    "--theme",
    "order",
    "--criterion",
    "It is tested",
    "--definition-of-done",
    "It is read",
];

const SPRINT: &[Edit] = &[
    ("title", &["--title", "Another title"]),
    ("start_date", &["--start", "2026-11-30"]),
    ("end_date", &["--end", "2026-12-20"]),
    ("capacity", &["--capacity", "34"]),
    ("goal", &["--goal", "Another text"]),
    ("an unknown field", &[]),
];

const FULL_SPRINT: &[&str] = &[
    "--start",
    "2026-12-01",
    "--end",
    "2026-12-14",
    "--capacity",
    "21",
    "--goal",
    "A text",
];

const REQUIREMENT: &[Edit] = &[
    ("title", &["--title", "Another title"]),
    ("status", &["--status", "approved"]),
    ("priority", &["--priority", "critical"]),
    ("of", &["--of", "EPIC-1"]),
    ("parent", &["--parent", "REQ-2"]),
    ("labels", &["--add-label", "middle"]),
    (
        "description",
        &["--description", "Another text\nof two lines"],
    ),
    ("acceptance_criteria", &["--criterion", "It works"]),
    ("an unknown field", &[]),
];

const FULL_REQUIREMENT: &[&str] = &[
    "--priority",
    "low",
    "--parent",
    "REQ-3",
    "--labels",
    "alpha,zulu",
    "--description",
    "First line\n\nmiddle\n\nlast line",
    "--criterion",
    "It is tested",
];

/// What there is to refer to.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]).without_driver();
    for number in ["1", "2"] {
        sandbox
            .run(&["epic", "create", &format!("Goal {number}")])
            .ok();
        sandbox
            .run(&["sprint", "create", &format!("Weeks {number}")])
            .ok();
    }
    sandbox.run(&["backlog", "add", "Item"]).ok();
    for title in ["First", "Second", "Third"] {
        sandbox
            .run(&["requirements", "add", "TICKET-1", title])
            .ok();
    }
    sandbox
}

/// Checks all pairs of a record without and with other values, and gives the names of those that conflict.
fn clashes(
    (command, key, path): (&'static [&'static str; 2], &'static str, &str),
    edits: &[Edit],
    full: &[&str],
) -> [Vec<String>; 2] {
    [&[][..], full].map(|others| {
        let sandbox = project();
        if !others.is_empty() {
            sandbox.run(&[&command[..], &[key], others].concat()).ok();
        }
        let whole = |(field, edit): &Edit| (*field, [&command[..], &[key], edit].concat());
        let subject = Subject {
            path: format!(".tickets/{path}"),
            edits: edits.iter().map(whole).collect(),
        };
        check(&sandbox, &subject)
    })
}

#[test]
fn any_two_fields_of_an_epic_merge() {
    let epic = (&["epic", "update"], "EPIC-2", "epics/EPIC-2-goal-2.yaml");
    assert_eq!(clashes(epic, EPIC, FULL_EPIC), [[CLASH], [CLASH]]);
}

#[test]
fn any_two_fields_of_a_backlog_item_merge() {
    let item = (
        &["backlog", "update"],
        "ITEM-1",
        "backlog/00/ITEM-1-item.yaml",
    );
    assert_eq!(clashes(item, ITEM, FULL_ITEM), [[CLASH], [CLASH]]);
}

#[test]
fn any_two_fields_of_a_sprint_merge() {
    let sprint = (
        &["sprint", "update"],
        "SPRINT-2",
        "sprints/SPRINT-2-weeks-2.yaml",
    );
    let none: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    assert_eq!(clashes(sprint, SPRINT, FULL_SPRINT), none);
}

#[test]
fn any_two_fields_of_a_requirement_merge() {
    let path = "requirements/00/REQ-1-first.yaml";
    let requirement = (&["requirements", "update"], "REQ-1", path);
    let found = clashes(requirement, REQUIREMENT, FULL_REQUIREMENT);
    assert_eq!(found, [[CLASH], [CLASH]]);
}
