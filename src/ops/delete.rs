//! Deleting tickets.

use crate::domain::Change;
use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::RecordFile;
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
    Work::alone(tracker, "delete", |work| stage(work, references, others))
}

/// Stages a deletion.
pub(crate) fn stage(
    work: &mut Work<'_>,
    references: &[Reference],
    others: References,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let doomed = work.load_each(references)?;
    for gone in &doomed {
        let mut pointing = work.referrers(&gone.file.key);
        pointing.retain(|file| doomed.iter().all(|gone| gone.file != *file));
        if !pointing.is_empty() && others == References::Refuse {
            return Err(referred_to(gone, &pointing));
        }
        for file in pointing {
            let other: Stored<Ticket> = work.view.load(&file).map_err(OpError::Unreadable)?;
            let changes = unlink(&other.record, &gone.file.key);
            work.change("unlink", &other, &changes)?;
        }
    }
    for gone in &doomed {
        work.remove(gone)?;
    }
    Ok(doomed)
}

fn referred_to(gone: &Stored<Ticket>, pointing: &[RecordFile]) -> OpError {
    let keys: Vec<String> = pointing
        .iter()
        .map(|file| format!("`{}`", file.key))
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
    let fields = ticket.ticket_references().filter(|(_, key)| *key == gone);
    let change = |field| match field {
        "parent" => Change::Parent(None),
        "depends_on" => Change::RemoveDependency(gone.clone()),
        "related" => Change::RemoveRelated(gone.clone()),
        _ => Change::RemoveDuplicate(gone.clone()),
    };
    fields.map(|(field, _)| change(field)).collect()
}
