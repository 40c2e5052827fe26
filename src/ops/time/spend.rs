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
    let record = work.find_for_entries("spend time on", reference)?;
    let mut entry = work.new_entry(&record, Entry::TIME);
    entry.entry_type = Entry::TIME_TYPES[0].parse().ok();
    apply(&mut entry, edit)?;
    let stored = work.add_entry(&record, entry)?;
    work.commit(&format!("spend time on {}", record.key), stored)
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
    let record = work.find_for_entries("change the time of", reference)?;
    let before = work.find_entry(&record, Entry::TIME, id)?;
    let mut after = before.entry.clone();
    apply(&mut after, edit)?;
    let stored = work.edit_entry(before, after)?;
    let summary = format!("edit time entry {id} of {}", key_of(&stored));
    work.commit(&summary, stored)
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
    let record = work.find_for_entries("change the time of", reference)?;
    let stored = work.find_entry(&record, Entry::TIME, id)?;
    work.transaction.remove_file(&stored.file.path)?;
    let summary = format!("delete time entry {id} of {}", key_of(&stored));
    work.commit(&summary, stored)
}

fn apply(entry: &mut Entry, edit: &TimeEdit) -> Result<(), OpError> {
    if let Some(entry_type) = &edit.entry_type {
        check_type(entry_type, &Entry::TIME_TYPES)?;
        entry.entry_type = Some(entry_type.clone());
    }
    if let Some(text) = &edit.text {
        entry.text = Text::new(if text.trim().is_empty() { "" } else { text });
    }
    entry.minutes = edit.minutes.or(entry.minutes);
    if let Some(day) = edit.on {
        entry.started_at = Some(day.midnight());
    }
    if entry.minutes.is_none_or(|minutes| minutes.get() == 0) {
        return Err(OpError::invalid("the time is less than a minute"));
    }
    Ok(())
}
