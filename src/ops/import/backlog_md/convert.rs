//! A task's facts as a ticket's.

use std::collections::HashSet;

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Category;
use crate::domain::Criterion;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Link;
use crate::domain::Person;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::Transition;
use crate::domain::Uid;
use crate::ops::Random;
use crate::ops::Tracker;
use crate::ops::import::backlog_md::SYSTEM;
use crate::ops::import::backlog_md::task::Task;
use crate::ops::import::backlog_md::task::text_of;
use crate::ops::import::backlog_md::task::texts_of;
use crate::ops::import::backlog_md::words;
use crate::store::Problem;
use crate::store::ProblemCode;

const ID_SYMBOLS: usize = 4;

/// A ticket in the making.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) task: Task,
    pub(crate) ticket: Ticket,
}

impl Draft {
    /// The field that keeps what the ticket does not say.
    pub(crate) fn others(&self) -> Mapping {
        let mut imported = Mapping::from_iter([
            (Value::from("system"), Value::from(SYSTEM)),
            ("id".into(), self.task.id.clone().into()),
            ("file".into(), self.task.path.clone().into()),
        ]);
        for (name, value) in &self.task.fields {
            let is_taken = imported.contains_key(name);
            let name = match name.as_str() {
                Some(text) if is_taken => format!("front_matter_{text}").into(),
                _ => name.clone(),
            };
            imported.insert(name, value.clone());
        }
        Mapping::from_iter([("imported".into(), Value::Mapping(imported))])
    }
}

/// Makes a ticket of a task, without its relations.
///
/// The project's defaults fill in where a ticket needs a value; who creates
/// it now, and on which branch, says nothing about the task and is left out.
pub(crate) fn convert(
    tracker: &Tracker,
    task: Task,
    key: Key,
    problems: &mut Vec<Problem>,
) -> Draft {
    let mut task = task;
    let ticket = Ticket::new(key, title(&mut task, problems));
    let mut draft = Draft { task, ticket };
    set_words(tracker, &mut draft, problems);
    set_people(&mut draft);
    set_labels(tracker, &mut draft);
    set_links(&mut draft);
    set_times(tracker, &mut draft);
    set_body(&tracker.surroundings.random, &mut draft);
    draft
}

/// Takes a field out where `read` makes all of it, and leaves it where not.
fn take<T>(fields: &mut Mapping, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    let made = read(fields.get(name)?)?;
    fields.shift_remove(name);
    Some(made)
}

fn title(task: &mut Task, problems: &mut Vec<Problem>) -> Title {
    let read = |value: &Value| text_of(value)?.parse().ok();
    if let Some(title) = take(&mut task.fields, "title", read) {
        return title;
    }
    let name = task.path.rsplit('/').next().unwrap_or_default();
    let name = name.trim_end_matches(".md").to_owned();
    let message = format!("has no title of one line; `{name}` stands in for it");
    problems.push(Problem::new(
        &*task.path,
        ProblemCode::MissingField,
        message,
    ));
    let title = name.parse().or_else(|_| task.id.parse());
    title.unwrap_or_else(|_| "untitled".parse().expect("a title"))
}

/// Status, type and priority: in the project's words, and in the old ones where those are others.
fn set_words(tracker: &Tracker, draft: &mut Draft, problems: &mut Vec<Problem>) {
    let vocabulary = &tracker.vocabulary;
    let defaults = &tracker.settings.defaults;
    let word = |name: &str| {
        draft
            .task
            .fields
            .get(name)
            .and_then(text_of)
            .unwrap_or_default()
    };

    let old = word("status");
    let status = words::status(vocabulary, &old);
    if status.is_none() && !old.is_empty() {
        let message = format!("has the status `{old}`, which the project does not have");
        problems.push(Problem::new(
            &*draft.task.path,
            ProblemCode::UnknownValue,
            message,
        ));
    }
    let status = status.unwrap_or_else(|| words::first_status(vocabulary));
    let ticket_type = words::ticket_type(vocabulary, &word("type"))
        .or_else(|| defaults.ticket_type.parse().ok())
        .unwrap_or_default();
    let priority = words::priority(vocabulary, &word("priority"))
        .or_else(|| defaults.priority.parse().ok())
        .unwrap_or_default();

    let said = [
        ("status", status.to_string()),
        ("type", ticket_type.to_string()),
        ("priority", priority.to_string()),
    ];
    for (name, new) in said {
        take(&mut draft.task.fields, name, |old| {
            (text_of(old)? == new).then_some(())
        });
    }
    draft.ticket.status = status;
    draft.ticket.ticket_type = ticket_type;
    draft.ticket.priority = priority;
}

fn set_people(draft: &mut Draft) {
    let fields = &mut draft.task.fields;
    let assignees = fields
        .get("assignee")
        .and_then(texts_of)
        .unwrap_or_default();
    let first = assignees
        .first()
        .and_then(|name| name.parse::<Person>().ok());
    if assignees.len() == usize::from(first.is_some()) {
        take(fields, "assignee", texts_of);
    }
    draft.ticket.assignee = first;
    draft.ticket.reporter = take(fields, "reporter", |value| text_of(value)?.parse().ok());
}

fn set_labels(tracker: &Tracker, draft: &mut Draft) {
    let fields = &mut draft.task.fields;
    let names = fields.get("labels").and_then(texts_of).unwrap_or_default();
    let labels = names.iter().filter_map(|name| name.parse::<Label>().ok());
    let labels: Vec<Label> = labels
        .filter(|label| tracker.vocabulary.check_label(label).is_ok())
        .collect();
    if labels.len() == names.len() {
        take(fields, "labels", texts_of);
    }
    draft.ticket.labels = set(labels);
}

/// References and documentation; which of them were documentation is kept, too.
fn set_links(draft: &mut Draft) {
    let fields = &mut draft.task.fields;
    let texts = |name: &str| fields.get(name).and_then(texts_of).unwrap_or_default();
    let (references, documents) = (texts("references"), texts("documentation"));
    let links = |texts: &[String]| -> Vec<Link> {
        texts.iter().filter_map(|text| text.parse().ok()).collect()
    };
    let mut all = links(&references);
    if all.len() == references.len() {
        take(fields, "references", texts_of);
    }
    all.extend(links(&documents));
    draft.ticket.links = set(all);
}

fn set<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items.dedup();
    items
}

/// Times without a zone are UTC, which is what the program writes.
///
/// `updated_date` tells when anything changed last, not when the task was
/// done, so only `completed_date` makes a transition.
fn set_times(tracker: &Tracker, draft: &mut Draft) {
    let time = |value: &Value| text_of(value)?.parse::<Timestamp>().ok();
    let updated = draft.task.fields.get("updated_date").and_then(time);
    let ticket = &mut draft.ticket;
    let fields = &mut draft.task.fields;
    ticket.created_at = take(fields, "created_date", time);
    let born = ticket.created_at.unwrap_or_else(|| tracker.now());
    ticket.uid = Some(Uid::new(born, tracker.surroundings.random.next_wide()));

    let is_done = tracker.vocabulary.category(&ticket.status) == Some(Category::Done);
    let completed = if is_done {
        take(fields, "completed_date", time)
    } else {
        None
    };
    if let Some(at) = completed {
        ticket.transitions.push(Transition {
            at,
            from: words::first_status(&tracker.vocabulary),
            to: ticket.status.clone(),
            by: None,
            reason: None,
        });
    }
    // Nothing says since when.
    if draft.task.is_archived() {
        ticket.archived_at = updated.or(Some(born));
    }
}

fn set_body(random: &Random, draft: &mut Draft) {
    let body = &mut draft.task.body;
    draft.ticket.description = Text::new(&body.description);
    let ids = distinct_ids(random, body.criteria.len());
    let mut unfit = Vec::new();
    for (id, (done, text)) in ids.into_iter().zip(&body.criteria) {
        match Criterion::new(id, text) {
            Ok(criterion) => draft.ticket.acceptance_criteria.push(Criterion {
                done: *done,
                ..criterion
            }),
            Err(_) => unfit.push(format!("- [{}] {text}", if *done { 'x' } else { ' ' })),
        }
    }
    if !unfit.is_empty() {
        let list = unfit.join("\n");
        let description = format!("{}\n\n## Acceptance Criteria\n\n{list}", body.description);
        draft.ticket.description = Text::new(description.trim_start());
    }
}

/// Ids for what stands in one list; sorted, so that they also give an order.
pub(crate) fn distinct_ids(random: &Random, count: usize) -> Vec<String> {
    let mut ids = HashSet::new();
    while ids.len() < count {
        ids.insert(random.symbols(ID_SYMBOLS));
    }
    let mut ids: Vec<String> = ids.into_iter().collect();
    ids.sort();
    ids
}
