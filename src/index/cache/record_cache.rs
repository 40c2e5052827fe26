//! The cache itself: what is kept, for how long, and when it is believed.

use std::fs;
use std::fs::Metadata;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use lru::LruCache;

use crate::domain::Record;
use crate::store::FileStamp;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;
use crate::store::clock;
use crate::store::parse_record;

/// Parsed records of one kind, those used least recently given up first.
///
/// A record is believed for as long as its file has the stamp that it had just before
/// it was read, and only if that stamp was settled then: a file that was changed within
/// the same tick of the clock might be changed once more and keep its stamp, so it is
/// read again, until it has rested for a tick. Files behind links, and those of a
/// revision, have no stamps to go by and are read each time.
///
/// What is bounded is the sum of the files' bytes; the parsed records take a few times
/// as many. The clock of the file system must not lag more than a tick behind the
/// program's, which one over a network may: there, two changes within one tick that
/// leave the size and the inode as they were can pass for one.
///
/// For one thread at a time; what it gives away may be used by any.
#[derive(Debug)]
pub struct RecordCache<R> {
    records: LruCache<PathBuf, Kept<R>>,
    bytes: u64,
    bytes_max: u64,
    stamp_of: StampOf,
}

/// How the stamp of a file is read.
pub(crate) type StampOf = fn(&Metadata) -> Option<FileStamp>;

/// A record that is kept.
#[derive(Debug)]
struct Kept<R> {
    stored: Arc<Stored<R>>,
    /// What the file had just before it was read.
    stamp: FileStamp,
    /// The file's size.
    bytes: u64,
}

impl<R: Record> RecordCache<R> {
    /// An empty cache of files that have at most `bytes_max` bytes together.
    ///
    /// A file that is larger than that is read each time.
    pub fn new(bytes_max: u64) -> RecordCache<R> {
        RecordCache::with_stamps(bytes_max, FileStamp::of)
    }

    /// The same with other stamps, such as those of a system whose clock ticks slowly.
    pub(crate) fn with_stamps(bytes_max: u64, stamp_of: StampOf) -> RecordCache<R> {
        RecordCache {
            records: LruCache::unbounded(),
            bytes: 0,
            bytes_max,
            stamp_of,
        }
    }

    /// The bytes of the files whose records are kept.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many records are kept.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The record in `file`, as [`Store::load`] would read it now.
    ///
    /// # Errors
    /// What is wrong with the file; nothing of it is kept then.
    pub fn get(&mut self, store: &Store, file: &RecordFile) -> Result<Arc<Stored<R>>, Problem> {
        let path = store.home().join(&file.path);
        // Both before the file is opened: a change after that gives it another stamp.
        let begun = clock();
        let stamp = self.stamp(store, &path);
        if let Some(kept) = self.records.get(&path)
            && Some(kept.stamp) == stamp
            && kept.stored.file == *file
        {
            return Ok(Arc::clone(&kept.stored));
        }
        self.forget(&path);
        let content = store.read(&file.path)?;
        let parsed = parse_record(file, &content).map_err(|problem| store.located(problem))?;
        let stored = Arc::new(parsed);
        if let Some(stamp) = stamp.filter(|stamp| stamp.is_settled_at(begun)) {
            let kept = Kept {
                stored: Arc::clone(&stored),
                stamp,
                bytes: content.len() as u64,
            };
            self.keep(path, kept);
        }
        Ok(stored)
    }

    /// The stamp of a regular file on disk; none where there is nothing to go by.
    fn stamp(&self, store: &Store, path: &Path) -> Option<FileStamp> {
        if !store.source().is_disk() {
            return None;
        }
        let metadata = fs::symlink_metadata(path).ok()?;
        let is_regular = metadata.is_file();
        is_regular.then(|| (self.stamp_of)(&metadata)).flatten()
    }

    fn keep(&mut self, path: PathBuf, kept: Kept<R>) {
        if kept.bytes > self.bytes_max {
            return;
        }
        self.bytes += kept.bytes;
        self.records.put(path, kept);
        while self.bytes > self.bytes_max
            && let Some((_, oldest)) = self.records.pop_lru()
        {
            self.bytes -= oldest.bytes;
        }
    }

    fn forget(&mut self, path: &Path) {
        if let Some(kept) = self.records.pop(path) {
            self.bytes -= kept.bytes;
        }
    }
}
