//! Comments: adding, changing, removing.

use serde_yaml::Mapping;

use crate::domain::Entry;
use crate::domain::Reference;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::EntryFile;
use crate::store::Stored;
use crate::store::StoredEntry;

const ID_SYMBOLS: usize = 4;

/// Adds a comment.
///
/// # Errors
/// An empty text, an archived ticket, or a store that fails.
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
    if work.transaction.steps() == 0 {
        return Err(OpError::Nothing(format!(
            "comment `{id}` says that already"
        )));
    }
    let key = key_of(&comment);
    work.commit(&format!("edit comment {id} of {key}"), comment)
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
    let key = key_of(&comment);
    work.commit(&format!("delete comment {id} of {key}"), comment)
}

/// Stages a new comment.
pub(crate) fn stage(
    work: &mut Work<'_>,
    reference: &Reference,
    text: &str,
) -> Result<StoredEntry, OpError> {
    let stored = work.get(reference)?;
    let entry = new_comment(work, &stored, text)?;
    let file = EntryFile::for_new(&stored.file, &entry);
    work.transaction.add_entry(&file, &entry, &Mapping::new())?;
    Ok(StoredEntry { file, entry })
}

/// Stages another text of a comment; nothing where it says that already.
pub(crate) fn stage_edit(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
    text: &str,
) -> Result<StoredEntry, OpError> {
    let stored = work.get(reference)?;
    let before = find(work, &stored, id)?;
    let mut entry = before.entry.clone();
    entry.text = usable(&stored, text)?;
    if entry.text == before.entry.text {
        return Ok(before);
    }
    entry.edited_at = Some(work.tracker.now());
    work.transaction
        .edit_entry(&before.file, &before.entry, &entry)?;
    let file = before.file;
    Ok(StoredEntry { file, entry })
}

/// Stages that a comment goes.
pub(crate) fn stage_deletion(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
) -> Result<StoredEntry, OpError> {
    let stored = work.get(reference)?;
    let comment = find(work, &stored, id)?;
    refuse_archived(&stored)?;
    work.transaction.remove_file(&comment.file.path)?;
    Ok(comment)
}

/// The key of a comment's ticket, for the journal.
fn key_of(comment: &StoredEntry) -> String {
    let key = comment.file.record();
    key.map_or_else(String::new, |key| key.to_string())
}

/// A comment of the user's, now, with an id that the ticket does not have yet.
pub(crate) fn new_comment(
    work: &Work<'_>,
    stored: &Stored<Ticket>,
    text: &str,
) -> Result<Entry, OpError> {
    let text = usable(stored, text)?;
    let (files, _) = work.view.entry_files(&stored.file);
    let random = &work.tracker.surroundings.random;
    let id = loop {
        let id = random.symbols(ID_SYMBOLS);
        if files.iter().all(|file| file.id != id) {
            break id;
        }
    };
    Ok(Entry {
        text,
        ..Entry::new(id, Entry::COMMENT, work.stamp())
    })
}

fn usable(stored: &Stored<Ticket>, text: &str) -> Result<Text, OpError> {
    refuse_archived(stored)?;
    if text.trim().is_empty() {
        return Err(OpError::invalid("the comment is empty"));
    }
    Ok(Text::new(text))
}

fn refuse_archived(stored: &Stored<Ticket>) -> Result<(), OpError> {
    if stored.record.is_archived() {
        let reason = crate::domain::Refusal::Archived.to_string();
        return Err(OpError::refused("comment on", &stored.file.key, reason));
    }
    Ok(())
}

fn find(work: &Work<'_>, stored: &Stored<Ticket>, id: &str) -> Result<StoredEntry, OpError> {
    let (entries, _) = work.view.entries(&stored.file);
    let found = entries
        .into_iter()
        .find(|entry| entry.file.id == id && entry.entry.kind == Entry::COMMENT);
    found.ok_or_else(|| OpError::NotFound {
        what: "comment",
        name: id.to_owned(),
    })
}
