//! What became of the lines of a batch.

use serde_json::Value;
use serde_json::json;

use crate::cli::output::Json;
use crate::cli::report::Report;
use crate::ops::Fate;
use crate::ops::Performed;

/// The fields of a result.
pub(crate) const FIELDS: [&str; 9] = [
    "line", "op", "ref", "id", "comment", "entry", "status", "needs", "error",
];

/// Those that a table shows.
pub(crate) const COLUMNS: [&str; 5] = ["line", "op", "id", "status", "ref"];

/// More keys than these are not listed.
const KEYS_MAX: usize = 10;

/// A result as JSON; what it has not is left out.
pub(crate) fn record(one: &Performed) -> Json {
    let (status, needs) = match &one.fate {
        Fate::Done => ("done", None),
        Fate::Unchanged => ("unchanged", None),
        Fate::Failed(_) => ("failed", None),
        Fate::Skipped { needs } => ("skipped", *needs),
    };
    let error = one.error().map(|error| {
        let mut shown = Report::of_operation(error).to_json();
        shown["error"].take()
    });
    let pairs = [
        ("line", Some(json!(one.line))),
        ("op", Some(json!(one.op))),
        ("ref", one.name.clone().map(Value::String)),
        ("id", one.id.clone().map(Value::String)),
        ("comment", one.comment.clone().map(Value::String)),
        ("entry", one.entry.clone().map(Value::String)),
        ("status", Some(json!(status))),
        ("needs", needs.map(|line| json!(line))),
        ("error", error),
    ];
    let there = pairs.into_iter();
    there
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// `3 operations: 2 create, 1 close; created TICKET-4, TICKET-5`
pub(crate) fn summary(results: &[Performed]) -> String {
    let done: Vec<&Performed> = results
        .iter()
        .filter(|one| matches!(one.fate, Fate::Done))
        .collect();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for op in done.iter().filter_map(|one| one.op.as_deref()) {
        match counts.iter_mut().find(|(name, _)| *name == op) {
            Some((_, count)) => *count += 1,
            None => counts.push((op, 1)),
        }
    }
    let noun = if done.len() == 1 {
        "operation"
    } else {
        "operations"
    };
    let mut text = format!("Did {} {noun}", done.len());
    let counts: Vec<String> = counts
        .iter()
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    if !counts.is_empty() {
        text += &format!(": {}", counts.join(", "));
    }
    let unchanged = results
        .iter()
        .filter(|one| matches!(one.fate, Fate::Unchanged));
    match unchanged.count() {
        0 => {}
        count => text += &format!("; {count} changed nothing"),
    }
    let created = done.iter().filter(|one| one.is_new);
    let keys: Vec<&str> = created.filter_map(|one| one.id.as_deref()).collect();
    if !keys.is_empty() {
        let more = if keys.len() > KEYS_MAX { ", …" } else { "" };
        let first = &keys[..keys.len().min(KEYS_MAX)];
        text += &format!("\nCreated {}{more}", first.join(", "));
    }
    text
}
