//! Which tickets belong to an epic; each of them says so itself.

use crate::domain::Change;
use crate::domain::Epic;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::Stored;

/// Makes tickets a part of an epic; each leaves the one it was in.
///
/// # Errors
/// No such epic or ticket, or an archived ticket.
pub fn add_to_epic(
    tracker: &Tracker,
    epic: &Reference,
    tickets: &[Reference],
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "add to epic", |work| {
        stage_addition(work, epic, tickets)
    })
}

/// Stages that tickets become a part of an epic.
pub(crate) fn stage_addition(
    work: &mut Work<'_>,
    epic: &Reference,
    tickets: &[Reference],
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let epic = work.find_planned::<Epic>(epic)?.key;
    let tickets = work.load_each(tickets)?;
    let change = [Change::Epic(Some(epic))];
    let add = |ticket: &Stored<Ticket>| work.change("update", ticket, &change);
    tickets.iter().map(add).collect()
}

/// Takes tickets out of an epic.
///
/// # Errors
/// No such epic or ticket, or a ticket that is not in it.
pub fn remove_from_epic(
    tracker: &Tracker,
    epic: &Reference,
    tickets: &[Reference],
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "remove from epic", |work| {
        stage_removal(work, epic, tickets)
    })
}

/// Stages that tickets are taken out of an epic.
pub(crate) fn stage_removal(
    work: &mut Work<'_>,
    epic: &Reference,
    tickets: &[Reference],
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let epic = work.find_planned::<Epic>(epic)?.key;
    let tickets = work.load_each(tickets)?;
    let remove = |ticket: &Stored<Ticket>| {
        if ticket.record.epic.as_ref() != Some(&epic) {
            let reason = format!("it is not in {epic}");
            return Err(OpError::refused("update", &ticket.file.key, reason));
        }
        work.change("update", ticket, &[Change::Epic(None)])
    };
    tickets.iter().map(remove).collect()
}
