//! Putting tickets away and taking them back.

use crate::domain::Change;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::update::Update;
use crate::ops::update::Verb;
use crate::ops::work::Work;
use crate::store::Stored;

/// Hides tickets from lists and makes them read-only; their keys still find them.
///
/// # Errors
/// All of them are archived already, or the store fails.
pub fn archive(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "archive", |work| stage_archiving(work, references))
}

/// Takes tickets out of the archive.
///
/// # Errors
/// None of them is archived, or the store fails.
pub fn unarchive(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "unarchive", |work| {
        stage_unarchiving(work, references)
    })
}

/// Stages that tickets are put away.
pub(crate) fn stage_archiving(
    work: &mut Work<'_>,
    references: &[Reference],
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let verb = Verb {
        name: "archive",
        update: &Update::default(),
    };
    verb.stage(work, references, |_, _| Ok(vec![Change::Archived(true)]))
}

/// Stages that tickets are taken back.
pub(crate) fn stage_unarchiving(
    work: &mut Work<'_>,
    references: &[Reference],
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let verb = Verb {
        name: "unarchive",
        update: &Update::default(),
    };
    verb.stage(work, references, |_, _| Ok(vec![Change::Archived(false)]))
}
