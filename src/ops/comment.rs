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
    let stored = tracker.get::<Ticket>(reference)?;
    let entry = new_comment(tracker, &stored, text)?;
    let file = EntryFile::for_new(&stored.file, &entry);
    work.transaction.add_entry(&file, &entry, &Mapping::new())?;
    work.commit(
        &format!("comment {}", stored.file.key),
        StoredEntry { file, entry },
    )
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
    let stored = tracker.get::<Ticket>(reference)?;
    let before = find(tracker, &stored, id)?;
    let mut entry = before.entry.clone();
    entry.text = usable(&stored, text)?;
    if entry.text == before.entry.text {
        return Err(OpError::Nothing(format!(
            "comment `{id}` says that already"
        )));
    }
    entry.edited_at = Some(tracker.now());
    work.transaction
        .edit_entry(&before.file, &before.entry, &entry)?;
    let file = before.file;
    work.commit(
        &format!("edit comment {id} of {}", stored.file.key),
        StoredEntry { file, entry },
    )
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
    let stored = tracker.get::<Ticket>(reference)?;
    let comment = find(tracker, &stored, id)?;
    refuse_archived(&stored)?;
    work.transaction.remove_file(&comment.file.path)?;
    work.commit(
        &format!("delete comment {id} of {}", stored.file.key),
        comment,
    )
}

/// A comment of the user's, now, with an id that the ticket does not have yet.
pub(crate) fn new_comment(
    tracker: &Tracker,
    stored: &Stored<Ticket>,
    text: &str,
) -> Result<Entry, OpError> {
    let text = usable(stored, text)?;
    let (files, _) = tracker.store.entry_files(&stored.file);
    let random = &tracker.surroundings.random;
    let id = loop {
        let id = random.symbols(ID_SYMBOLS);
        if files.iter().all(|file| file.id != id) {
            break id;
        }
    };
    let stamp = tracker.stamp();
    Ok(Entry {
        id,
        kind: Entry::COMMENT.to_owned(),
        at: stamp.at,
        by: stamp.by,
        edited_at: None,
        text,
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

fn find(tracker: &Tracker, stored: &Stored<Ticket>, id: &str) -> Result<StoredEntry, OpError> {
    let (entries, _) = tracker.store.entries(&stored.file);
    let found = entries
        .into_iter()
        .find(|entry| entry.file.id == id && entry.entry.kind == Entry::COMMENT);
    found.ok_or_else(|| OpError::NotFound {
        what: "comment",
        name: id.to_owned(),
    })
}
