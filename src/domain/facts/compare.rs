//! From two states of a record to the facts that differ.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Map;
use serde_json::Value;

use crate::domain::Criterion;
use crate::domain::CriterionChange;
use crate::domain::Entry;
use crate::domain::EntryChange;
use crate::domain::Fact;
use crate::domain::FactChange;
use crate::domain::FieldSpec;
use crate::domain::Record;
use crate::domain::Shape;
use crate::domain::Snapshot;
use crate::domain::SprintChange;
use crate::domain::Transition;

const KEY: &str = "id";
const ALIASES: &str = "aliases";
const STATUS: &str = "status";
const TRANSITIONS: &str = "transitions";
const SPRINT: &str = "sprint";
const SPRINT_CHANGES: &str = "sprint_changes";

/// What a new record is named by and says of its own making, which is no news beside its being new.
const HEADER: [&str; 7] = [
    KEY,
    "uid",
    "title",
    "created_at",
    "created_by",
    "branch",
    ALIASES,
];

/// The facts in which two states of one record differ.
pub(crate) fn facts<R: Record>(before: &Snapshot<R>, after: &Snapshot<R>) -> Vec<Fact> {
    let (old, new) = (fields(&before.record), fields(&after.record));
    let mut facts = known(R::FIELDS, &old, &new);
    let former = before.record.key().to_string();
    // That the old key is an alias now is what being renumbered means.
    facts.retain(|fact| match &fact.change {
        FactChange::Set { added, removed } if fact.field == ALIASES => {
            !(removed.is_empty() && *added == [former.as_str()])
        }
        _ => true,
    });
    facts.extend(unknown(&before.others, &after.others));
    facts.extend(entries(&before.entries, &after.entries));
    facts
}

/// What a new record says, but for its header.
pub(crate) fn facts_of_new<R: Record>(after: &Snapshot<R>) -> Vec<Fact> {
    let mut facts = known(R::FIELDS, &Map::new(), &fields(&after.record));
    facts.retain(|fact| !HEADER.contains(&fact.field.as_str()));
    facts.extend(unknown(&BTreeMap::new(), &after.others));
    facts.extend(entries(&[], &after.entries));
    facts
}

/// The facts in which two states of the settings differ; the names are those of `tickets config`.
pub fn setting_facts(
    before: &BTreeMap<String, Value>,
    after: &BTreeMap<String, Value>,
) -> Vec<Fact> {
    unknown(before, after)
}

fn fields(record: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(map)) => map,
        _ => unreachable!("records are structs with text keys"),
    }
}

fn known(specs: &[FieldSpec], old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let moves = steps(old.get(TRANSITIONS), new.get(TRANSITIONS));
    let replans = steps(old.get(SPRINT_CHANGES), new.get(SPRINT_CHANGES));
    for spec in specs.iter().filter(|spec| spec.name != KEY) {
        let (old, new) = (old.get(spec.name), new.get(spec.name));
        match spec.shape {
            Shape::Scalar if spec.name == STATUS => facts.extend(status(old, new, &moves)),
            Shape::Scalar if spec.name == SPRINT => facts.extend(sprint(old, new, &replans)),
            Shape::Scalar | Shape::Time | Shape::Moment => facts.extend(value(spec.name, old, new)),
            Shape::Set => facts.extend(set(spec.name, old, new)),
            Shape::Text => facts.extend(text(spec.name, old, new)),
            Shape::Checklist => facts.extend(checklist(spec.name, old, new)),
            Shape::Log if [TRANSITIONS, SPRINT_CHANGES].contains(&spec.name) => {}
            Shape::Log => facts.extend(set(spec.name, old, new)),
        }
    }
    facts
}

/// Fields that this program does not know are single values or sets, whatever else they may mean to others.
fn unknown(old: &BTreeMap<String, Value>, new: &BTreeMap<String, Value>) -> Vec<Fact> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differing = names.into_iter().filter_map(|name| {
        let (old, new) = (old.get(name), new.get(name));
        let is_set = old.into_iter().chain(new).all(Value::is_array);
        if is_set {
            set(name, old, new)
        } else {
            value(name, old, new)
        }
    });
    differing.collect()
}

/// The rows of a log that only the second state has.
fn steps<Row: DeserializeOwned>(old: Option<&Value>, new: Option<&Value>) -> Vec<Row> {
    let old = items(old);
    let added = items(new).into_iter().filter(|row| !old.contains(row));
    added
        .filter_map(|row| serde_json::from_value(row.clone()).ok())
        .collect()
}

fn status(old: Option<&Value>, new: Option<&Value>, steps: &[Transition]) -> Option<Fact> {
    let (old, new) = (plain(old), plain(new)?);
    let began = steps.first().map(|step| step.from.to_string());
    let from = match old.or(began) {
        Some(from) => from,
        // A new record that never moved has a status like any other value.
        None => {
            let change = FactChange::Value {
                from: None,
                to: Some(new),
            };
            return Some(Fact::new(STATUS, change));
        }
    };
    if from == new && steps.is_empty() {
        return None;
    }
    let change = FactChange::Moved {
        from,
        to: new,
        steps: steps.to_vec(),
    };
    Some(Fact::new(STATUS, change))
}

fn sprint(old: Option<&Value>, new: Option<&Value>, steps: &[SprintChange]) -> Option<Fact> {
    if steps.is_empty() {
        return value(SPRINT, old, new);
    }
    let change = FactChange::Replanned {
        from: plain(old),
        to: plain(new),
        steps: steps.to_vec(),
    };
    Some(Fact::new(SPRINT, change))
}

fn value(name: &str, old: Option<&Value>, new: Option<&Value>) -> Option<Fact> {
    let (from, to) = (plain(old), plain(new));
    (from != to).then(|| Fact::new(name, FactChange::Value { from, to }))
}

fn set(name: &str, old: Option<&Value>, new: Option<&Value>) -> Option<Fact> {
    let texts = |value| -> Vec<String> {
        let items = items(value).into_iter();
        items.filter_map(|item| plain(Some(item))).collect()
    };
    let (old, new) = (texts(old), texts(new));
    let without = |these: &[String], those: &[String]| -> Vec<String> {
        let rest = these.iter().filter(|item| !those.contains(item));
        rest.cloned().collect()
    };
    let (added, removed) = (without(&new, &old), without(&old, &new));
    let is_same = added.is_empty() && removed.is_empty();
    (!is_same).then(|| Fact::new(name, FactChange::Set { added, removed }))
}

fn text(name: &str, old: Option<&Value>, new: Option<&Value>) -> Option<Fact> {
    let (from, to) = (
        plain(old).unwrap_or_default(),
        plain(new).unwrap_or_default(),
    );
    (from != to).then(|| Fact::new(name, FactChange::Text { from, to }))
}

fn checklist(name: &str, old: Option<&Value>, new: Option<&Value>) -> Vec<Fact> {
    let read = |value| -> Vec<Criterion> {
        let items = items(value).into_iter();
        items
            .filter_map(|item| serde_json::from_value(item.clone()).ok())
            .collect()
    };
    let (old, new) = (read(old), read(new));
    // One written by hand may have no id; then its text is all there is to know it by.
    let is_same = |one: &Criterion, other: &Criterion| {
        one.id == other.id && (!one.id.is_empty() || one.text == other.text)
    };
    let mut facts = Vec::new();
    let mut add = |criterion: &Criterion, what| {
        let change = FactChange::Criterion {
            id: criterion.id.clone(),
            text: criterion.text.clone(),
            what,
        };
        facts.push(Fact::new(name, change));
    };
    let mut order = Vec::new();
    for criterion in &new {
        let Some(place) = old.iter().position(|other| is_same(other, criterion)) else {
            let done = criterion.done;
            add(criterion, CriterionChange::Added { done });
            continue;
        };
        order.push(place);
        if old[place].text != criterion.text {
            let from = old[place].text.clone();
            add(criterion, CriterionChange::Reworded { from });
        }
        match (old[place].done, criterion.done) {
            (false, true) => add(criterion, CriterionChange::Checked),
            (true, false) => add(criterion, CriterionChange::Unchecked),
            (false, false) | (true, true) => {}
        }
    }
    for criterion in &old {
        if !new.iter().any(|other| is_same(criterion, other)) {
            add(criterion, CriterionChange::Removed);
        }
    }
    if !order.is_sorted() {
        facts.push(Fact::new(name, FactChange::Reordered));
    }
    facts
}

fn entries(old: &[Entry], new: &[Entry]) -> Vec<Fact> {
    let is_same = |one: &Entry, other: &Entry| one.id == other.id && one.kind == other.kind;
    let fact = |entry: &Entry, what, was: Option<&Entry>| {
        let edited_at = was.and(entry.edited_at);
        let text_was = was.filter(|was| was.text != entry.text);
        let change = FactChange::Entry {
            id: entry.id.clone(),
            what,
            by: entry.by.clone(),
            at: edited_at.unwrap_or(entry.at),
            text: entry.text.to_string(),
            was: text_was.map(|was| was.text.to_string()),
            fields: match what {
                EntryChange::Added | EntryChange::Edited => entry_fields(was, entry),
                EntryChange::Removed => Vec::new(),
            },
        };
        Fact::new(entry.kind.clone(), change)
    };
    let mut facts = Vec::new();
    for entry in new {
        match old.iter().find(|other| is_same(other, entry)) {
            None => facts.push(fact(entry, EntryChange::Added, None)),
            Some(was) if was.text != entry.text || !entry_fields(Some(was), entry).is_empty() => {
                facts.push(fact(entry, EntryChange::Edited, Some(was)));
            }
            Some(_) => {}
        }
    }
    let gone = old
        .iter()
        .filter(|entry| !new.iter().any(|other| is_same(entry, other)));
    facts.extend(gone.map(|entry| fact(entry, EntryChange::Removed, None)));
    facts
}

/// The fields, beside its text and its names, in which an entry differs from what it was; of a new one, all that it has.
fn entry_fields(was: Option<&Entry>, entry: &Entry) -> Vec<Fact> {
    let old = was.map(fields).unwrap_or_default();
    let mut facts = known(Entry::FIELDS, &old, &fields(entry));
    facts.retain(|fact| !Entry::COMMON.contains(&fact.field.as_str()));
    facts
}

fn items(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(items)) => items.iter().collect(),
        _ => Vec::new(),
    }
}

/// A value as one text; none for nothing.
fn plain(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
