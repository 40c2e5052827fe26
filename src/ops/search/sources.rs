//! What the files of tickets are like now, so that the index knows what it knows.

use std::collections::HashSet;
use std::fs;
use std::fs::Metadata;
use std::hash::DefaultHasher;
use std::hash::Hash as _;
use std::hash::Hasher as _;
use std::path::Path;
use std::time::Duration;
use std::time::SystemTime;

use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::index::text::Source;
use crate::store::RecordFile;
use crate::store::Store;

/// A file that was written so short ago may be written again without its stamp
/// telling: the system's clock for files ticks every few milliseconds, …
const TICK: Duration = Duration::from_millis(20);

/// … and on some file systems every second or two.
const COARSE_TICK: Duration = Duration::from_secs(3);

/// The tickets in `files`, with a fingerprint of each one's file and entries.
pub(crate) fn sources<'a>(
    store: &Store,
    files: impl Iterator<Item = &'a RecordFile>,
) -> Vec<Source> {
    let folders: HashSet<String> = store.files(&Ticket::KIND).folders.into_iter().collect();
    let now = now();
    let source = |file: &RecordFile| {
        let mut stamp = Stamp {
            hasher: DefaultHasher::new(),
            now,
            is_sure: store.source().revision().is_none(),
        };
        stamp.take(&store.home().join(&file.path));
        let folder = file.folder();
        if folders.contains(&folder) {
            for entry in store.entry_files(file).0 {
                entry.path.hash(&mut stamp.hasher);
                stamp.take(&store.home().join(&entry.path));
            }
        }
        Source {
            path: file.path.clone(),
            fingerprint: stamp.is_sure.then(|| stamp.hasher.finish()),
        }
    };
    files.map(source).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "compared with the times that the system gives files, not with those in records"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

struct Stamp {
    hasher: DefaultHasher,
    now: SystemTime,
    is_sure: bool,
}

impl Stamp {
    fn take(&mut self, path: &Path) {
        if !self.is_sure {
            return;
        }
        let Ok(metadata) = fs::metadata(path) else {
            self.is_sure = false;
            return;
        };
        let changed = self.hash(&metadata);
        let tick = if changed.subsec_nanos().is_multiple_of(1_000_000) {
            COARSE_TICK
        } else {
            TICK
        };
        let now = self
            .now
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        if changed + tick >= now {
            self.is_sure = false;
        }
    }

    /// Takes the stamp in, and returns when the file last changed, in any way, since 1970.
    #[cfg(unix)]
    fn hash(&mut self, metadata: &Metadata) -> Duration {
        use std::os::unix::fs::MetadataExt as _;
        let (seconds, nanos) = (metadata.ctime(), metadata.ctime_nsec());
        (metadata.mtime(), metadata.mtime_nsec()).hash(&mut self.hasher);
        (seconds, nanos, metadata.len(), metadata.ino()).hash(&mut self.hasher);
        let seconds = u64::try_from(seconds).unwrap_or(0);
        Duration::new(seconds, u32::try_from(nanos).unwrap_or(0))
    }

    #[cfg(not(unix))]
    fn hash(&mut self, metadata: &Metadata) -> Duration {
        let changed = metadata.modified().unwrap_or(self.now);
        let changed = changed
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        (changed, metadata.len()).hash(&mut self.hasher);
        changed
    }
}
