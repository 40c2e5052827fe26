//! What the files of tickets are like now, so that the index knows what it knows.

use std::fs;
use std::hash::DefaultHasher;
use std::hash::Hash as _;
use std::hash::Hasher as _;
use std::io;
use std::path::Path;
use std::thread;

use crate::index::Row;
use crate::index::text::Source;
use crate::ops::overview::Overview;
use crate::store::FileStamp;
use crate::store::Store;

/// From so many folders of entries on, a second thread is worth its start.
const FOLDERS_PER_THREAD: usize = 200;

/// The tickets of an overview, each with a fingerprint of its file and its entries.
///
/// The stamp of a folder does not tell when a file in it is written over, as
/// some editors do, so the entries are looked at one by one. `begun` is a time
/// before the overview's look.
pub(crate) fn sources(store: &Store, overview: &Overview, begun: i64) -> Vec<Source> {
    let rows: Vec<Row<'_>> = overview.snapshot.rows().collect();
    let is_past = store.source().revision().is_some();
    let paths: Vec<String> = rows.iter().map(Row::path).collect();
    let has_entries = |place: &usize| {
        let entries = rows[*place].entries();
        !is_past && entries.is_none_or(|entries| entries.count > 0)
    };
    let places: Vec<usize> = (0..rows.len()).filter(has_entries).collect();
    let folders: Vec<&str> = places
        .iter()
        .map(|place| paths[*place].trim_end_matches(".yaml"))
        .collect();
    let mut of_entries = vec![Some(0); rows.len()];
    for (place, fingerprint) in places
        .iter()
        .zip(look_into_all(store.home(), &folders, begun))
    {
        of_entries[*place] = fingerprint;
    }
    let sources = paths.into_iter().zip(rows).zip(of_entries);
    let source = |((path, row), of_entries): ((String, Row<'_>), Option<u64>)| {
        let own = (!is_past).then(|| fingerprint(&path, row.stamp(), begun));
        let both = own.flatten().zip(of_entries);
        Source {
            path,
            fingerprint: both.map(|(own, entries)| own.wrapping_add(entries)),
        }
    };
    sources.map(source).collect()
}

/// The fingerprints of what is in each of the folders.
fn look_into_all(home: &Path, folders: &[&str], begun: i64) -> Vec<Option<u64>> {
    let look = |folders: &[&str]| -> Vec<Option<u64>> {
        let all = folders.iter();
        all.map(|folder| look_into(&home.join(folder), begun))
            .collect()
    };
    if folders.len() < 2 * FOLDERS_PER_THREAD {
        return look(folders);
    }
    let (first, second) = folders.split_at(folders.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| look(second));
        let mut all = look(first);
        match other.join() {
            Ok(others) => all.extend(others),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        all
    })
}

/// The fingerprint of the files in a folder, in whatever order it is listed.
fn look_into(folder: &Path, begun: i64) -> Option<u64> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(0),
        Err(_) => return None,
    };
    let mut sum = 0_u64;
    for entry in entries {
        let entry = entry.ok()?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.ends_with(".yaml") {
            continue;
        }
        let metadata = entry.metadata().ok()?;
        // Where a link leads may change without the link.
        let stamp = FileStamp::of(&metadata).filter(|_| metadata.is_file())?;
        sum = sum.wrapping_add(fingerprint(&name, stamp, begun)?);
    }
    Some(sum)
}

/// None for a file that may change once more without another stamp.
fn fingerprint(name: &str, stamp: FileStamp, begun: i64) -> Option<u64> {
    if !stamp.is_settled_at(begun) {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    (stamp.modified, stamp.changed, stamp.size, stamp.inode).hash(&mut hasher);
    Some(hasher.finish())
}
