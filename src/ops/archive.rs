//! Putting tickets away and taking them back.

use crate::domain::Change;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::update::Update;
use crate::ops::update::change_each;
use crate::store::Stored;

/// Hides tickets from lists and makes them read-only; their keys still find them.
///
/// # Errors
/// All of them are archived already, or the store fails.
pub fn archive(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    change_each(tracker, "archive", references, &Update::default(), |_| {
        Ok(vec![Change::Archived(true)])
    })
}

/// Takes tickets out of the archive.
///
/// # Errors
/// None of them is archived, or the store fails.
pub fn unarchive(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    change_each(tracker, "unarchive", references, &Update::default(), |_| {
        Ok(vec![Change::Archived(false)])
    })
}
