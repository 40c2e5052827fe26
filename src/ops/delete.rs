//! Deleting tickets.

use crate::domain::Change;
use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::planned::referred_to;
use crate::ops::work::Work;
use crate::store::Stored;

/// What to do about records that refer to a deleted one.
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
/// Another record refers to one of them, unless told to unlink.
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
        let planned = work.planned_referrers(&gone.file.key);
        if !(pointing.is_empty() && planned.is_empty()) && others == References::Refuse {
            let all = [pointing, planned].concat();
            return Err(referred_to(&gone.file.key, &all));
        }
        for file in pointing {
            let other: Stored<Ticket> = work.view.load(&file).map_err(OpError::Unreadable)?;
            let changes = unlink(&other.record, &gone.file.key);
            work.change("unlink", &other, &changes)?;
        }
        for file in planned {
            work.redirect_any(&file, &gone.file.key, None)?;
        }
    }
    for gone in &doomed {
        work.remove(gone)?;
    }
    Ok(doomed)
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
