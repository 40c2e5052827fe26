//! Entries: the files in a record's own folder.

use crate::domain::Entry;
use crate::domain::Key;
use crate::domain::Timestamp;
use crate::store::Files;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::load;

/// The file of one entry, by its name alone: `20261120T101112Z-comment-7f3a.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFile {
    /// When it was added.
    pub at: Timestamp,
    /// What sort of entry it is.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The path below `.tickets/`.
    pub path: String,
}

/// An entry and the file it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// The file.
    pub file: EntryFile,
    /// What it says.
    pub entry: Entry,
}

impl EntryFile {
    /// The file of an entry of the record in `record`.
    pub fn for_new(record: &RecordFile, entry: &Entry) -> EntryFile {
        let name = format!("{}-{}-{}.yaml", entry.at.compact(), entry.kind, entry.id);
        EntryFile {
            at: entry.at,
            kind: entry.kind.clone(),
            id: entry.id.clone(),
            path: format!("{}/{name}", record.folder()),
        }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The key of the record it belongs to.
    pub fn record(&self) -> Option<Key> {
        let (folder, _) = self.path.rsplit_once('/')?;
        RecordFile::from_path(&format!("{folder}.yaml")).map(|file| file.key)
    }

    /// Reads a path as an entry's file.
    pub fn from_path(path: &str) -> Option<EntryFile> {
        let (folder, name) = path.rsplit_once('/')?;
        EntryFile::from_name(folder, name)
    }

    fn from_name(folder: &str, name: &str) -> Option<EntryFile> {
        let (at, rest) = name.strip_suffix(".yaml")?.split_once('-')?;
        let (kind, id) = rest.rsplit_once('-')?;
        Some(EntryFile {
            at: Timestamp::from_compact(at)?,
            kind: kind.to_owned(),
            id: id.to_owned(),
            path: format!("{folder}/{name}"),
        })
    }
}

impl Store {
    /// The entry files of a record, oldest first; nothing is opened.
    pub fn entry_files(&self, record: &RecordFile) -> (Vec<EntryFile>, Vec<Problem>) {
        let (files, problems) = entry_files_in(self.source(), record);
        (files, self.all_located(problems))
    }

    /// The entries of a record, oldest first, and what is wrong with the unreadable ones.
    pub fn entries(&self, record: &RecordFile) -> (Vec<StoredEntry>, Vec<Problem>) {
        let (files, mut problems) = self.entry_files(record);
        let (entries, unreadable) = self.read_entries(files);
        problems.extend(unreadable);
        (entries, problems)
    }

    /// The entries of some files, and what is wrong with the unreadable ones.
    pub fn read_entries(&self, files: Vec<EntryFile>) -> (Vec<StoredEntry>, Vec<Problem>) {
        let mut entries = Vec::new();
        let mut problems = Vec::new();
        for file in files {
            let bytes = self.source().read(&file.path);
            let read = bytes.and_then(|bytes| load::parse::<Entry>(&file.path, &bytes));
            match read {
                Ok(entry) => entries.push(StoredEntry { file, entry }),
                Err(problem) => problems.push(self.located(problem)),
            }
        }
        (entries, problems)
    }

    /// When the newest entry of a record was added, by the files' names.
    pub fn newest_entry(&self, record: &RecordFile) -> Option<Timestamp> {
        self.entry_files(record).0.last().map(|file| file.at)
    }
}

/// The entry files of a record among `source`, oldest first, and what has a name that
/// is no entry's; nothing is opened.
pub fn entry_files_in(source: &dyn Files, record: &RecordFile) -> (Vec<EntryFile>, Vec<Problem>) {
    let folder = record.folder();
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let Ok(names) = source.names(&folder) else {
        return (files, problems);
    };
    for name in names.flatten() {
        let name = name.text;
        let is_meant = name.ends_with(".yaml") && !name.starts_with('.');
        match EntryFile::from_name(&folder, &name) {
            Some(file) => files.push(file),
            None if is_meant => problems.push(Problem::new(
                format!(".tickets/{folder}/{name}"),
                ProblemCode::FileName,
                "has a name that is not `TIME-kind-id.yaml`",
            )),
            None => {}
        }
    }
    files.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    problems.sort();
    (files, problems)
}
