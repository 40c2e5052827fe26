//! Records that people write: without a key, with as few fields as they like.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::RecordKind;
use crate::domain::Shape;
use crate::domain::Ticket;
use crate::domain::Uid;
use crate::domain::Unknown;
use crate::ops::Tracker;
use crate::ops::import::incoming::Fault;
use crate::ops::import::incoming::Incoming;
use crate::ops::import::incoming::typed;
use crate::ops::portable::Portable;

const ID_SYMBOLS: usize = 4;

/// Gives a record its key, its uid and the project's defaults, as `create` does.
///
/// # Errors
/// A uid without a key: it would be a copy of a record that is elsewhere.
pub(crate) fn complete(tracker: &Tracker, portable: &mut Portable, key: &Key) -> Result<(), Fault> {
    if portable.kind != RecordKind::Ticket {
        return Err("has no `id`; only a ticket may be without".to_owned());
    }
    let fields = &mut portable.fields;
    fields.retain(|_, value| !value.is_null());
    if fields.contains_key("uid") {
        return Err("has a `uid` but no `id`".to_owned());
    }
    let now = tracker.now();
    let defaults = &tracker.settings.defaults;
    let uid = Uid::new(now, tracker.surroundings.random.next_wide());
    let text = |text: &dyn ToString| Some(Value::from(text.to_string()));
    let labels: Vec<&str> = defaults.labels.iter().map(String::as_str).collect();
    let values = [
        ("uid", text(&uid)),
        ("type", text(&defaults.ticket_type)),
        ("status", text(&defaults.status)),
        ("priority", text(&defaults.priority)),
        ("labels", Some(labels.into())),
        (
            "assignee",
            defaults.assignee.as_ref().and_then(|name| text(name)),
        ),
        ("created_at", text(&now)),
        (
            "created_by",
            tracker.user().and_then(|(_, full)| text(&full)),
        ),
        (
            "branch",
            tracker
                .vcs
                .branch()
                .ok()
                .flatten()
                .and_then(|name| text(&name)),
        ),
    ];
    for (name, value) in values {
        let name = Value::from(name);
        if let (Some(value), false) = (value, fields.contains_key(&name)) {
            fields.insert(name, value);
        }
    }
    fields.insert("id".into(), key.to_string().into());
    fill_criteria(tracker, fields);
    sort_sets(fields);
    Ok(())
}

/// A criterion may be just its text, and needs no id.
fn fill_criteria(tracker: &Tracker, fields: &mut Mapping) {
    let Some(Value::Sequence(items)) = fields.get_mut("acceptance_criteria") else {
        return;
    };
    for item in items {
        let id = Value::from(tracker.surroundings.random.symbols(ID_SYMBOLS));
        let mut whole =
            Mapping::from_iter([(Value::from("id"), id), ("done".into(), false.into())]);
        match item {
            Value::String(_) => {
                whole.insert("text".into(), item.clone());
                *item = Value::Mapping(whole);
            }
            Value::Mapping(fields) => {
                whole.extend(std::mem::take(fields));
                *item = Value::Mapping(whole);
            }
            // Refused when the ticket is read.
            _ => {}
        }
    }
}

fn sort_sets(fields: &mut Mapping) {
    for spec in Ticket::FIELDS
        .iter()
        .filter(|spec| spec.shape == Shape::Set)
    {
        let Some(Value::Sequence(items)) = fields.get_mut(spec.name) else {
            continue;
        };
        if items.iter().all(Value::is_string) {
            items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
            items.dedup();
        }
    }
}

/// Holds a completed record to the rules that `create` has.
///
/// # Errors
/// A word that the project does not have, a field that it requires, or a
/// relation to a ticket for which `exists` does not vouch.
pub(crate) fn check(
    tracker: &Tracker,
    incoming: &Incoming,
    exists: impl Fn(&Key) -> bool,
) -> Result<(), Fault> {
    let ticket: &Ticket = &typed(&incoming.portable.fields)?;
    check_words(tracker, ticket).map_err(|error| error.to_string())?;
    tracker
        .refuse_missing("import", ticket)
        .map_err(|error| error.to_string())?;
    let mut missing = ticket.ticket_references().filter(|(_, key)| !exists(key));
    match missing.next() {
        Some((field, key)) => Err(format!("`{field}` names `{key}`, which is no ticket")),
        None => Ok(()),
    }
}

fn check_words(tracker: &Tracker, ticket: &Ticket) -> Result<(), Unknown> {
    let vocabulary = &tracker.vocabulary;
    vocabulary.check_status(&ticket.status)?;
    vocabulary.check_type(&ticket.ticket_type)?;
    vocabulary.check_priority(&ticket.priority)?;
    let mut labels = ticket.labels.iter();
    labels.try_for_each(|label| vocabulary.check_label(label))
}
