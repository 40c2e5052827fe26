//! Putting the table on disk, when that pays.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::index::snapshot::file;
use crate::index::snapshot::file::Saved;
use crate::index::snapshot::refresh::Place;
use crate::index::snapshot::row;
use crate::index::snapshot::table::Table;
use crate::index::snapshot::whole::Snapshot;
use crate::store::FileStamp;
use crate::store::clock;

/// Writing a row costs about an eight-hundredth of reading a file, counted over
/// the next ten commands.
const ROWS_PER_CHANGE: usize = 800;

/// How a draft's name ends.
const DRAFT: &[u8] = b".new";

/// After so many nanoseconds nobody writes a draft any more: a minute.
const DRAFT_AGE: i64 = 60_000_000_000;

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
pub(crate) fn save(path: &Path, snapshot: &Snapshot, begun: i64) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    remove_old_drafts(folder);
    let draft = draft_of(path);
    let written = write(&draft, snapshot, begun).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&draft);
    }
    written
}

/// Removes what programs left behind that were killed while they wrote.
fn remove_old_drafts(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_draft = entry.file_name().as_encoded_bytes().ends_with(DRAFT);
        let stamp = entry.metadata().ok().and_then(|m| FileStamp::of(&m));
        let is_old = stamp.is_some_and(|stamp| stamp.modified < clock() - DRAFT_AGE);
        if is_draft && is_old {
            // Another program may have been quicker.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn draft_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}.{}.new", std::process::id()))
}

fn write(draft: &Path, snapshot: &Snapshot, begun: i64) -> io::Result<()> {
    let mut file = File::create(draft)?;
    let lag = file.metadata().ok().and_then(|m| FileStamp::of(&m));
    // A file system whose clock lags behind stamps later changes with earlier times.
    let lag = lag.map_or(0, |stamp| clock().saturating_sub(stamp.modified).max(0));
    let saved = settled(snapshot, begun.saturating_sub(lag));
    let bytes = file::bytes(&saved).ok_or(io::ErrorKind::FileTooLarge)?;
    file.write_all(&bytes)
}

/// The rows that can be trusted later, in the order of their keys.
fn settled(snapshot: &Snapshot, moment: i64) -> Saved {
    let mut table = Table {
        numbers: Vec::with_capacity(snapshot.saved.numbers.len()),
        texts: String::with_capacity(snapshot.saved.texts.len()),
        folders: Vec::new(),
    };
    let mut new_places = NewPlaces::of(snapshot);
    for place in &snapshot.order {
        let own = snapshot.at(*place);
        if !own.stamp().is_settled_at(moment) {
            continue;
        }
        let Some(added) = table.add_row(&own) else {
            continue;
        };
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
        let folder = table.row(added as usize).folder_place();
        listings[folder].push(added);
    }
    Saved { table, listings }
}

/// Where the rows of a snapshot stand in the table that is written.
struct NewPlaces {
    saved: Vec<Option<u32>>,
    read: Vec<Option<u32>>,
}

impl NewPlaces {
    fn of(snapshot: &Snapshot) -> NewPlaces {
        NewPlaces {
            saved: vec![None; snapshot.saved.len()],
            read: vec![None; snapshot.read.len()],
        }
    }

    fn set(&mut self, place: Place, new: usize) {
        let new = u32::try_from(new).ok();
        match place {
            Place::Saved(row) => self.saved[row as usize] = new,
            Place::Read(row) => self.read[row as usize] = new,
        }
    }

    fn get(&self, place: Place) -> Option<u32> {
        match place {
            Place::Saved(row) => self.saved[row as usize],
            Place::Read(row) => self.read[row as usize],
        }
    }
}
