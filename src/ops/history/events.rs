//! `tickets history`

use crate::domain::RecordChange;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::history::commits::CommitEvents;
use crate::ops::history::commits::CommitReader;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::Stored;
use crate::store::StoredEntry;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Event {
    /// When.
    pub at: Option<Timestamp>,
    /// Who did it.
    pub by: Option<String>,
    /// What sort of thing: `created`, `status`, `commit`, or the entry's kind.
    pub event: String,
    /// The entry's id, or the commit's.
    pub id: Option<String>,
    /// The status before.
    pub from: Option<String>,
    /// The status after.
    pub to: Option<String>,
    /// The reason of the transition, or what the entry says.
    pub text: Option<String>,
    /// The first line of the commit's message.
    pub subject: Option<String>,
    /// The branches that contain the commit, the current one first; of commits long ago that is not known.
    pub branches: Vec<String>,
    /// Whether the commit's message says that the ticket is done.
    pub closes: bool,
    /// What the commit changed in the ticket, where that was asked for.
    pub change: Option<RecordChange>,
}

/// What happened to a ticket.
#[derive(Debug)]
pub struct History {
    /// The events, oldest first.
    pub events: Vec<Event>,
    /// What could not be read; the rest is told all the same.
    pub problems: Vec<Problem>,
    /// Whether older commits were not searched for the ticket's key.
    pub is_cut: bool,
}

/// The events of a ticket, oldest first: its creation, transitions and entries, and the commits on any branch that
/// changed its file or its entries, whatever they were called then, or that name its key.
///
/// # Errors
/// None or several of that name, or a file that cannot be read.
pub fn history(
    tracker: &Tracker,
    reference: &Reference,
    with_facts: bool,
) -> Result<History, OpError> {
    let stored = tracker.get::<Ticket>(reference)?;
    let (entries, problems) = tracker.store.entries(&stored.file);
    let mut history = History {
        events: vec![created(&stored.record)],
        problems,
        is_cut: false,
    };
    history.events.extend(own_events(&stored.record, entries));
    match commits(tracker, &stored, with_facts) {
        Ok(commits) => {
            history.events.extend(commits.events);
            history.problems.extend(commits.problems);
            history.is_cut = commits.is_cut;
        }
        // A repository that is broken still has tickets.
        Err(error) => {
            let message = format!("the commits cannot be read: {error}");
            let problem = Problem::new(HOME, ProblemCode::Unreadable, message);
            history.problems.push(problem);
        }
    }
    // Stable: what happened in one second keeps this order.
    history.events[1..].sort_by_key(|event| event.at);
    Ok(history)
}

fn commits(
    tracker: &Tracker,
    stored: &Stored<Ticket>,
    with_facts: bool,
) -> Result<CommitEvents, OpError> {
    match CommitReader::open(tracker, stored)? {
        Some(reader) => reader.events(with_facts),
        None => Ok(CommitEvents::default()),
    }
}

fn created(ticket: &Ticket) -> Event {
    Event {
        at: ticket.created_at,
        by: ticket.created_by.as_ref().map(ToString::to_string),
        event: "created".to_owned(),
        ..Event::default()
    }
}

/// What the ticket itself and its entries tell.
fn own_events(ticket: &Ticket, entries: Vec<StoredEntry>) -> Vec<Event> {
    let moves = ticket.transitions.iter().map(|transition| Event {
        at: Some(transition.at),
        by: transition.by.as_ref().map(ToString::to_string),
        event: "status".to_owned(),
        from: Some(transition.from.to_string()),
        to: Some(transition.to.to_string()),
        text: transition.reason.clone(),
        ..Event::default()
    });
    let entries = entries.into_iter().map(|stored| Event {
        at: Some(stored.entry.at),
        by: stored.entry.by.as_ref().map(ToString::to_string),
        text: Some(stored.entry.headline()).filter(|text| !text.is_empty()),
        event: stored.entry.kind,
        id: Some(stored.entry.id),
        ..Event::default()
    });
    moves.chain(entries).collect()
}
