//! Putting the table on disk, when that pays.

use std::io;
use std::path::Path;

use crate::index::draft;
use crate::index::snapshot::file;
use crate::index::snapshot::file::Saved;
use crate::index::snapshot::refresh::Place;
use crate::index::snapshot::row;
use crate::index::snapshot::table::Table;
use crate::index::snapshot::whole::Snapshot;
use crate::store::FileStamp;

/// Writing a row costs about an eight-hundredth of reading a file, counted over
/// the next ten commands.
const ROWS_PER_CHANGE: usize = 800;

/// How much differs from what is on disk.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Difference {
    /// Rows that came, changed or went.
    pub(crate) rows: usize,
    /// Whether there is anything on disk.
    pub(crate) has_file: bool,
}

impl Difference {
    /// Whether the commands to come save more than the writing costs.
    pub(crate) fn pays(self, rows: usize) -> bool {
        let is_new = !self.has_file && rows > 0;
        is_new || (self.rows > 0 && self.rows * ROWS_PER_CHANGE >= rows)
    }
}

/// Writes the rows of a snapshot whose stamps are settled: those of files that
/// changed within the present tick prove nothing later.
///
/// # Errors
/// A disk that cannot be written, or is full; what was there stays.
pub(crate) fn save(path: &Path, snapshot: &Snapshot) -> io::Result<()> {
    // A file system whose clock lags behind stamps later changes with earlier times.
    draft::put(path, |lag| {
        let saved = settled(snapshot, snapshot.begun().saturating_sub(lag));
        file::bytes(&saved)
    })
}

/// The rows that can be trusted later, in the order of their keys.
fn settled(snapshot: &Snapshot, moment: i64) -> Saved {
    let mut table = Table {
        numbers: Vec::with_capacity(snapshot.len() * row::SIZE),
        texts: String::with_capacity(snapshot.saved.texts.len() + snapshot.read.texts.len()),
        folders: Vec::new(),
    };
    let mut new_places = NewPlaces::of(snapshot);
    for place in &snapshot.order {
        let own = snapshot.at(*place);
        if !own.stamp().is_settled_at(moment) {
            continue;
        }
        let added = table.add_row(&own);
        let folder = own.folder_stamp();
        if folder != FileStamp::NONE && !folder.is_settled_at(moment) {
            row::forget_entries(table.numbers_mut(added));
        }
        new_places.set(*place, added);
    }
    let mut listings = vec![Vec::new(); table.folders.len()];
    for place in snapshot.listings.iter().flatten() {
        let Some(added) = new_places.get(*place) else {
            continue;
        };
        let folder = table.row(added).folder_place();
        listings[folder].push(added);
    }
    Saved { table, listings }
}

/// Where the rows of a snapshot stand in the table that is written.
struct NewPlaces {
    saved: Vec<Option<usize>>,
    read: Vec<Option<usize>>,
}

impl NewPlaces {
    fn of(snapshot: &Snapshot) -> NewPlaces {
        NewPlaces {
            saved: vec![None; snapshot.saved.len()],
            read: vec![None; snapshot.read.len()],
        }
    }

    fn set(&mut self, place: Place, new: usize) {
        match place {
            Place::Saved(row) => self.saved[row] = Some(new),
            Place::Read(row) => self.read[row] = Some(new),
        }
    }

    fn get(&self, place: Place) -> Option<usize> {
        match place {
            Place::Saved(row) => self.saved[row],
            Place::Read(row) => self.read[row],
        }
    }
}
