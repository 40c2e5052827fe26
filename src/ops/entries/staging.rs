//! One entry of a record, whichever kind that is.

use serde_yaml::Mapping;

use crate::domain::Entry;
use crate::domain::EntryType;
use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Refusal;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::nearest;
use crate::ops::work::Work;
use crate::store::EntryFile;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::StoredEntry;

const ID_SYMBOLS: usize = 4;

impl Work<'_> {
    /// Finds the record whose entries are to change; what is archived keeps those that it has.
    pub(crate) fn find_for_entries(
        &self,
        action: &'static str,
        reference: &Reference,
    ) -> Result<RecordFile, OpError> {
        let file = self.find_any(reference)?;
        if RecordKind::of_key(&file.key) == RecordKind::Ticket {
            let stored = self.view.load::<Ticket>(&file);
            refuse_archived(action, &stored.map_err(OpError::Unreadable)?.record)?;
        }
        Ok(file)
    }

    /// An entry of the user's, now, with an id that the record does not have yet.
    pub(crate) fn new_entry(&self, record: &RecordFile, kind: &str) -> Entry {
        let (files, _) = self.view.entry_files(record);
        let random = &self.tracker.surroundings.random;
        let id = loop {
            let id = random.symbols(ID_SYMBOLS);
            if files.iter().all(|file| file.id != id) {
                break id;
            }
        };
        Entry::new(id, kind, self.stamp())
    }

    /// Stages a new entry.
    pub(crate) fn add_entry(
        &mut self,
        record: &RecordFile,
        entry: Entry,
    ) -> Result<StoredEntry, OpError> {
        let file = EntryFile::for_new(record, &entry);
        self.transaction.add_entry(&file, &entry, &Mapping::new())?;
        Ok(StoredEntry { file, entry })
    }

    /// The entry of a record with this kind and id.
    pub(crate) fn find_entry(
        &self,
        record: &RecordFile,
        kind: &'static str,
        id: &str,
    ) -> Result<StoredEntry, OpError> {
        find_entry(&self.view, record, kind, id)
    }

    /// Stages that an entry says something else, where it does.
    pub(crate) fn edit_entry(
        &mut self,
        before: StoredEntry,
        mut after: Entry,
    ) -> Result<StoredEntry, OpError> {
        let StoredEntry { file, entry } = before;
        if after == entry {
            return Ok(StoredEntry { file, entry });
        }
        after.edited_at = Some(self.tracker.now());
        self.transaction.edit_entry(&file, &entry, &after)?;
        Ok(StoredEntry { file, entry: after })
    }

    /// Ends a verb that changed an entry.
    ///
    /// # Errors
    /// It says that already.
    pub(crate) fn commit_edit(self, stored: StoredEntry) -> Result<Outcome<StoredEntry>, OpError> {
        let (what, id) = (what(&stored.entry.kind), &stored.entry.id);
        if self.transaction.steps() == 0 {
            let reason = format!("{what} `{id}` says that already");
            return Err(OpError::Nothing(reason));
        }
        let summary = format!("edit {what} {id} of {}", key_of(&stored));
        self.commit(&summary, stored)
    }

    /// Stages that an entry of a record goes.
    pub(crate) fn remove_entry(
        &mut self,
        record: &RecordFile,
        kind: &'static str,
        id: &str,
    ) -> Result<StoredEntry, OpError> {
        let stored = self.find_entry(record, kind, id)?;
        self.transaction.remove_file(&stored.file.path)?;
        Ok(stored)
    }

    /// Ends a verb that removed an entry.
    pub(crate) fn commit_removal(
        self,
        stored: StoredEntry,
    ) -> Result<Outcome<StoredEntry>, OpError> {
        let (what, id) = (what(&stored.entry.kind), &stored.entry.id);
        let summary = format!("delete {what} {id} of {}", key_of(&stored));
        self.commit(&summary, stored)
    }

    /// The keys of the records that are named, which must exist; sorted.
    pub(crate) fn keys_of_any(&self, references: &[Reference]) -> Result<Vec<Key>, OpError> {
        let key = |reference: &Reference| self.find_any(reference).map(|file| file.key);
        let mut keys: Vec<Key> = references.iter().map(key).collect::<Result<_, _>>()?;
        keys.sort();
        keys.dedup();
        Ok(keys)
    }
}

/// The entry of a record with this kind and id.
pub(crate) fn find_entry(
    store: &Store,
    record: &RecordFile,
    kind: &'static str,
    id: &str,
) -> Result<StoredEntry, OpError> {
    let (mut files, _) = store.entry_files(record);
    files.retain(|file| file.id == id);
    let entries = store.read_entries(files).0.into_iter();
    let mut found = entries.filter(|stored| stored.entry.kind == kind);
    found.next().ok_or_else(|| OpError::NotFound {
        what: what(kind),
        name: id.to_owned(),
    })
}

/// Refuses to write entries of a ticket that is archived.
pub(crate) fn refuse_archived(action: &'static str, ticket: &Ticket) -> Result<(), OpError> {
    if ticket.is_archived() {
        let reason = Refusal::Archived.to_string();
        return Err(OpError::refused(action, &ticket.id, reason));
    }
    Ok(())
}

/// Refuses a type that entries of a kind do not have.
pub(crate) fn check_type(entry_type: &EntryType, known: &[&str]) -> Result<(), OpError> {
    if known.contains(&entry_type.as_str()) {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
    Err(OpError::Invalid {
        reason: format!("no type `{entry_type}`"),
        hint: Some(nearest(entry_type.as_str(), &known)),
    })
}

/// The key of an entry's record, for the journal of transactions.
pub(crate) fn key_of(stored: &StoredEntry) -> String {
    let key = stored.file.record();
    key.map_or_else(String::new, |key| key.to_string())
}

/// What an entry of a kind is called.
fn what(kind: &str) -> &'static str {
    match kind {
        Entry::JOURNAL => "journal entry",
        Entry::TIME => "time entry",
        Entry::COMMENT => "comment",
        _ => "entry",
    }
}
