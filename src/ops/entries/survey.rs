//! All entries of a kind, whatever they belong to.

use std::collections::HashSet;

use crate::domain::Entry;
use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::store::EntryFile;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::StoredEntry;
use crate::store::parse_entry;

/// An entry and the record that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordEntry {
    /// The record's key.
    pub record: Key,
    /// The record's title.
    pub title: String,
    /// The epic that the record belongs to, or is.
    pub epic: Option<String>,
    /// The entry.
    pub entry: Entry,
    /// The path of the entry's file below `.tickets/`.
    pub path: String,
}

/// The entries of one record, oldest first, and what could not be read of them.
pub fn entries_of(tracker: &Tracker, record: &RecordFile) -> (Vec<StoredEntry>, Vec<Problem>) {
    tracker.store.entries(record)
}

/// The entries that were found, in no order, and what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) entries: Vec<RecordEntry>,
    pub(crate) problems: Vec<Problem>,
}

impl Found {
    /// Reads an entry's file, if it is one of `kinds`.
    fn add(&mut self, tracker: &Tracker, kinds: &[&str], file: &EntryFile, of: &Owner) {
        if !kinds.contains(&file.kind.as_str()) {
            return;
        }
        let bytes = tracker.store.read(&file.path);
        let read = bytes.and_then(|bytes| {
            parse_entry(file, &bytes).map_err(|problem| tracker.store.located(problem))
        });
        match read {
            // A file's name may not tell the truth.
            Ok(entry) if entry.kind != file.kind => {}
            Ok(entry) => self.entries.push(RecordEntry {
                record: of.key.clone(),
                title: of.title.clone(),
                epic: of.epic.clone(),
                entry,
                path: file.path.clone(),
            }),
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// The record that entries belong to.
struct Owner {
    key: Key,
    title: String,
    epic: Option<String>,
}

impl Tracker {
    /// All entries of some kinds; of tickets those of `overview`, whose files are opened only where
    /// their names say that they are of one.
    pub(crate) fn entries_everywhere(&self, overview: &Overview, kinds: &[&str]) -> Found {
        let mut found = self.entries_of_tickets(overview, kinds, |_| true);
        let others = RecordKind::ALL.into_iter();
        for other in others.filter(|other| *other != RecordKind::Ticket) {
            other.accept(Others {
                tracker: self,
                kinds,
                found: &mut found,
            });
        }
        found
    }

    /// All entries of some kinds of the tickets that are `wanted` by key.
    pub(crate) fn entries_of_tickets(
        &self,
        overview: &Overview,
        kinds: &[&str],
        wanted: impl Fn(&str) -> bool,
    ) -> Found {
        let mut found = Found::default();
        for row in overview.snapshot.rows() {
            let stem = row.file_name().trim_end_matches(".yaml");
            let paths = row
                .entry_names()
                .map(|name| format!("{}/{stem}/{name}", row.folder()));
            let files = paths.filter_map(|path| EntryFile::from_path(&path));
            let files: Vec<EntryFile> = files
                .filter(|file| kinds.contains(&file.kind.as_str()))
                .collect();
            if files.is_empty() || !wanted(row.id()) {
                continue;
            }
            let summary = row.summary();
            let Ok(key) = summary.id.parse() else {
                continue;
            };
            let owner = Owner {
                key,
                title: summary.title.into_owned(),
                epic: summary.epic.map(|epic| epic.into_owned()),
            };
            for file in &files {
                found.add(self, kinds, file, &owner);
            }
        }
        found
    }

    /// The entries of a kind of one record, oldest first.
    pub(crate) fn entries_of_one(
        &self,
        reference: &Reference,
        kind: &str,
    ) -> Result<Found, OpError> {
        let file = self.find_any(reference)?;
        let owner = RecordKind::of_key(&file.key).accept(OwnerOf {
            tracker: self,
            file: &file,
        })?;
        let (files, problems) = self.store.entry_files(&file);
        let mut found = Found {
            entries: Vec::new(),
            problems,
        };
        for file in &files {
            found.add(self, &[kind], file, &owner);
        }
        Ok(found)
    }
}

/// Collects the entries of all records of one kind that are no tickets.
struct Others<'a> {
    tracker: &'a Tracker,
    kinds: &'a [&'a str],
    found: &'a mut Found,
}

impl RecordVisitor for Others<'_> {
    type Output = ();

    fn visit<R: Record + 'static>(self) {
        let tracker = self.tracker;
        let listing = tracker.store.files(&R::KIND);
        let folders: HashSet<String> = listing.folders.into_iter().collect();
        let with_entries = listing.files.into_iter();
        for file in with_entries.filter(|file| folders.contains(&file.folder())) {
            let (files, _) = tracker.store.entry_files(&file);
            if !files
                .iter()
                .any(|file| self.kinds.contains(&file.kind.as_str()))
            {
                continue;
            }
            match tracker.store.load::<R>(&file) {
                Ok(stored) => {
                    let owner = owner(&stored);
                    for file in &files {
                        self.found.add(tracker, self.kinds, file, &owner);
                    }
                }
                Err(problem) => self.found.problems.push(problem),
            }
        }
    }
}

struct OwnerOf<'a> {
    tracker: &'a Tracker,
    file: &'a RecordFile,
}

impl RecordVisitor for OwnerOf<'_> {
    type Output = Result<Owner, OpError>;

    fn visit<R: Record + 'static>(self) -> Self::Output {
        let stored = self.tracker.store.load::<R>(self.file);
        Ok(owner(&stored.map_err(OpError::Unreadable)?))
    }
}

fn owner<R: Record>(stored: &Stored<R>) -> Owner {
    let key = stored.file.key.clone();
    let epic = match RecordKind::of_key(&key) {
        RecordKind::Epic => Some(key.to_string()),
        RecordKind::Ticket
        | RecordKind::BacklogItem
        | RecordKind::Sprint
        | RecordKind::Requirement => {
            let references = stored.record.references();
            let epic = references.iter().find(|(field, _)| *field == "epic");
            epic.map(|(_, key)| key.to_string())
        }
    };
    Owner {
        key,
        title: stored.record.title().to_string(),
        epic,
    }
}
