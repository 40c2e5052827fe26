//! What happened to a ticket.

use crate::domain::Reference;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::store::Problem;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Event {
    /// When.
    pub at: Option<Timestamp>,
    /// Who did it.
    pub by: Option<String>,
    /// What sort of thing: `created`, `status`, or the entry's kind.
    pub event: String,
    /// The entry's id.
    pub id: Option<String>,
    /// The status before.
    pub from: Option<String>,
    /// The status after.
    pub to: Option<String>,
    /// The reason of the transition, or what the entry says.
    pub text: Option<String>,
}

/// The events of a ticket, oldest first: its creation, transitions and entries.
///
/// # Errors
/// None or several of that name, or a file that cannot be read.
pub fn history(
    tracker: &Tracker,
    reference: &Reference,
) -> Result<(Vec<Event>, Vec<Problem>), OpError> {
    let stored = tracker.get::<Ticket>(reference)?;
    let (entries, problems) = tracker.store.entries(&stored.file);
    let mut events = vec![created(&stored.record)];
    for transition in &stored.record.transitions {
        events.push(Event {
            at: Some(transition.at),
            by: transition.by.as_ref().map(ToString::to_string),
            event: "status".to_owned(),
            id: None,
            from: Some(transition.from.to_string()),
            to: Some(transition.to.to_string()),
            text: transition.reason.clone(),
        });
    }
    for entry in entries {
        events.push(Event {
            at: Some(entry.entry.at),
            by: entry.entry.by.as_ref().map(ToString::to_string),
            event: entry.entry.kind,
            id: Some(entry.entry.id),
            from: None,
            to: None,
            text: Some(entry.entry.text)
                .filter(|text| !Text::is_empty(text))
                .map(String::from),
        });
    }
    // Stable: what happened in one second keeps this order.
    events[1..].sort_by_key(|event| event.at);
    Ok((events, problems))
}

fn created(ticket: &Ticket) -> Event {
    Event {
        at: ticket.created_at,
        by: ticket.created_by.as_ref().map(ToString::to_string),
        event: "created".to_owned(),
        id: None,
        from: None,
        to: None,
        text: None,
    }
}
