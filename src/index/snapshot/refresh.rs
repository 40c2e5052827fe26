//! Which rows are still true, and what the files say whose rows are not.

use std::collections::HashMap;

use crate::domain::Record;
use crate::index::reading::read_all;
use crate::index::snapshot::entry_count::Counted;
use crate::index::snapshot::file::Saved;
use crate::index::snapshot::row::NewRow;
use crate::index::snapshot::table::Table;
use crate::store::Disk;
use crate::store::FileStamp;
use crate::store::Look;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::RecordFile;
use crate::store::Seen;
use crate::store::SeenFolder;
use crate::store::Store;
use crate::store::Stored;

/// Where a row stands: in the table from disk, or among those that were just read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Saved(usize),
    Read(usize),
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
    /// The folder of its entries; none where nobody asked for them.
    entries: Option<EntryFolder>,
}

/// Compares the saved rows with a look at the files, and reads the files that differ.
pub(crate) fn refresh<R: Record + Send>(
    store: &Store,
    saved: &Saved,
    look: &Look,
    reach: Reach,
) -> Refreshed {
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
        let known = known.map_or_else(Vec::new, |known| rows_in(saved, *known));
        let (listing, others) = compare(&saved.table, &known, folder);
        for place in &listing {
            if let Place::Saved(row) = place {
                refreshed.is_true[*row] = true;
            }
        }
        refreshed.listings.push(listing);
        let folders = EntryFolders::of(folder, reach);
        for seen in others {
            let path = format!("{}/{}", folder.path, folder.name(seen));
            match store.record_file(&path) {
                Ok(file) => {
                    let unread = Unknown {
                        folder: place,
                        stamp: seen.stamp,
                        entries: folders.of_file(folder.name(seen)),
                    };
                    unknown.push((unread, file));
                }
                Err(problem) => refreshed.problems.push(problem),
            }
        }
    }
    let make = |disk: &Disk, unknown: &Unknown, stored: Stored<R>| {
        let entries = unknown
            .entries
            .map(|folder| folder.count(disk, &stored.file));
        // Without a stamp the row is of use once; a stamp that no file has says so.
        let stamp = unknown.stamp.unwrap_or(FileStamp::NONE);
        // All rows together are a small part of all records.
        NewRow::of(&stored, stamp, entries.as_ref())
    };
    for (unknown, outcome) in read_all(store, unknown, &make) {
        match outcome {
            Ok(row) => {
                let folder = &look.folders[unknown.folder].path;
                let row = refreshed.read.add_new(&row, folder);
                refreshed.listings[unknown.folder].push(Place::Read(row));
            }
            Err(problem) => refreshed.problems.push(problem),
        }
    }
    refreshed
}

/// The rows of a folder that are still true, and the files that have none.
fn compare<'a>(
    table: &Table,
    known: &[usize],
    folder: &'a SeenFolder,
) -> (Vec<Place>, Vec<&'a Seen>) {
    let mut listing = Vec::with_capacity(folder.files.len());
    let mut others = Vec::new();
    let mut by_name: Option<HashMap<&str, usize>> = None;
    let mut expected = known.iter().copied();
    for seen in &folder.files {
        let name = folder.name(seen);
        // A folder that did not change is listed in the same order as last time.
        let next = expected.next();
        let next = next.filter(|row| table.row(*row).file_name() == name);
        let found = next.or_else(|| {
            let by_name = by_name.get_or_insert_with(|| names(table, known));
            by_name.get(name).copied()
        });
        let is_same = |row: &usize| seen.stamp == Some(table.row(*row).stamp());
        match found.filter(is_same) {
            Some(row) => listing.push(Place::Saved(row)),
            None => others.push(seen),
        }
    }
    (listing, others)
}

/// The rows that were listed in a folder of the table and say themselves that they lie there.
fn rows_in(saved: &Saved, folder: usize) -> Vec<usize> {
    let listed = saved.listings[folder].iter().copied();
    let is_there =
        |row: &usize| *row < saved.table.len() && saved.table.row(*row).folder_place() == folder;
    listed.filter(is_there).collect()
}

fn names<'a>(table: &'a Table, rows: &[usize]) -> HashMap<&'a str, usize> {
    let rows = rows.iter().copied();
    rows.map(|row| (table.row(row).file_name(), row)).collect()
}

/// Counts the entries of those saved records whose folders are not what they were when
/// they were counted last; says how many there were.
pub(crate) fn recount(
    store: &Store,
    saved: &Table,
    refreshed: &mut Refreshed,
    look: &Look,
) -> usize {
    let disk = store.disk();
    let mut recounted = 0;
    for (folder, listing) in look.folders.iter().zip(&mut refreshed.listings) {
        let folders = EntryFolders::of(folder, Reach::Folders);
        for place in listing {
            let Place::Saved(number) = *place else {
                continue;
            };
            let row = saved.row(number);
            let Some(own) = folders.of_file(row.file_name()) else {
                continue;
            };
            if row.entries().is_some() && own.is_as(row.folder_stamp()) {
                continue;
            }
            let entries = row.file().map(|file| own.count(&disk, &file));
            let entries = entries.unwrap_or(Counted::NONE);
            let new = refreshed.read.add_recounted(&row, &entries);
            refreshed.is_true[number] = false;
            *place = Place::Read(new);
            recounted += 1;
        }
    }
    recounted
}

/// The folders of entries that lie beside records.
struct EntryFolders<'a> {
    stamps: HashMap<&'a str, Option<FileStamp>>,
    reach: Reach,
}

impl<'a> EntryFolders<'a> {
    fn of(folder: &'a SeenFolder, reach: Reach) -> EntryFolders<'a> {
        let seen = match reach {
            Reach::Records => &[][..],
            Reach::Folders => &folder.folders,
        };
        let stamps = seen.iter().map(|seen| (folder.name(seen), seen.stamp));
        EntryFolders {
            stamps: stamps.collect(),
            reach,
        }
    }

    /// The folder of a record's entries; none where nobody asks.
    fn of_file(&self, file: &str) -> Option<EntryFolder> {
        let stamp = self.stamps.get(file.trim_end_matches(".yaml")).copied();
        let folder = match stamp {
            None => EntryFolder::Absent,
            // The size of a folder is the system's own affair.
            Some(Some(stamp)) => EntryFolder::Stamped(FileStamp { size: 0, ..stamp }),
            Some(None) => EntryFolder::Unstamped,
        };
        (self.reach == Reach::Folders).then_some(folder)
    }
}

/// The folder of a record's entries. What is behind a link is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryFolder {
    Absent,
    Stamped(FileStamp),
    /// Its stamp cannot be told.
    Unstamped,
}

impl EntryFolder {
    /// Whether it is the very folder that had this stamp.
    fn is_as(self, known: FileStamp) -> bool {
        match self {
            EntryFolder::Absent => known == FileStamp::NONE,
            EntryFolder::Stamped(stamp) => stamp == known,
            EntryFolder::Unstamped => false,
        }
    }

    fn count(self, disk: &Disk, record: &RecordFile) -> Counted {
        match self {
            EntryFolder::Absent => Counted::NONE,
            EntryFolder::Stamped(stamp) => Counted::of(disk, record, stamp),
            EntryFolder::Unstamped => Counted::of(disk, record, FileStamp::NONE),
        }
    }
}
