//! Deleting tickets.

use crate::domain::Change;
use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::ops::work::summary;
use crate::store::Stored;

/// What to do about tickets that refer to a deleted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum References {
    /// Refuse to delete it.
    Refuse,
    /// Remove the references.
    Unlink,
}

/// Deletes tickets with their entries; their numbers are not used again.
///
/// # Errors
/// Another ticket refers to one of them, unless told to unlink.
pub fn delete(
    tracker: &Tracker,
    references: &[Reference],
    others: References,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let doomed = work.load_each(references)?;
    let survey = tracker.survey();
    let stays =
        |stored: &&Stored<Ticket>| doomed.iter().all(|gone| gone.file.path != stored.file.path);
    for other in survey.tickets.iter().filter(stays) {
        let pointing: Vec<&Stored<Ticket>> = doomed
            .iter()
            .filter(|gone| refers(&other.record, &gone.record))
            .collect();
        if pointing.is_empty() {
            continue;
        }
        if others == References::Refuse {
            return Err(referred_to(pointing[0], &survey.tickets));
        }
        let changes: Vec<Change> = pointing
            .iter()
            .flat_map(|gone| unlink(&other.record, &gone.file.key))
            .collect();
        work.change("unlink", other, &changes)?;
    }
    for gone in &doomed {
        work.transaction.remove(&gone.file)?;
    }
    let summary = summary("delete", &doomed);
    work.commit(&summary, doomed)
}

fn refers(from: &Ticket, to: &Ticket) -> bool {
    from.references().any(|(_, key)| *key == to.id)
}

fn referred_to(gone: &Stored<Ticket>, tickets: &[Stored<Ticket>]) -> OpError {
    let pointing = tickets
        .iter()
        .filter(|other| refers(&other.record, &gone.record) && other.file != gone.file);
    let keys: Vec<String> = pointing
        .map(|other| format!("`{}`", other.file.key))
        .collect();
    OpError::Refused {
        action: "delete",
        id: gone.file.key.clone(),
        reason: format!(
            "{} {} to it",
            keys.join(", "),
            if keys.len() == 1 { "refers" } else { "refer" }
        ),
        hint: Some("`--unlink` removes those references too".to_owned()),
    }
}

fn unlink(ticket: &Ticket, gone: &Key) -> Vec<Change> {
    let fields = ticket.references().filter(|(_, key)| *key == gone);
    let change = |field| match field {
        "parent" => Change::Parent(None),
        "depends_on" => Change::RemoveDependency(gone.clone()),
        "related" => Change::RemoveRelated(gone.clone()),
        _ => Change::RemoveDuplicate(gone.clone()),
    };
    fields.map(|(field, _)| change(field)).collect()
}
