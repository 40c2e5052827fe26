//! What happened to a record, as JSON.
//!
//! A change is `{record, id, uid, title, change, from_id, deeds, facts}`: `change` is `created`, `deleted`, `changed` or
//! `renumbered` (then `from_id` is the key before), `deeds` are the words of [`Deed`](crate::domain::Deed), the first of
//! which is the one to group by. A fact has a `field` and a `change`, and more by its `change`:
//!
//! | `change` | what it is | more |
//! |---|---|---|
//! | `set`, `changed`, `cleared` | a value | `from`, `to`; of a sprint that had begun also `by`, `at` and all `sprint_changes` |
//! | `moved` | the status | `from`, `to`, `by`, `at`, `reason` of the last move, and all `transitions` |
//! | `members` | a set | `added`, `removed` |
//! | `text` | a long text | `from`, `to`, `lines_added`, `lines_removed` |
//! | `added`, `removed`, `checked`, `unchecked`, `reworded` | a criterion | `id`, `text`, `done` if added, `from` if reworded |
//! | `added`, `edited`, `removed` | an entry, whose kind is the field | `id`, `by`, `at`, `text`, `from` if that was edited, `fields` where others were set or edited |
//! | `reordered` | a checklist | |

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::domain::ChangeKind;
use crate::domain::CriterionChange;
use crate::domain::EntryChange;
use crate::domain::Fact;
use crate::domain::FactChange;
use crate::domain::RecordChange;
use crate::domain::RecordKind;
use crate::domain::Vocabulary;

/// The names of the fields of a change.
pub const CHANGE_FIELDS: [&str; 8] = [
    "record", "id", "uid", "title", "change", "from_id", "deeds", "facts",
];

/// A change of a record.
pub fn change(change: &RecordChange, vocabulary: &Vocabulary) -> Map<String, Value> {
    let from = match &change.kind {
        ChangeKind::Created | ChangeKind::Deleted | ChangeKind::Changed => None,
        ChangeKind::Renumbered { from } => Some(from),
    };
    let values = [
        json!(RecordKind::of_key(&change.key).kind().noun),
        json!(change.key),
        json!(change.uid),
        json!(change.title),
        json!(change_word(&change.kind)),
        json!(from),
        json!(change.deeds(vocabulary)),
        facts(&change.facts),
    ];
    named(values)
}

/// The word for what happened to a record as a whole.
pub fn change_word(kind: &ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::Deleted => "deleted",
        ChangeKind::Changed => "changed",
        ChangeKind::Renumbered { .. } => "renumbered",
    }
}

/// A change of the settings, in the shape of a record's.
pub fn settings_change(differences: &[Fact]) -> Map<String, Value> {
    let values = [
        json!("config"),
        json!("config"),
        Value::Null,
        Value::Null,
        json!("changed"),
        Value::Null,
        json!(["edited"]),
        facts(differences),
    ];
    named(values)
}

fn named(values: [Value; 8]) -> Map<String, Value> {
    let names = CHANGE_FIELDS.iter().map(|name| (*name).to_owned());
    names.zip(values).collect()
}

/// Facts as an array; each has `field` and `change`, and of the other fields those that its kind of change has.
pub fn facts(facts: &[Fact]) -> Value {
    facts.iter().map(fact).collect()
}

fn fact(fact: &Fact) -> Value {
    let mut map = Map::new();
    map.insert("field".to_owned(), fact.field.clone().into());
    if let Value::Object(rest) = change_of(&fact.change) {
        map.extend(rest);
    }
    Value::Object(map)
}

fn change_of(change: &FactChange) -> Value {
    match change {
        FactChange::Moved { from, to, steps } => {
            let last = steps.last();
            json!({
                "change": "moved",
                "from": from,
                "to": to,
                "by": last.and_then(|step| step.by.as_ref()),
                "at": last.map(|step| step.at),
                "reason": last.and_then(|step| step.reason.as_ref()),
                "transitions": steps,
            })
        }
        FactChange::Replanned { from, to, steps } => {
            let last = steps.last();
            json!({
                "change": word_of_value(from.as_ref(), to.as_ref()),
                "from": from,
                "to": to,
                "by": last.and_then(|step| step.by.as_ref()),
                "at": last.map(|step| step.at),
                "sprint_changes": steps,
            })
        }
        FactChange::Value { from, to } => {
            json!({ "change": word_of_value(from.as_ref(), to.as_ref()), "from": from, "to": to })
        }
        FactChange::Set { added, removed } => {
            json!({ "change": "members", "added": added, "removed": removed })
        }
        FactChange::Text { from, to } => {
            let count = change.line_count().unwrap_or_default();
            json!({
                "change": "text",
                "from": from,
                "to": to,
                "lines_added": count.added,
                "lines_removed": count.removed,
            })
        }
        FactChange::Criterion { id, text, what } => criterion(id, text, what),
        FactChange::Reordered => json!({ "change": "reordered" }),
        FactChange::Entry {
            id,
            what,
            by,
            at,
            text,
            was,
            fields,
        } => {
            let word = match what {
                EntryChange::Added => "added",
                EntryChange::Edited => "edited",
                EntryChange::Removed => "removed",
            };
            let mut value = json!({ "change": word, "id": id, "by": by, "at": at, "text": text });
            if let Some(was) = was {
                value["from"] = json!(was);
            }
            if !fields.is_empty() {
                value["fields"] = facts(fields);
            }
            value
        }
    }
}

fn word_of_value(from: Option<&String>, to: Option<&String>) -> &'static str {
    match (from, to) {
        (None, _) => "set",
        (Some(_), None) => "cleared",
        (Some(_), Some(_)) => "changed",
    }
}

fn criterion(id: &str, text: &str, what: &CriterionChange) -> Value {
    match what {
        CriterionChange::Added { done } => {
            json!({ "change": "added", "id": id, "text": text, "done": done })
        }
        CriterionChange::Removed => json!({ "change": "removed", "id": id, "text": text }),
        CriterionChange::Checked => json!({ "change": "checked", "id": id, "text": text }),
        CriterionChange::Unchecked => json!({ "change": "unchecked", "id": id, "text": text }),
        CriterionChange::Reworded { from } => {
            json!({ "change": "reworded", "id": id, "from": from, "text": text })
        }
    }
}
