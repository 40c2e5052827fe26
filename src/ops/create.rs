//! Creating tickets.

use serde_yaml::Mapping;

use crate::domain::Change;
use crate::domain::Criterion;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::Title;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::template::Template;
use crate::ops::template::Wanted;
use crate::ops::work::Work;
use crate::store::RecordFile;
use crate::store::Stored;

/// A ticket to be created: a title, and changes to the project's defaults.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// What it is about, in one line.
    pub title: Title,
    /// The status it begins with; the project's default where none is given.
    pub status: Option<Status>,
    /// Whether it begins with the template of its type, where there is one.
    pub begins_with_template: bool,
    /// All other fields that are not to have their default.
    pub changes: Vec<Change>,
    /// Texts of acceptance criteria.
    pub criteria: Vec<String>,
    /// Fields that a ticket does not know, kept as they are.
    pub others: Mapping,
}

impl NewTicket {
    /// A ticket with a title and the defaults, and nothing of a template.
    pub fn new(title: Title) -> NewTicket {
        NewTicket {
            title,
            status: None,
            begins_with_template: false,
            changes: Vec::new(),
            criteria: Vec::new(),
            others: Mapping::new(),
        }
    }
}

/// Creates all of `tickets`, in their order, or none of them.
///
/// # Errors
/// A rule of the project, a key that no ticket has, or a store that fails.
pub fn create(
    tracker: &Tracker,
    tickets: &[NewTicket],
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "create", |work| {
        tickets.iter().map(|new| stage(work, new)).collect()
    })
}

/// Stages a new ticket, which gets the next key.
pub(crate) fn stage(work: &mut Work<'_>, new: &NewTicket) -> Result<Stored<Ticket>, OpError> {
    let ticket = Ticket::new(work.next_planned_key::<Ticket>()?, new.title.clone());
    let stored = Stored {
        file: RecordFile::for_new(&ticket),
        record: ticket,
    };
    fill(work, stored, new)
}

/// Gives a ticket its defaults and the fields asked for, and stages its file.
fn fill(
    work: &mut Work<'_>,
    mut stored: Stored<Ticket>,
    new: &NewTicket,
) -> Result<Stored<Ticket>, OpError> {
    let tracker = work.tracker;
    let random = &tracker.surroundings.random;
    let now = tracker.now();
    let defaults = &tracker.settings.defaults;
    let ticket = &mut stored.record;
    ticket.uid = Some(Uid::new(now, random.next_wide()));
    ticket.created_at = Some(now);
    ticket.created_by = work.user().map(|(_, full)| full.clone());
    ticket.branch = work.branch().cloned();

    let unusable = |error: crate::domain::WordError| OpError::invalid(error.to_string());
    ticket.ticket_type = defaults.ticket_type.parse().map_err(unusable)?;
    ticket.priority = defaults.priority.parse().map_err(unusable)?;
    for label in &defaults.labels {
        ticket.labels.push(label.parse().map_err(unusable)?);
    }
    ticket.labels.sort();
    ticket.labels.dedup();
    ticket.assignee = defaults
        .assignee
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(unusable)?;

    let template = template(work, &stored.record, new)?;
    let ticket = &mut stored.record;
    ticket.status = match new.status.as_ref().or(template.status.as_ref()) {
        Some(status) => status.clone(),
        None => defaults.status.parse().map_err(unusable)?,
    };
    tracker
        .vocabulary
        .check_status(&ticket.status)
        .map_err(|source| OpError::Unknown { id: None, source })?;
    // What was asked for comes after the template, and so goes before it.
    let mut changes = template.changes;
    changes.extend(new.changes.iter().cloned());
    for text in template.criteria.iter().chain(&new.criteria) {
        let criterion = Criterion::new(random.symbols(4), text).map_err(unusable)?;
        changes.push(Change::AddCriterion(criterion));
    }
    work.create(&stored, &changes, &new.others)
}

/// What the template of the ticket's type asks for.
fn template(work: &mut Work<'_>, ticket: &Ticket, new: &NewTicket) -> Result<Wanted, OpError> {
    if !new.begins_with_template {
        return Ok(Wanted::default());
    }
    let chosen = new.changes.iter().rev().find_map(|change| match change {
        Change::Type(chosen) => Some(chosen),
        _ => None,
    });
    let name = chosen.unwrap_or(&ticket.ticket_type).as_str();
    if !work.templates.contains_key(name) {
        let template = Template::read(&work.view, name)?;
        work.templates.insert(name.to_owned(), template);
    }
    match work.templates.get(name) {
        Some(Some(template)) => template.wanted(work, ticket),
        Some(None) | None => Ok(Wanted::default()),
    }
}
