//! Tickets of some 2 KB, with one or two comments each.

use serde::Serialize;
use serde_json::Value;
use serde_json::json;
use serde_yaml::Mapping;
use tickets::domain::Entry;
use tickets::domain::FieldSpec;
use tickets::domain::Record as _;
use tickets::domain::Ticket;
use tickets::store::EntryFile;
use tickets::store::RecordFile;
use tickets::store::yaml;

use crate::measure::words::Words;

/// Characters of a ticket's description; with its other fields a file has some 2 KB.
const DESCRIPTION_LENGTH: usize = 1_400;

const STATUSES: [&str; 8] = [
    "open",
    "open",
    "open",
    "open",
    "in-progress",
    "in-review",
    "closed",
    "closed",
];
const PRIORITIES: [&str; 4] = ["critical", "high", "medium", "low"];
const TYPES: [&str; 4] = ["bug", "feature", "task", "chore"];
const LABELS: [&str; 6] = ["auth", "billing", "docs", "mobile", "performance", "web"];
const PEOPLE: [&str; 4] = ["alice", "bob", "carol", "dan"];

/// The files of a ticket, its own first, with their paths below `.tickets/`.
pub(crate) fn files(number: usize, words: &mut Words) -> impl Iterator<Item = (String, String)> {
    let comments = comments(number, words);
    let ticket = ticket(number, words);
    let record = RecordFile::for_new(&ticket);
    let own = (record.path.clone(), text(Ticket::FIELDS, &ticket));
    let entries = comments.into_iter().map(move |entry| {
        let path = EntryFile::for_new(&record, &entry).path;
        (path, text(Entry::FIELDS, &entry))
    });
    std::iter::once(own).chain(entries)
}

fn text(specs: &[FieldSpec], record: &impl Serialize) -> String {
    let value = serde_yaml::to_value(record).expect("it is plain values");
    let fields: Mapping = serde_yaml::from_value(value).expect("records are mappings");
    yaml::emit(specs, &fields)
}

fn at(number: usize, minute: usize) -> String {
    let (month, day) = (1 + number % 9, 1 + number % 28);
    format!("2026-0{month}-{day:02}T10:{minute:02}:00Z")
}

fn comments(number: usize, words: &mut Words) -> Vec<Entry> {
    let count = 1 + number % 2;
    let comments = (0..count).map(|place| {
        let comment = json!({
            "id": format!("c{number:06}{place}"),
            "kind": "comment",
            "at": at(number, 20 + place),
            "by": words.pick(&PEOPLE),
            "text": words.prose(200),
        });
        serde_json::from_value(comment).expect("it is an entry")
    });
    comments.collect()
}

/// One ticket. The first fifty are open and blocked by nobody, for the commands
/// that start from such a one.
fn ticket(number: usize, words: &mut Words) -> Ticket {
    let status = if number <= 50 {
        "open"
    } else {
        words.pick(&STATUSES)
    };
    let depends_on: Vec<String> = if number > 100 && number.is_multiple_of(5) {
        vec![format!("TICKET-{}", number - 7)]
    } else {
        Vec::new()
    };
    let transitions: Vec<Value> = if status == "open" {
        Vec::new()
    } else {
        let by = words.pick(&PEOPLE);
        vec![json!({ "at": at(number, 30), "from": "open", "to": status, "by": by })]
    };
    let mut labels = vec![words.pick(&LABELS), words.pick(&LABELS)];
    labels.sort_unstable();
    labels.dedup();
    let ticket = json!({
        "id": format!("TICKET-{number}"),
        "uid": format!("01JD3Z8Q6W0V4K8T2X{number:08}"),
        "title": words.title(),
        "type": words.pick(&TYPES),
        "status": status,
        "priority": words.pick(&PRIORITIES),
        "assignee": words.pick(&PEOPLE),
        "labels": labels,
        "depends_on": depends_on,
        "story_points": number % 8,
        "created_at": at(number, 10),
        "created_by": "Alice Doe <alice@example.com>",
        "branch": "main",
        "description": words.prose(DESCRIPTION_LENGTH),
        "transitions": transitions,
    });
    serde_json::from_value(ticket).expect("it is a ticket")
}
