//! Changing tickets.

use crate::domain::Change;
use crate::domain::Criterion;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::comment::new_comment;
use crate::ops::work::Work;
use crate::ops::work::summary;
use crate::store::EntryFile;
use crate::store::Stored;
use crate::store::version_of;

/// What to change.
#[derive(Debug, Clone, Default)]
pub struct Update {
    /// The changes, made to every ticket in this order.
    pub changes: Vec<Change>,
    /// Texts of acceptance criteria to add.
    pub criteria: Vec<String>,
    /// A comment to add to every ticket.
    pub comment: Option<String>,
    /// The version that the tickets must still have.
    pub if_version: Option<String>,
}

/// Makes the same changes to every ticket, or to none of them.
///
/// # Errors
/// A rule of the project, a ticket that is not there or has another version,
/// or nothing that would change.
pub fn update(
    tracker: &Tracker,
    references: &[Reference],
    update: &Update,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    change_each(tracker, "update", references, update, |_| {
        let mut changes = update.changes.clone();
        for text in &update.criteria {
            let id = tracker.surroundings.random.symbols(4);
            let criterion =
                Criterion::new(id, text).map_err(|error| OpError::invalid(error.to_string()))?;
            changes.push(Change::AddCriterion(criterion));
        }
        Ok(changes)
    })
}

/// The frame of all verbs that change tickets by [`Change`]s: loads each,
/// asks `changes` what to do, and commits all or nothing.
pub(crate) fn change_each(
    tracker: &Tracker,
    verb: &'static str,
    references: &[Reference],
    update: &Update,
    changes: impl Fn(&Stored<Ticket>) -> Result<Vec<Change>, OpError>,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let mut changed = Vec::new();
    for stored in work.load_each(references)? {
        refuse_other_version(tracker, &stored, update.if_version.as_deref())?;
        let after = work.change(verb, &stored, &changes(&stored)?)?;
        if let Some(text) = &update.comment {
            let entry = new_comment(tracker, &stored, text)?;
            work.transaction.add_entry(
                &EntryFile::for_new(&stored.file, &entry),
                &entry,
                &serde_yaml::Mapping::new(),
            )?;
        }
        changed.push(after);
    }
    let summary = summary(verb, &changed);
    let outcome = work.commit(&summary, changed)?;
    if outcome.receipt.changes.is_empty() {
        let keys: Vec<String> = outcome
            .value
            .iter()
            .map(|stored| format!("`{}`", stored.file.key))
            .collect();
        return Err(OpError::Nothing(format!(
            "nothing changes: {} is so already",
            keys.join(", ")
        )));
    }
    Ok(outcome)
}

fn refuse_other_version(
    tracker: &Tracker,
    stored: &Stored<Ticket>,
    expected: Option<&str>,
) -> Result<(), OpError> {
    let Some(expected) = expected else {
        return Ok(());
    };
    let bytes = tracker
        .store
        .read(&stored.file.path)
        .map_err(OpError::Unreadable)?;
    let found = version_of(&bytes);
    if found == expected {
        return Ok(());
    }
    let key = &stored.file.key;
    let reason = format!("`{key}` has version {found} by now, not {expected}");
    Err(OpError::Conflict { reason })
}
