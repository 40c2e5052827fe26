//! Changes of files, all or none.

use std::cell::RefCell;
use std::fs;
use std::rc::Rc;

use serde::Serialize;
use serde_yaml::Mapping;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Key;
use crate::domain::Record;
use crate::domain::Timestamp;
use crate::store::Disk;
use crate::store::EntryFile;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::commit::Occasion;
use crate::store::commit::commit;
use crate::store::load;
use crate::store::lock::Lock;
use crate::store::staged::Overlay;
use crate::store::staged::Staged;
use crate::store::yaml;
use crate::store::yaml::Document;
use crate::store::yaml::Reach;

/// One file's change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The path below `.tickets/`.
    pub path: String,
    /// The content before; none for a new file.
    pub before: Option<Vec<u8>>,
    /// The content after; none for a removed file.
    pub after: Option<Vec<u8>>,
    /// Whether an edit had to write the record anew, which loses its comments.
    pub is_rewritten: bool,
}

/// What a transaction did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The files that change, in order.
    pub changes: Vec<FileChange>,
    /// What else was done on the way, each a sentence for the user.
    pub notes: Vec<String>,
}

/// Changes that are made together, under the clone's lock.
///
/// Dropped without [`commit`](Transaction::commit), it changes nothing.
#[derive(Debug)]
pub struct Transaction<'a> {
    store: &'a Store,
    lock: Option<Lock>,
    staged: Rc<RefCell<Staged>>,
    numbers: Vec<Key>,
}

impl Store {
    /// Takes the lock, and cleans up after a crashed writer.
    ///
    /// # Errors
    /// Another writer outlasts the timeout, the private folder cannot be used, or
    /// the files are those of a revision.
    pub fn begin(&self) -> Result<Transaction<'_>, StoreError> {
        if let Some(revision) = self.source().revision() {
            return Err(StoreError::Past {
                revision: revision.to_owned(),
            });
        }
        let lock_path = self.lock_path();
        if let Some(folder) = lock_path.parent() {
            fs::create_dir_all(folder).map_err(StoreError::io("create", folder))?;
        }
        let settings = self.settings();
        let lock = Lock::acquire(&lock_path, settings.lock_timeout, settings.holder)?;
        self.recover_locked(&lock)?;
        Ok(Transaction::new(self, Some(lock)))
    }

    /// A transaction that can only be looked at; it takes no lock.
    pub fn rehearse(&self) -> Transaction<'_> {
        Transaction::new(self, None)
    }
}

impl<'a> Transaction<'a> {
    fn new(store: &'a Store, lock: Option<Lock>) -> Transaction<'a> {
        Transaction {
            store,
            lock,
            staged: Rc::default(),
            numbers: Vec::new(),
        }
    }

    /// The store as it is once this transaction is done: whoever reads it sees
    /// what is staged now and what will be staged later.
    pub fn view(&self) -> Store {
        let disk = Disk::new(self.store.home());
        let overlay = Overlay::new(disk, Rc::clone(&self.staged));
        self.store.beside().reading(Box::new(overlay))
    }

    /// How often something was staged so far; an edit that changes nothing is not.
    pub fn steps(&self) -> usize {
        self.staged.borrow().steps()
    }

    /// Remembers what is staged now, for [`return_to_mark`](Transaction::return_to_mark).
    pub fn mark(&mut self) {
        self.staged.borrow_mut().mark();
    }

    /// Takes back all that was staged since the mark. Keys stay used.
    pub fn return_to_mark(&mut self) {
        self.staged.borrow_mut().return_to_mark();
    }

    /// Whether this transaction makes the file.
    pub fn is_new(&self, path: &str) -> bool {
        let staged = self.staged.borrow();
        staged
            .of(path)
            .is_some_and(|change| change.before.is_none())
    }

    /// Changes the fields in which `after` differs from `before`.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn edit<R: Record>(
        &mut self,
        file: &RecordFile,
        before: &R,
        after: &R,
    ) -> Result<(), StoreError> {
        self.edit_fields(&file.path, R::FIELDS, (before, after))?;
        let staged = self.staged.borrow();
        let changed = staged.of(&file.path);
        if let Some(bytes) = changed.and_then(|change| change.after.as_deref()) {
            // What could not be read again is not written.
            load::parse::<R>(&file.path, bytes).map_err(StoreError::Unreadable)?;
        }
        Ok(())
    }

    /// Writes a new record, with fields that its type does not know in `others`.
    ///
    /// # Errors
    /// A file of that name exists.
    pub fn create<R: Record>(
        &mut self,
        file: &RecordFile,
        record: &R,
        others: &Mapping,
    ) -> Result<(), StoreError> {
        let mut fields = mapping_of(record);
        fields.extend(others.clone());
        self.numbers.push(record.key().clone());
        self.put_text(&file.path, yaml::emit(R::FIELDS, &fields))
    }

    /// Adds an entry to a record.
    ///
    /// # Errors
    /// A file of that name exists.
    pub fn add_entry(
        &mut self,
        file: &EntryFile,
        entry: &Entry,
        others: &Mapping,
    ) -> Result<(), StoreError> {
        let mut fields = mapping_of(entry);
        fields.extend(others.clone());
        self.put_text(&file.path, yaml::emit(Entry::FIELDS, &fields))
    }

    /// Changes an entry's fields.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn edit_entry(
        &mut self,
        file: &EntryFile,
        before: &Entry,
        after: &Entry,
    ) -> Result<(), StoreError> {
        self.edit_fields(&file.path, Entry::FIELDS, (before, after))
    }

    /// Removes a record's file and everything in its folder.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn remove(&mut self, file: &RecordFile) -> Result<(), StoreError> {
        let entries = self.files_of(file)?;
        for path in [file.path.clone()].into_iter().chain(entries) {
            self.remove_file(&path)?;
        }
        self.numbers.push(file.key.clone());
        Ok(())
    }

    /// Moves a record and its entries to another file.
    ///
    /// # Errors
    /// A file that can no longer be read, or that exists.
    pub fn rename(&mut self, from: &RecordFile, to: &RecordFile) -> Result<(), StoreError> {
        let paths = self.files_of(from)?;
        let moves = paths
            .iter()
            .map(|path| (path.clone(), path.replacen(&from.folder(), &to.folder(), 1)));
        let moves: Vec<(String, String)> = moves
            .chain([(from.path.clone(), to.path.clone())])
            .collect();
        for (old, new) in moves {
            let bytes = self.current(&old)?.unwrap_or_default();
            self.remove_file(&old)?;
            self.put(&new, bytes)?;
        }
        self.numbers.push(to.key.clone());
        Ok(())
    }

    /// The files in a record's folder as this transaction sees it.
    fn files_of(&self, record: &RecordFile) -> Result<Vec<String>, StoreError> {
        let folder = record.folder();
        let mut paths = Vec::new();
        collect_files(self.store, &folder, &mut paths)?;
        let staged = self.staged.borrow();
        paths.retain(|path| staged.of(path).is_none());
        paths.extend(staged.files_below(&folder));
        Ok(paths)
    }

    /// Takes a key out of use for later records, for one whose files are [`put`](Transaction::put).
    pub fn use_key(&mut self, key: &Key) {
        self.numbers.push(key.clone());
    }

    /// Removes one file.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn remove_file(&mut self, path: &str) -> Result<(), StoreError> {
        let before = self.current(path)?;
        self.record_change(path, before, None, false);
        Ok(())
    }

    /// Writes a file that must not exist yet.
    ///
    /// # Errors
    /// It exists.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        if self.current(path)?.is_some() {
            return Err(StoreError::Changed {
                path: format!(".tickets/{path}"),
            });
        }
        self.record_change(path, None, Some(bytes), false);
        Ok(())
    }

    /// Writes a file, whether it exists or not.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn overwrite(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let before = self.current(path)?;
        self.record_change(path, before, Some(bytes), false);
        Ok(())
    }

    /// The content of a file as this transaction sees it; none where there is no file.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn current(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(change) = self.staged.borrow().of(path) {
            return Ok(change.after.clone());
        }
        let failed = StoreError::io("read", self.store.home().join(path));
        if !self.store.source().exists(path).map_err(failed)? {
            return Ok(None);
        }
        let bytes = self.store.read(path).map_err(StoreError::Unreadable)?;
        Ok(Some(bytes))
    }

    fn put_text(&mut self, path: &str, text: String) -> Result<(), StoreError> {
        readable(path, text.as_bytes())?;
        self.put(path, text.into_bytes())
    }

    fn edit_fields<T: Serialize>(
        &mut self,
        path: &str,
        specs: &[FieldSpec],
        values: (&T, &T),
    ) -> Result<(), StoreError> {
        let (before, after) = (mapping_of(values.0), mapping_of(values.1));
        if before == after {
            return Ok(());
        }
        let Some(bytes) = self.current(path)? else {
            return Err(StoreError::Changed {
                path: format!(".tickets/{path}"),
            });
        };
        let shown = format!(".tickets/{path}");
        let document = Document::parse(&bytes)
            .map_err(|error| StoreError::Unreadable(Problem::of_document(&shown, &error)))?;
        let edited = document.edit(specs, &before, &after);
        readable(path, edited.text.as_bytes())?;
        let is_rewritten = edited.reach == Reach::Whole;
        self.record_change(
            path,
            Some(bytes),
            Some(edited.text.into_bytes()),
            is_rewritten,
        );
        Ok(())
    }

    fn record_change(
        &mut self,
        path: &str,
        before: Option<Vec<u8>>,
        after: Option<Vec<u8>>,
        is_rewritten: bool,
    ) {
        self.staged.borrow_mut().record(FileChange {
            path: path.to_owned(),
            before,
            after,
            is_rewritten,
        });
    }

    /// What it would do; nothing is written.
    pub fn preview(self) -> Receipt {
        Receipt {
            changes: self.staged.borrow_mut().take(),
            notes: Vec::new(),
        }
    }

    /// Makes the changes: all of them or, on any error, none.
    ///
    /// # Errors
    /// A file that changed since it was read, or that cannot be written.
    pub fn commit(mut self, summary: &str, at: Timestamp) -> Result<Receipt, StoreError> {
        let numbers = std::mem::take(&mut self.numbers);
        let store = self.store;
        let lock = self.lock.take();
        let receipt = self.preview();
        if receipt.changes.is_empty() || lock.is_none() {
            return Ok(receipt);
        }
        let occasion = Occasion {
            summary,
            at,
            keys: &numbers,
        };
        commit(store, &receipt, &occasion)?;
        drop(lock);
        Ok(receipt)
    }
}

/// Refuses to write what could not be read again.
fn readable(path: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let problem = |error| Problem::of_document(&format!(".tickets/{path}"), &error);
    yaml::check(bytes)
        .map_err(problem)
        .map_err(StoreError::Unreadable)?;
    Ok(())
}

fn mapping_of(value: &impl Serialize) -> Mapping {
    match serde_yaml::to_value(value) {
        Ok(serde_yaml::Value::Mapping(mapping)) => mapping,
        _ => unreachable!("records are structs with text keys"),
    }
}

/// Every file below a folder, by its path below `.tickets/`; links are not followed.
fn collect_files(store: &Store, folder: &str, paths: &mut Vec<String>) -> Result<(), StoreError> {
    let full = store.home().join(folder);
    let Ok(entries) = fs::read_dir(&full) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry.map_err(StoreError::io("read", &full))?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        let file_type = entry.file_type().map_err(StoreError::io("read", &full))?;
        if file_type.is_dir() {
            collect_files(store, &path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
