//! Comments: adding, changing, removing.

use crate::domain::Entry;
use crate::domain::Reference;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::entries::find_entry;
use crate::ops::entries::key_of;
use crate::ops::entries::refuse_archived;
use crate::ops::work::Work;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::StoredEntry;

/// What is done to a record that gets a comment.
const COMMENT_ON: &str = "comment on";

/// Adds a comment.
///
/// # Errors
/// No such record, an empty text, an archived ticket, or a store that fails.
pub fn comment(
    tracker: &Tracker,
    reference: &Reference,
    text: &str,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let comment = stage(&mut work, reference, text)?;
    let key = key_of(&comment);
    work.commit(&format!("comment {key}"), comment)
}

/// Finds a comment, to read it.
///
/// # Errors
/// No such record or comment.
pub fn find_comment(
    tracker: &Tracker,
    reference: &Reference,
    id: &str,
) -> Result<StoredEntry, OpError> {
    let record = tracker.find_any(reference)?;
    find_entry(&tracker.store, &record, Entry::COMMENT, id)
}

/// Changes the text of a comment.
///
/// # Errors
/// No such comment, an empty text, an archived ticket, or a store that fails.
pub fn edit_comment(
    tracker: &Tracker,
    reference: &Reference,
    id: &str,
    text: &str,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let comment = stage_edit(&mut work, reference, id, text)?;
    work.commit_edit(comment)
}

/// Removes a comment.
///
/// # Errors
/// No such comment, an archived ticket, or a store that fails.
pub fn delete_comment(
    tracker: &Tracker,
    reference: &Reference,
    id: &str,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let comment = stage_deletion(&mut work, reference, id)?;
    work.commit_removal(comment)
}

/// Stages a new comment.
pub(crate) fn stage(
    work: &mut Work<'_>,
    reference: &Reference,
    text: &str,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries(COMMENT_ON, reference)?;
    add(work, &record, text)
}

/// Stages a new comment on a ticket that was read already.
pub(crate) fn stage_on(
    work: &mut Work<'_>,
    stored: &Stored<Ticket>,
    text: &str,
) -> Result<StoredEntry, OpError> {
    refuse_archived(COMMENT_ON, &stored.record)?;
    add(work, &stored.file, text)
}

fn add(work: &mut Work<'_>, record: &RecordFile, text: &str) -> Result<StoredEntry, OpError> {
    let mut entry = work.new_entry(record, Entry::COMMENT);
    entry.text = usable(text)?;
    work.add_entry(record, entry)
}

/// Stages another text of a comment; nothing where it says that already.
pub(crate) fn stage_edit(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
    text: &str,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries(COMMENT_ON, reference)?;
    let before = work.find_entry(&record, Entry::COMMENT, id)?;
    let after = Entry {
        text: usable(text)?,
        ..before.entry.clone()
    };
    work.edit_entry(before, after)
}

/// Stages that a comment goes.
pub(crate) fn stage_deletion(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries(COMMENT_ON, reference)?;
    work.remove_entry(&record, Entry::COMMENT, id)
}

fn usable(text: &str) -> Result<Text, OpError> {
    if text.trim().is_empty() {
        return Err(OpError::invalid("the comment is empty"));
    }
    Ok(Text::new(text))
}
