//! The store: one `.tickets` folder and its private folder.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Number;
use crate::domain::Prefix;
use crate::domain::Record;
use crate::store::Disk;
use crate::store::Files;
use crate::store::Journal;
use crate::store::Listing;
use crate::store::Loaded;
use crate::store::Look;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::Reach;
use crate::store::RecordFile;
use crate::store::StoreError;
use crate::store::Stored;
use crate::store::counter::Counter;
use crate::store::journal::Stage;
use crate::store::journal::remove_if_there;
use crate::store::load;
use crate::store::lock::Lock;
use crate::store::scan;
use crate::store::staging;

/// Whether a write waits until the disk has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Yes: a power cut after the command ends loses nothing.
    Full,
    /// No: a crash of the program loses nothing, a power cut may.
    Fast,
}

/// How the store behaves.
#[derive(Debug, Clone)]
pub struct StoreSettings {
    /// How long a writer waits for another.
    pub lock_timeout: Duration,
    /// Whether a write waits for the disk.
    pub durability: Durability,
    /// What the lock says about this process: pid, host, command. Only who takes the lock asks.
    pub holder: fn() -> String,
}

/// One `.tickets` folder.
#[derive(Debug)]
pub struct Store {
    home: PathBuf,
    files: Box<dyn Files>,
    shared: PathBuf,
    settings: StoreSettings,
}

/// The private files that a writer replaces, each by way of a draft.
const PRIVATE_FILES: [&str; 4] = ["journal", "counter", "tips", "deleted"];

impl Store {
    /// The store in `home`, the `.tickets` folder, with the lock and the
    /// counter in `shared`, the clone's private folder. Opens nothing.
    pub fn new(home: PathBuf, shared: PathBuf, settings: StoreSettings) -> Store {
        Store {
            files: Box::new(Disk::new(&home)),
            home,
            shared,
            settings,
        }
    }

    /// Another store of the same folders and settings.
    pub(crate) fn beside(&self) -> Store {
        Store::new(
            self.home.clone(),
            self.shared.clone(),
            self.settings.clone(),
        )
    }

    /// The same store, reading other files than those of the folder. Those of a
    /// revision cannot be changed.
    #[must_use]
    pub fn reading(mut self, files: Box<dyn Files>) -> Store {
        self.files = files;
        self
    }

    /// The `.tickets` folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The files that it reads.
    pub fn source(&self) -> &dyn Files {
        &*self.files
    }

    /// Names the revision in a problem, where the files are those of one.
    pub fn located(&self, problem: Problem) -> Problem {
        match self.files.revision() {
            Some(revision) => problem.at(revision),
            None => problem,
        }
    }

    /// How it behaves.
    pub fn settings(&self) -> &StoreSettings {
        &self.settings
    }

    /// Finishes or forgets what a crashed writer left, if there is such a thing
    /// and no writer is at work.
    ///
    /// # Errors
    /// A journal that cannot be understood, or files that cannot be moved.
    pub fn recover(&self) -> Result<(), StoreError> {
        let has_draft = PRIVATE_FILES
            .iter()
            .any(|name| staging::draft(&self.private_file(name)).exists());
        if !has_draft && !self.journal_path().exists() {
            return Ok(());
        }
        match Lock::try_acquire(&self.lock_path(), self.settings.holder) {
            Some(lock) => self.recover_locked(&lock),
            None => Ok(()),
        }
    }

    /// The same, for one who holds the lock.
    pub(crate) fn recover_locked(&self, _lock: &Lock) -> Result<(), StoreError> {
        for name in PRIVATE_FILES {
            remove_if_there(&staging::draft(&self.private_file(name)))?;
        }
        let Some(mut journal) = Journal::read(&self.journal_path())? else {
            return remove_if_there(&self.journal_path());
        };
        if journal.stage == Stage::Staging && !journal.was_renamed()? {
            journal.roll_back()?;
            return remove_if_there(&self.journal_path());
        }
        journal.roll_forward()?;
        self.finish(&mut journal)
    }

    /// Turns the journal of a transaction that is over into the one for `undo`.
    pub(crate) fn finish(&self, journal: &mut Journal) -> Result<(), StoreError> {
        journal.stage = Stage::Finished;
        let path = self.journal_path();
        fs::rename(&path, self.undo_path()).map_err(StoreError::io("write", &path))
    }

    /// The last transaction of this clone.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub fn last_transaction(&self) -> Result<Option<Journal>, StoreError> {
        Journal::read(&self.undo_path())
    }

    /// The record files of a kind, by name.
    pub fn files(&self, kind: &Kind) -> Listing {
        let mut listing = Listing::of_kind(self.source(), kind);
        listing.problems = self.all_located(listing.problems);
        listing
    }

    /// The same, in another working tree's `.tickets` folder.
    pub fn files_of(home: &Path, kind: &Kind) -> Listing {
        Listing::of_kind(&Disk::new(home), kind)
    }

    /// One look at the files of a kind; none where not all of them are on disk: others have no stamps.
    pub fn look(&self, kind: &Kind, reach: Reach) -> Option<Look> {
        let is_on_disk = self.files.is_disk();
        is_on_disk.then(|| Look::of_kind(&self.home, kind, reach))
    }

    /// The files on disk, for those who read with several threads.
    pub fn disk(&self) -> Disk {
        Disk::new(&self.home)
    }

    /// Reads a path as a record's file.
    ///
    /// # Errors
    /// A name that is none.
    pub fn record_file(&self, path: &str) -> Result<RecordFile, Problem> {
        scan::record_file(path)
    }

    /// Whether a writer is at work, or was when it was killed.
    pub fn is_being_written(&self) -> bool {
        self.journal_path().exists()
    }

    /// Puts a file that can be made anew into the private folder, in one step.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn replace_cache(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        staging::replace(path, bytes, staging::Sync::No)
    }

    /// Reads the record in `file`.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn load<R: Record>(&self, file: &RecordFile) -> Result<Stored<R>, Problem> {
        load::record(self.source(), file).map_err(|problem| self.located(problem))
    }

    /// Reads a file below `.tickets/`.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        let bytes = self.source().read(path);
        bytes.map_err(|problem| self.located(problem))
    }

    /// Reads all records of a kind. What cannot be read is named and left out.
    pub fn load_all<R: Record>(&self) -> Loaded<R> {
        let listing = self.files(&R::KIND);
        let mut problems = listing.problems;
        let mut records: Vec<Stored<R>> = Vec::with_capacity(listing.files.len());
        for file in listing.files {
            match self.load::<R>(&file) {
                Ok(stored) => records.push(stored),
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(self.all_located(duplicate_keys(&records)));
        problems.sort();
        Loaded { records, problems }
    }

    pub(crate) fn all_located(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let problems = problems.into_iter();
        problems.map(|problem| self.located(problem)).collect()
    }

    /// The highest number of `prefix` among the files of a kind below `home`,
    /// which may be another working tree's.
    pub fn highest_number(home: &Path, kind: &Kind, prefix: &Prefix) -> u64 {
        let files = Disk::new(home);
        if !kind.is_split {
            return highest(&Listing::of_folder(&files, kind.folder), prefix);
        }
        // The folders are hundreds, so the highest one with such a key decides.
        let names = files.names(kind.folder).into_iter().flatten().flatten();
        let mut shards: Vec<u64> = names.filter_map(|name| name.text.parse().ok()).collect();
        shards.sort_unstable();
        let numbers = shards.iter().rev().map(|shard| {
            highest(
                &Listing::of_folder(&files, &format!("{}/{shard:02}", kind.folder)),
                prefix,
            )
        });
        numbers.into_iter().find(|number| *number > 0).unwrap_or(0)
    }

    /// The highest number of `prefix` that this clone remembers.
    pub fn counted(&self, prefix: &Prefix) -> u64 {
        Counter::read(&self.shared.join("counter")).highest(prefix)
    }

    /// Remembers that these numbers were given out; only for one who holds the lock.
    pub(crate) fn count<'a>(
        &self,
        numbers: impl Iterator<Item = (&'a Prefix, u64)>,
    ) -> Result<(), StoreError> {
        let path = self.shared.join("counter");
        let before = Counter::read(&path);
        let mut counter = before.clone();
        for (prefix, number) in numbers {
            counter.raise(prefix, number);
        }
        if counter == before {
            return Ok(());
        }
        counter.write(&path)
    }

    /// A file of this name in the clone's private folder.
    pub fn private_file(&self, name: &str) -> PathBuf {
        self.shared.join(name)
    }

    pub(crate) fn lock_path(&self) -> PathBuf {
        self.shared.join("lock")
    }

    pub(crate) fn journal_path(&self) -> PathBuf {
        self.shared.join("journal")
    }

    pub(crate) fn undo_path(&self) -> PathBuf {
        self.shared.join("undo")
    }
}

/// The highest number of a prefix among names, folders included: a folder of
/// entries whose record is gone still speaks of a number that was used.
fn highest(listing: &Listing, prefix: &Prefix) -> u64 {
    let files = listing.files.iter().map(|file| file.key.clone());
    let folders = listing
        .folders
        .iter()
        .filter_map(|path| RecordFile::from_path(&format!("{path}.yaml")).map(|file| file.key));
    files
        .chain(folders)
        .filter_map(|key| sequential(&key, prefix))
        .max()
        .unwrap_or(0)
}

/// The number of a key of this prefix; none for random ones.
fn sequential(key: &Key, prefix: &Prefix) -> Option<u64> {
    match key.number() {
        Number::Sequential(number) if key.prefix() == prefix => Some(*number),
        _ => None,
    }
}

/// Names every file whose key an earlier one has too; the records are sorted by key.
fn duplicate_keys<R: Record>(records: &[Stored<R>]) -> Vec<Problem> {
    let pairs = records
        .windows(2)
        .map(|pair| (&pair[0].file, &pair[1].file));
    let twins = pairs.filter(|(first, second)| first.key == second.key);
    twins
        .map(|(first, second)| duplicate_key(&first.key.to_string(), &first.path, &second.path))
        .collect()
}

/// Says of the file `second` that its key is also that of `first`.
pub fn duplicate_key(id: &str, first: &str, second: &str) -> Problem {
    let message = format!("has the key `{id}`, as `.tickets/{first}` has");
    Problem::new(
        format!(".tickets/{second}"),
        ProblemCode::DuplicateKey,
        message,
    )
    .with_hint("`tickets doctor --fix` gives the younger one a new key")
}
