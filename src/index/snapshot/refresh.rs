//! Which rows are still true, and what the files say whose rows are not.

use std::collections::HashMap;

use crate::domain::Record;
use crate::index::EntryCount;
use crate::index::reading::read_all;
use crate::index::snapshot::file::Saved;
use crate::index::snapshot::row;
use crate::index::snapshot::table::Table;
use crate::store::FileStamp;
use crate::store::Look;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::Seen;
use crate::store::SeenFolder;
use crate::store::Store;
use crate::store::Stored;

/// Where a row stands: in the table from disk, or among those that were just read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Saved(u32),
    Read(u32),
}

/// The rows that are true, as they lie in the folders.
#[derive(Debug, Default)]
pub(crate) struct Refreshed {
    /// For each folder of the look, its rows in the order of the look.
    pub(crate) listings: Vec<Vec<Place>>,
    /// Which rows of the saved table are still true.
    pub(crate) is_true: Vec<bool>,
    /// The rows that were read from files.
    pub(crate) read: Table,
    /// Files that cannot be read.
    pub(crate) problems: Vec<Problem>,
}

/// A file whose row is missing or no longer true.
struct Unknown {
    /// Its place among the look's folders.
    folder: usize,
    stamp: Option<FileStamp>,
}

/// Compares the saved rows with a look at the files, and reads the files that differ.
pub(crate) fn refresh<R: Record + Send>(store: &Store, saved: &Saved, look: &Look) -> Refreshed {
    let mut refreshed = Refreshed {
        is_true: vec![false; saved.table.len()],
        ..Refreshed::default()
    };
    let places: HashMap<&str, usize> = (saved.table.folders.iter().map(String::as_str))
        .enumerate()
        .map(|(place, path)| (path, place))
        .collect();
    let mut unknown = Vec::new();
    for (place, folder) in look.folders.iter().enumerate() {
        let known = places.get(folder.path.as_str());
        let known = known.map_or(&[][..], |known| &saved.listings[*known]);
        let (listing, others) = compare(&saved.table, known, folder);
        for place in &listing {
            if let Place::Saved(row) = place {
                refreshed.is_true[*row as usize] = true;
            }
        }
        refreshed.listings.push(listing);
        for seen in others {
            let path = format!("{}/{}", folder.path, folder.name(seen));
            match store.record_file(&path) {
                Ok(file) => {
                    let stamp = seen.stamp;
                    let folder = place;
                    unknown.push((Unknown { folder, stamp }, file));
                }
                Err(problem) => refreshed.problems.push(problem),
            }
        }
    }
    for (unknown, outcome) in read_all(store, unknown, &|stored: Stored<R>| stored) {
        match outcome {
            // Without a stamp the row is of use once; a stamp that no file has says so.
            Ok(stored) => {
                let stamp = unknown.stamp.unwrap_or(FileStamp::NONE);
                let row = refreshed.read.add(&stored, stamp);
                let place = row.and_then(|row| u32::try_from(row).ok());
                refreshed.listings[unknown.folder].extend(place.map(Place::Read));
            }
            Err(problem) => refreshed.problems.push(problem),
        }
    }
    refreshed
}

/// The rows of a folder that are still true, and the files that have none.
fn compare<'a>(
    table: &Table,
    known: &[u32],
    folder: &'a SeenFolder,
) -> (Vec<Place>, Vec<&'a Seen>) {
    let mut listing = Vec::with_capacity(folder.files.len());
    let mut others = Vec::new();
    let mut by_name: Option<HashMap<&str, u32>> = None;
    let mut expected = known.iter().copied();
    for seen in &folder.files {
        let name = folder.name(seen);
        // A folder that did not change is listed in the same order as last time.
        let next = expected.next().filter(|row| named(table, *row, name));
        let found = next.or_else(|| {
            let by_name = by_name.get_or_insert_with(|| names(table, known));
            by_name.get(name).copied()
        });
        let is_same = |row: &u32| seen.stamp == Some(table.row(*row as usize).stamp());
        match found.filter(is_same) {
            Some(row) => listing.push(Place::Saved(row)),
            None => others.push(seen),
        }
    }
    (listing, others)
}

fn named(table: &Table, row: u32, name: &str) -> bool {
    (row as usize) < table.len() && table.row(row as usize).file_name() == name
}

fn names<'a>(table: &'a Table, rows: &[u32]) -> HashMap<&'a str, u32> {
    let rows = rows.iter().filter(|row| (**row as usize) < table.len());
    rows.map(|row| (table.row(*row as usize).file_name(), *row))
        .collect()
}

/// Counts the entries of all records whose folders are not those that were counted last;
/// says how many there were.
pub(crate) fn count_entries(
    store: &Store,
    saved: &mut Table,
    refreshed: &mut Refreshed,
    look: &Look,
) -> usize {
    let mut counted = 0;
    for (folder, listing) in look.folders.iter().zip(&refreshed.listings) {
        let stamps: HashMap<&str, Option<FileStamp>> = (folder.folders.iter())
            .map(|seen| (folder.name(seen), seen.stamp))
            .collect();
        for place in listing {
            let (table, row) = match *place {
                Place::Saved(row) => (&mut *saved, row as usize),
                Place::Read(row) => (&mut refreshed.read, row as usize),
            };
            let own = table.row(row);
            let stem = own.file_name().trim_end_matches(".yaml");
            let stamp = stamps.get(stem).copied();
            // The size of a folder is the system's own affair.
            let stamp = stamp.map(|stamp| FileStamp {
                size: 0,
                ..stamp.unwrap_or(FileStamp::NONE)
            });
            let Some(stamp) = stamp else {
                if own.entries() != Some(EntryCount::default()) {
                    row::set_entries(
                        table.numbers_mut(row),
                        FileStamp::NONE,
                        EntryCount::default(),
                    );
                }
                continue;
            };
            let is_known = own.entries().is_some() && stamp != FileStamp::NONE;
            if is_known && own.folder_stamp() == stamp {
                continue;
            }
            let entries = own.file().map(|file| entry_count(store, &file));
            row::set_entries(table.numbers_mut(row), stamp, entries.unwrap_or_default());
            counted += 1;
        }
    }
    counted
}

/// Counts the entries of one record by their names.
pub(crate) fn entry_count(store: &Store, file: &RecordFile) -> EntryCount {
    let (files, _) = store.entry_files(file);
    EntryCount {
        count: u32::try_from(files.len()).unwrap_or(u32::MAX - 1),
        newest: files.last().map(|file| file.at),
    }
}
