//! What all begin with.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;
use serde_json::json;
use tickets::ops;
use tickets::ops::ImportSource;
use tickets::ops::Init;
use tickets::ops::RecordFormat;

use crate::simulation::Chance;
use crate::simulation::Desk;
use crate::simulation::Files;
use crate::simulation::deed::LABELS;
use crate::simulation::deed::PEOPLE;
use crate::simulation::deed::PRIORITIES;
use crate::simulation::deed::STATUSES;
use crate::simulation::deed::TYPES;
use crate::simulation::desk::surroundings;

/// A project of so many tickets, of which none is like another; made at a desk.
pub(crate) fn project(desk: &mut Desk, count: usize, chance: &mut Chance) -> Files {
    desk.put(&Files::new());
    let clock = Rc::new(Cell::new(-100_000));
    let seed = chance.number();
    ops::init(surroundings(desk.folder(), &clock, seed), &Init::default()).unwrap();
    let tracker = desk.open(&clock, seed, "sequential");
    let tickets = (1..=count).map(|number| record(number, chance));
    let records: Vec<Value> = tickets.chain(plans()).collect();
    let source = ImportSource::Records {
        format: RecordFormat::Json,
        text: Value::Array(records).to_string(),
        name: "the simulation".to_owned(),
    };
    let imported = ops::import(&tracker, &source, &mut |_, _| {}).unwrap();
    assert_eq!(imported.value.problems, []);
    desk.take()
}

/// Two records of each other kind, which refer to each other and to the first tickets.
fn plans() -> impl Iterator<Item = Value> {
    let both = 1..=2;
    both.flat_map(|number| {
        let uid = |kind: &str| format!("01JD3Z8Q6W0V4K8T2X5{kind}7{number:05}");
        let criteria = json!([{"id": "c001", "done": false, "text": "Holds"}]);
        let started = json!([{"at": "2026-11-18T09:00:00Z", "from": "planned", "to": "active", "by": "alice"}]);
        [
            json!({"record": "epic", "id": format!("EPIC-{number}"), "uid": uid("E"),
                   "title": format!("Goal {number}"), "status": "active", "priority": "medium",
                   "created_at": "2026-11-17T10:00:00Z", "goals": criteria,
                   "description": "One.\nTwo.\nThree.\nFour.\nFive."}),
            json!({"record": "sprint", "id": format!("SPRINT-{number}"), "uid": uid("S"),
                   "title": format!("Weeks {number}"), "goal": "Get there.",
                   "status": if number == 1 { "active" } else { "planned" },
                   "start_date": "2026-11-18", "end_date": "2026-11-30",
                   "created_at": "2026-11-17T10:00:00Z",
                   "transitions": if number == 1 { started.clone() } else { json!([]) }}),
            json!({"record": "backlog-item", "id": format!("ITEM-{number}"), "uid": uid("B"),
                   "title": format!("Thing {number}"), "status": "new", "priority": "low",
                   "epic": format!("EPIC-{number}"), "sprint": "SPRINT-1",
                   "depends_on": [format!("TICKET-{number}")],
                   "created_at": "2026-11-17T10:00:00Z", "definition_of_done": criteria}),
            json!({"record": "requirement", "id": format!("REQ-{number}"), "uid": uid("R"),
                   "title": format!("Wish {number}"), "type": "requirement", "status": "draft",
                   "priority": "high", "of": format!("EPIC-{number}"),
                   "created_at": "2026-11-17T10:00:00Z", "acceptance_criteria": criteria}),
        ]
    })
}

fn record(number: usize, chance: &mut Chance) -> Value {
    let mut own = |limit: usize| chance.below(limit);
    let labels: Vec<&str> = LABELS.iter().filter(|_| own(3) == 0).copied().collect();
    let criteria: Vec<Value> = (0..own(4))
        .map(|place| {
            json!({"id": format!("c{place:03}"), "done": own(3) == 0,
                   "text": format!("Holds in case {place}")})
        })
        .collect();
    let description: Vec<String> = (0..own(7))
        .map(|line| format!("Line {line} of what {number} is about."))
        .collect();
    let entries: Vec<Value> = (0..own(3))
        .map(|place| {
            json!({"id": format!("e{place:03}"), "kind": "comment", "by": PEOPLE[own(PEOPLE.len())],
                   "at": format!("2026-11-18T10:{:02}:{:02}Z", number % 60, place),
                   "text": format!("First seen in {place}.\nSecond line.\nThird line of {number}.")})
        })
        .collect();
    let mut record = json!({
        "id": format!("TICKET-{number}"),
        "uid": format!("01JD3Z8Q6W0V4K8T2X5N7{number:05}"),
        "title": format!("Work on part {number}"),
        "type": TYPES[own(TYPES.len())],
        "status": STATUSES[own(2)],
        "priority": PRIORITIES[own(PRIORITIES.len())],
        "labels": labels,
        "created_at": format!("2026-11-17T10:00:{:02}Z", number % 60),
        "created_by": "Alice Doe <alice@example.com>",
        "description": description.join("\n"),
        "acceptance_criteria": criteria,
        "entries": entries,
    });
    let fields = record.as_object_mut().unwrap();
    if own(2) == 0 {
        fields.insert("assignee".to_owned(), PEOPLE[own(PEOPLE.len())].into());
    }
    if own(3) == 0 {
        fields.insert("story_points".to_owned(), own(9).into());
    }
    if number > 3 && own(4) == 0 {
        let on = format!("TICKET-{}", own(number - 1) + 1);
        fields.insert("depends_on".to_owned(), json!([on]));
    }
    if own(5) == 0 {
        fields.insert(
            "customer".to_owned(),
            json!({"name": "Acme", "tier": own(3)}),
        );
    }
    if fields["status"] != "open" {
        let moves = json!([{"at": "2026-11-18T09:00:00Z", "from": "open",
                            "to": fields["status"], "by": "alice"}]);
        fields.insert("transitions".to_owned(), moves);
    }
    record
}
