//! Milestones, which are entries of journals.

use crate::domain::Percent;
use crate::domain::Reference;
use crate::ops::JournalEdit;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::entries::key_of;
use crate::ops::journal::note::stage_note;
use crate::ops::work::Work;
use crate::store::StoredEntry;

/// A milestone that was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMilestone {
    /// What it is called.
    pub name: String,
    /// What there is to say of it.
    pub text: Option<String>,
    /// How much of the record is done.
    pub completion: Option<Percent>,
}

/// Notes in the journal of a record that it reached a milestone.
///
/// # Errors
/// No such record, one that is archived, or no name.
pub fn reach_milestone(
    tracker: &Tracker,
    reference: &Reference,
    new: &NewMilestone,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let stored = stage_milestone(&mut work, reference, new)?;
    let summary = format!("milestone of {}", key_of(&stored));
    work.commit(&summary, stored)
}

/// Stages that a milestone was reached.
pub(crate) fn stage_milestone(
    work: &mut Work<'_>,
    reference: &Reference,
    new: &NewMilestone,
) -> Result<StoredEntry, OpError> {
    if new.name.trim().is_empty() {
        return Err(OpError::invalid("the name of the milestone is empty"));
    }
    let edit = JournalEdit {
        milestone: Some(new.name.clone()),
        text: new.text.clone(),
        completion: new.completion,
        ..JournalEdit::default()
    };
    stage_note(work, reference, &edit)
}
