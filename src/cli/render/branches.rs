//! Tickets as they are on all branches.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::cli::render::table;
use crate::cli::render::table::Look;
use crate::ops::Branched;
use crate::ops::OnBranch;
use crate::ops::Standing;

/// The working tree among branches.
const HERE: &str = "(here)";

const COLUMNS: [&str; 8] = [
    "id", "branch", "status", "priority", "assignee", "differs", "furthest", "title",
];

/// The names of the fields of a ticket on all branches.
pub(crate) const FIELDS: [&str; 5] = ["id", "title", "here", "branches", "furthest"];

/// A ticket on all branches, for programs.
pub(crate) fn record(ticket: &Branched) -> Map<String, Value> {
    let on_branch = |on: &OnBranch| {
        let mut map = Map::new();
        map.insert("branch".to_owned(), json!(on.branch));
        map.insert("revision".to_owned(), json!(on.revision));
        map.extend(state(on.standing.as_ref()));
        map.insert("differs".to_owned(), json!(on.differs));
        Value::Object(map)
    };
    let there = ticket.branches.iter();
    let furthest = there.filter(|on| on.standing.as_ref().is_some_and(|own| own.is_furthest));
    let furthest: Vec<&str> = furthest.map(|on| on.branch.as_str()).collect();
    let here = ticket.here.as_ref();
    let values = [
        json!(ticket.ticket().id),
        json!(ticket.ticket().title),
        here.map_or(Value::Null, |here| Value::Object(state(Some(here)))),
        ticket.branches.iter().map(on_branch).collect(),
        json!(furthest),
    ];
    let names = FIELDS.iter().map(|name| (*name).to_owned());
    names.zip(values).collect()
}

/// How a ticket is in one place; all `null` where it was deleted.
fn state(standing: Option<&Standing>) -> Map<String, Value> {
    let ticket = standing.map(|standing| &standing.ticket);
    let values = [
        ("id", json!(ticket.map(|ticket| &ticket.id))),
        ("title", json!(ticket.map(|ticket| &ticket.title))),
        ("status", json!(ticket.map(|ticket| &ticket.status))),
        ("category", json!(standing.and_then(|own| own.category))),
        ("priority", json!(ticket.map(|ticket| &ticket.priority))),
        (
            "assignee",
            json!(ticket.and_then(|ticket| ticket.assignee.as_ref())),
        ),
        (
            "is_furthest",
            json!(standing.is_some_and(|own| own.is_furthest)),
        ),
    ];
    let named = values.into_iter();
    named
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// A table with a row for each place where a ticket is.
pub(crate) fn page(tickets: &[Branched], look: Look<'_>) -> String {
    let rows: Vec<Map<String, Value>> = tickets.iter().flat_map(rows).collect();
    if rows.is_empty() {
        return String::new();
    }
    table::table(&rows, &COLUMNS, look)
}

fn rows(ticket: &Branched) -> Vec<Map<String, Value>> {
    let here = ticket.here.as_ref();
    let here = here.map(|standing| row(ticket, HERE, Some(standing), String::new()));
    let there = ticket.branches.iter();
    let there = there.map(|on| {
        row(
            ticket,
            &on.branch,
            on.standing.as_ref(),
            differs(ticket, on),
        )
    });
    here.into_iter().chain(there).collect()
}

fn differs(ticket: &Branched, on: &OnBranch) -> String {
    if on.standing.is_none() {
        return "deleted there".to_owned();
    }
    if ticket.here.is_none() {
        return "only there".to_owned();
    }
    on.differs.join(", ")
}

fn row(
    whole: &Branched,
    branch: &str,
    standing: Option<&Standing>,
    differs: String,
) -> Map<String, Value> {
    let ticket = standing.map(|standing| &standing.ticket);
    let mark = match standing {
        Some(standing) if standing.is_furthest && whole.is_tied() => "as far",
        Some(standing) if standing.is_furthest => "furthest",
        Some(_) | None => "",
    };
    let values = [
        json!(whole.ticket().id),
        json!(branch),
        json!(ticket.map(|ticket| &ticket.status)),
        json!(ticket.map(|ticket| &ticket.priority)),
        json!(ticket.and_then(|ticket| ticket.assignee.as_ref())),
        json!(differs),
        json!(mark),
        json!(ticket.map(|ticket| &ticket.title)),
    ];
    let names = COLUMNS.iter().map(|name| (*name).to_owned());
    names.zip(values).collect()
}
