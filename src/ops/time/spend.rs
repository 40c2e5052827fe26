//! Time that is written down by hand.

use crate::domain::Date;
use crate::domain::Entry;
use crate::domain::EntryType;
use crate::domain::Minutes;
use crate::domain::Reference;
use crate::domain::Text;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::entries::check_type;
use crate::ops::entries::key_of;
use crate::ops::work::Work;
use crate::store::StoredEntry;

/// What an entry says, as far as that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeEdit {
    /// What sort of work it was; that of a new entry is `work` unless told otherwise.
    pub entry_type: Option<EntryType>,
    /// How long it took.
    pub minutes: Option<Minutes>,
    /// What was done; an empty text takes back what was said.
    pub text: Option<String>,
    /// The day on which it was done; of a new entry today.
    pub on: Option<Date>,
}

/// Writes down time that was spent on a record.
///
/// # Errors
/// No such record, one that is archived, no time, or a type that there is not.
pub fn add_time(
    tracker: &Tracker,
    reference: &Reference,
    edit: &TimeEdit,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let stored = stage_time(&mut work, reference, edit)?;
    let summary = format!("spend time on {}", key_of(&stored));
    work.commit(&summary, stored)
}

/// Stages time that was spent.
pub(crate) fn stage_time(
    work: &mut Work<'_>,
    reference: &Reference,
    edit: &TimeEdit,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries("spend time on", reference)?;
    let mut entry = work.new_entry(&record, Entry::TIME);
    entry.entry_type = Entry::TIME_TYPES[0].parse().ok();
    apply(work, &mut entry, edit)?;
    work.add_entry(&record, entry)
}

/// Changes time that was written down.
///
/// # Errors
/// Those of [`add_time`], no such entry, or one that says that already.
pub fn edit_time(
    tracker: &Tracker,
    reference: &Reference,
    id: &str,
    edit: &TimeEdit,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let stored = stage_time_edit(&mut work, reference, id, edit)?;
    work.commit_edit(stored)
}

/// Stages that time is written down otherwise.
pub(crate) fn stage_time_edit(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
    edit: &TimeEdit,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries("change the time of", reference)?;
    let before = work.find_entry(&record, Entry::TIME, id)?;
    let mut after = before.entry.clone();
    apply(work, &mut after, edit)?;
    work.edit_entry(before, after)
}

/// Removes time that was written down.
///
/// # Errors
/// No such record or entry, or a record that is archived.
pub fn delete_time(
    tracker: &Tracker,
    reference: &Reference,
    id: &str,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let stored = stage_time_deletion(&mut work, reference, id)?;
    work.commit_removal(stored)
}

/// Stages that time is no longer written down.
pub(crate) fn stage_time_deletion(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries("change the time of", reference)?;
    work.remove_entry(&record, Entry::TIME, id)
}

fn apply(work: &Work<'_>, entry: &mut Entry, edit: &TimeEdit) -> Result<(), OpError> {
    if let Some(entry_type) = &edit.entry_type {
        check_type(entry_type, &Entry::TIME_TYPES)?;
        entry.entry_type = Some(entry_type.clone());
    }
    if let Some(text) = &edit.text {
        entry.text = Text::new(if text.trim().is_empty() { "" } else { text });
    }
    entry.minutes = edit.minutes.or(entry.minutes);
    if let Some(day) = edit.on {
        // Where it is evening in UTC, the next day has begun elsewhere.
        if day > work.tracker.now().date().plus_days(1) {
            let reason = format!("{day} has not come yet");
            return Err(OpError::invalid(reason));
        }
        entry.started_at = Some(day.midnight());
    }
    if entry.minutes.is_none_or(|minutes| minutes.get() == 0) {
        return Err(OpError::invalid("the time is less than a minute"));
    }
    Ok(())
}
