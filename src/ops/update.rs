//! Changing tickets.

use crate::domain::Change;
use crate::domain::Criterion;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::comment;
use crate::ops::work::Work;
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
    Work::alone(tracker, "update", |work| stage(work, references, update))
}

/// Stages the same changes to every ticket.
pub(crate) fn stage(
    work: &mut Work<'_>,
    references: &[Reference],
    update: &Update,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let verb = Verb {
        name: "update",
        update,
    };
    verb.stage(work, references, |work, _| {
        let mut changes = update.changes.clone();
        for text in &update.criteria {
            let id = work.tracker.surroundings.random.symbols(4);
            let criterion =
                Criterion::new(id, text).map_err(|error| OpError::invalid(error.to_string()))?;
            changes.push(Change::AddCriterion(criterion));
        }
        Ok(changes)
    })
}

/// The frame of all verbs that change tickets by [`Change`]s.
#[derive(Debug)]
pub(crate) struct Verb<'a> {
    /// What it is called.
    pub(crate) name: &'static str,
    /// What it does beside the changes that depend on the ticket.
    pub(crate) update: &'a Update,
}

impl Verb<'_> {
    /// Loads each ticket, asks `changes` what to do, and stages that.
    pub(crate) fn stage(
        &self,
        work: &mut Work<'_>,
        references: &[Reference],
        changes: impl Fn(&Work<'_>, &Stored<Ticket>) -> Result<Vec<Change>, OpError>,
    ) -> Result<Vec<Stored<Ticket>>, OpError> {
        let mut changed = Vec::new();
        for stored in work.load_each(references)? {
            refuse_other_version(work, &stored, self.update.if_version.as_deref())?;
            let wanted = changes(work, &stored)?;
            let after = work.change(self.name, &stored, &wanted)?;
            if let Some(text) = &self.update.comment {
                comment::stage_on(work, &stored, text)?;
            }
            changed.push(after);
        }
        Ok(changed)
    }
}

/// What counts is the version before the transaction: nobody else had one of those between.
fn refuse_other_version(
    work: &Work<'_>,
    stored: &Stored<Ticket>,
    expected: Option<&str>,
) -> Result<(), OpError> {
    let Some(expected) = expected else {
        return Ok(());
    };
    let path = &stored.file.path;
    let source = if work.transaction.is_new(path) {
        &work.view
    } else {
        &work.tracker.store
    };
    let bytes = source.read(path).map_err(OpError::Unreadable)?;
    let found = version_of(&bytes);
    if found == expected {
        return Ok(());
    }
    let key = &stored.file.key;
    let reason = format!("`{key}` has version {found} by now, not {expected}");
    Err(OpError::Conflict { reason })
}
