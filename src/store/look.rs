//! One look at the files of a kind: their names and stamps, and nothing opened.

use std::fs::Metadata;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::thread;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use crate::domain::Kind;
use crate::store::Disk;
use crate::store::Listing;
use crate::store::Name;
use crate::store::Nature;
use crate::store::inside::Inside;
use crate::store::inside::each_inside;
use crate::store::scan;

/// From so many folders on, a second thread is worth its start.
const FOLDERS_PER_THREAD: usize = 8;

/// More threads than this wait for each other in the kernel.
const THREADS_MAX: usize = 4;

/// How far a file system's clock may lag behind the program's, in nanoseconds: two ticks.
const TICK: i64 = 20_000_000;

/// The same for file systems that count in whole or in even seconds.
const COARSE_TICK: i64 = 2_000_000_000;

const SECOND: i64 = 1_000_000_000;

/// What tells whether a file is still the one that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileStamp {
    /// When its content last changed, in nanoseconds since 1970; anybody can set it back.
    pub modified: i64,
    /// When the file last changed in any way; nobody can. 0 where the system does not tell.
    pub changed: i64,
    /// Its bytes.
    pub size: u64,
    /// Its number; 0 where the system has none.
    pub inode: u64,
}

/// Which stamps are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Those of the record files.
    Records,
    /// Those of the folders of their entries, too: they change when an entry comes or goes.
    Folders,
}

/// The files of a kind, as they lay there.
#[derive(Debug)]
pub struct Look {
    /// The folders that hold record files, sorted by path.
    pub folders: Vec<SeenFolder>,
    /// What is no record file; its `files` and `folders` are empty.
    pub rest: Listing,
    /// When the look began, in nanoseconds since 1970.
    pub begun: i64,
}

/// A folder and what was seen in it, in the order in which the system tells it.
#[derive(Debug, Default)]
pub struct SeenFolder {
    /// The path below `.tickets/`.
    pub path: String,
    /// The regular files whose names end as a record's.
    pub files: Vec<Seen>,
    /// The folders, which may be those of records.
    pub folders: Vec<Seen>,
    names: String,
}

/// A name that was seen.
#[derive(Debug, Clone)]
pub struct Seen {
    name: Range<usize>,
    /// Its stamp; none where it was not asked for, or cannot be told.
    pub stamp: Option<FileStamp>,
}

impl FileStamp {
    /// The stamp that no file has.
    pub const NONE: FileStamp = FileStamp {
        modified: i64::MAX,
        changed: i64::MAX,
        size: 0,
        inode: 0,
    };

    /// The stamp of a file; none where its times are beyond all sense.
    pub fn of(metadata: &Metadata) -> Option<FileStamp> {
        let modified = metadata.modified().ok()?;
        let (changed, inode) = status_of(metadata)?;
        Some(FileStamp {
            modified: nanoseconds(modified)?,
            changed,
            size: metadata.len(),
            inode,
        })
    }

    /// The stamp of seconds and nanoseconds as the system tells them.
    #[cfg(target_os = "linux")]
    pub(crate) fn of_parts(
        modified: (i64, u32),
        changed: (i64, u32),
        size: u64,
        inode: u64,
    ) -> Option<FileStamp> {
        let sum = |(seconds, rest): (i64, u32)| {
            let whole = seconds.checked_mul(SECOND)?;
            whole.checked_add(i64::from(rest))
        };
        Some(FileStamp {
            modified: sum(modified)?,
            changed: sum(changed)?,
            size,
            inode,
        })
    }

    /// Whether any change after `moment` gives the file another stamp. Within one
    /// tick of the clock it might not, as git says of its "racily clean" files.
    pub fn is_settled_at(&self, moment: i64) -> bool {
        let newest = self.modified.max(self.changed);
        let is_coarse = self.modified % SECOND == 0 && self.changed % SECOND == 0;
        let tick = if is_coarse { COARSE_TICK } else { TICK };
        newest < moment.saturating_sub(tick)
    }
}

#[cfg(unix)]
fn status_of(metadata: &Metadata) -> Option<(i64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let changed = metadata.ctime().checked_mul(SECOND)?;
    Some((changed.checked_add(metadata.ctime_nsec())?, metadata.ino()))
}

#[cfg(not(unix))]
fn status_of(_: &Metadata) -> Option<(i64, u64)> {
    Some((0, 0))
}

/// A time as nanoseconds since 1970; none where they are too many.
fn nanoseconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(|n| -n),
    }
}

/// The time now, by the clock that stamps files.
#[expect(
    clippy::disallowed_methods,
    reason = "it is compared with stamps, so it must be the system's and not the user's"
)]
pub fn clock() -> i64 {
    nanoseconds(SystemTime::now()).unwrap_or(i64::MIN)
}

impl SeenFolder {
    /// The name that was seen.
    pub fn name(&self, seen: &Seen) -> &str {
        &self.names[seen.name.clone()]
    }

    fn add(&mut self, name: &str, stamp: Option<FileStamp>) -> Seen {
        let start = self.names.len();
        self.names.push_str(name);
        Seen {
            name: start..self.names.len(),
            stamp,
        }
    }
}

impl Look {
    /// Looks at the files of a kind below `home`.
    pub(crate) fn of_kind(home: &Path, kind: &Kind, reach: Reach) -> Look {
        let begun = clock();
        let disk = Disk::new(home);
        let mut rest = Listing::default();
        let top = look_into(&disk, kind.folder, reach, &mut rest);
        let shards: Vec<String> = top
            .folders
            .iter()
            .map(|seen| top.name(seen))
            .filter(|name| !scan::is_record_folder(name))
            .map(|name| format!("{}/{name}", kind.folder))
            .collect();
        let mut folders = vec![top];
        for (seen, problems) in in_parallel(&disk, &shards, reach) {
            folders.extend(seen);
            rest.append(problems);
        }
        folders.sort_by(|a, b| a.path.cmp(&b.path));
        Look {
            folders,
            rest,
            begun,
        }
    }
}

/// Looks into each folder, with as many threads as there is work for.
fn in_parallel(disk: &Disk, paths: &[String], reach: Reach) -> Vec<(Vec<SeenFolder>, Listing)> {
    let share = |paths: &[String]| {
        let mut rest = Listing::default();
        let look = |path: &String| look_into(disk, path, reach, &mut rest);
        let folders = paths.iter().map(look).collect();
        (folders, rest)
    };
    let wanted = (paths.len() / FOLDERS_PER_THREAD).min(THREADS_MAX);
    // Asking costs as much as a look into ten folders.
    let threads = if wanted > 2 {
        thread::available_parallelism().map_or(1, |count| count.get().min(wanted))
    } else {
        wanted
    };
    if threads < 2 {
        return vec![share(paths)];
    }
    let size = paths.len().div_ceil(threads);
    thread::scope(|scope| {
        let (own, others) = paths.split_at(size);
        let workers: Vec<_> = others
            .chunks(size)
            .map(|part| scope.spawn(|| share(part)))
            .collect();
        let mut looks = vec![share(own)];
        let joined = workers.into_iter().map(|worker| worker.join());
        looks.extend(joined.map(|look| look.expect("a look does not panic")));
        looks
    })
}

fn look_into(disk: &Disk, path: &str, reach: Reach, rest: &mut Listing) -> SeenFolder {
    let mut folder = SeenFolder {
        path: path.to_owned(),
        ..SeenFolder::default()
    };
    let looked = each_inside(&disk.path(path), |inside| match inside {
        Ok(inside) => see(disk, &mut folder, inside, reach, rest),
        Err(error) => rest.unreadable(path, &error),
    });
    match looked {
        Err(error) if error.kind() != io::ErrorKind::NotFound => rest.unreadable(path, &error),
        Ok(()) | Err(_) => {}
    }
    folder
}

fn see(disk: &Disk, folder: &mut SeenFolder, inside: Inside<'_>, reach: Reach, rest: &mut Listing) {
    if let (Some(nature), Some(text)) = (inside.nature, inside.name.to_str()) {
        if nature == Nature::File && text.ends_with(".yaml") && !text.starts_with('.') {
            let seen = folder.add(text, inside.stamp());
            return folder.files.push(seen);
        }
        if nature == Nature::Folder && !text.starts_with('.') {
            let stamp = match reach {
                Reach::Records => None,
                Reach::Folders => inside.stamp(),
            };
            let seen = folder.add(text, stamp);
            return folder.folders.push(seen);
        }
    }
    let Some(Name {
        text,
        is_utf8,
        nature,
    }) = disk.name_in(&folder.path, inside.name)
    else {
        return;
    };
    // A link to a file has the stamp of the link, which tells nothing of the file.
    if nature == Nature::File && is_utf8 && text.ends_with(".yaml") && !text.starts_with('.') {
        let seen = folder.add(&text, None);
        return folder.files.push(seen);
    }
    rest.take_other(&folder.path, &text, is_utf8, nature);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(modified: i64, changed: i64) -> FileStamp {
        FileStamp {
            modified,
            changed,
            size: 1,
            inode: 1,
        }
    }

    #[test]
    fn a_stamp_of_the_present_tick_proves_nothing() {
        let now = 1_000 * SECOND + 500_000_000;
        let at = |ago: i64| stamp(now - ago, now - ago);
        assert!(!at(0).is_settled_at(now));
        assert!(!at(TICK).is_settled_at(now));
        assert!(at(TICK + 1).is_settled_at(now));
        // A time that was set back does not hide that the file changed just now.
        assert!(!stamp(0, now).is_settled_at(now));
        assert!(!stamp(now, 0).is_settled_at(now));
    }

    #[test]
    fn whole_seconds_are_taken_for_the_work_of_a_coarse_clock() {
        let now = 1_000 * SECOND + 500_000_000;
        assert!(!stamp(999 * SECOND, 999 * SECOND).is_settled_at(now));
        assert!(stamp(998 * SECOND, 998 * SECOND).is_settled_at(now));
        assert!(stamp(999 * SECOND, 999 * SECOND + 1).is_settled_at(now));
    }
}
