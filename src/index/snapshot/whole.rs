//! All records of a kind, as they are now.

use std::cmp::Ordering;
use std::path::Path;

use crate::domain::Record;
use crate::domain::key_order;
use crate::index::EntryCount;
use crate::index::Row;
use crate::index::snapshot::entry_count::Counted;
use crate::index::snapshot::file;
use crate::index::snapshot::file::Saved;
use crate::index::snapshot::refresh;
use crate::index::snapshot::refresh::Place;
use crate::index::snapshot::saving;
use crate::index::snapshot::saving::Difference;
use crate::index::snapshot::table::Table;
use crate::store::FileStamp;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::Store;
use crate::store::duplicate_key;

/// All records of a kind that can be read, sorted by key, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// What is wrong with files, sorted by path.
    pub problems: Vec<Problem>,
    begun: i64,
    /// How far the look went.
    reach: Option<Reach>,
    pub(crate) saved: Table,
    pub(crate) read: Table,
    /// The rows by key, then by path.
    pub(crate) order: Vec<Place>,
    /// The rows of each folder as the system lists them.
    pub(crate) listings: Vec<Vec<Place>>,
}

impl Snapshot {
    /// The records of a kind as their files are now.
    ///
    /// `folder` is where the table is kept; whatever is wrong with that, the
    /// answer is the same and only takes longer. A store of other files than those on disk is read whole.
    pub fn fresh<R: Record + Send>(store: &Store, folder: &Path, reach: Reach) -> Snapshot {
        let Some(look) = store.look(&R::KIND, reach) else {
            return Snapshot::of_other_files::<R>(store, reach);
        };
        let path = folder.join(format!("{}.snapshot", R::KIND.folder));
        // Of a kind that the project does not use, nothing is kept.
        let has_any = look.folders.iter().any(|folder| !folder.files.is_empty());
        let saved = if has_any { file::read(&path) } else { None };
        let has_file = saved.is_some();
        let saved = saved.unwrap_or_default();
        let mut refreshed = refresh::refresh::<R>(store, &saved, &look, reach);
        let recounted = match reach {
            Reach::Records => 0,
            Reach::Folders => refresh::recount(store, &saved.table, &mut refreshed, &look),
        };
        let kept = refreshed.is_true.iter().filter(|is_true| **is_true).count();
        let gone = saved.table.len() - kept;
        let came = settled_rows(&refreshed.read, look.begun);
        let difference = Difference {
            rows: came.max(gone).max(recounted),
            has_file,
        };
        let mut problems = look.rest.problems;
        problems.append(&mut refreshed.problems);
        let order = in_order(&saved, &refreshed);
        let begun = look.begun;
        // Much of the memory that writing the table takes was the look's.
        drop(look.folders);
        let mut snapshot = Snapshot {
            problems,
            begun,
            reach: Some(reach),
            saved: saved.table,
            read: refreshed.read,
            order,
            listings: refreshed.listings,
        };
        snapshot.finish();
        // While a writer is at work, what is written now is old at once.
        if difference.pays(snapshot.len()) && (!has_file || !store.is_being_written()) {
            // A table that cannot be kept costs time, and nothing else.
            let _ = saving::save(&path, &snapshot);
        }
        snapshot
    }

    fn of_other_files<R: Record>(store: &Store, reach: Reach) -> Snapshot {
        let loaded = store.load_all::<R>();
        let mut read = Table::default();
        for stored in &loaded.records {
            let entries = match reach {
                Reach::Records => None,
                Reach::Folders => Some(Counted::of(store.source(), &stored.file, FileStamp::NONE)),
            };
            read.add(stored, FileStamp::NONE, entries.as_ref());
        }
        Snapshot {
            problems: loaded.problems,
            begun: i64::MIN,
            reach: Some(reach),
            order: (0..read.len()).map(Place::Read).collect(),
            saved: Table::default(),
            read,
            listings: Vec::new(),
        }
    }

    /// When the look began that it comes from, in nanoseconds since 1970.
    pub fn begun(&self) -> i64 {
        self.begun
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The record at a place, the places being those of the keys' order.
    pub fn row(&self, place: usize) -> Row<'_> {
        self.at(self.order[place])
    }

    /// All records in the order of their keys.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.order.iter().map(|place| self.at(*place))
    }

    /// The record with this key, the first where there are several.
    pub fn find(&self, id: &str) -> Option<Row<'_>> {
        let place = self.guess(id).unwrap_or_else(|| {
            let wanted = key_order(id);
            self.order
                .partition_point(|place| key_order(self.at(*place).id()) < wanted)
        });
        let found = self.order.get(place).map(|place| self.at(*place));
        found.filter(|row| row.id() == id)
    }

    /// The place of the first record with this key, where few numbers are left out: the
    /// hundredth record then is not far from number 100.
    fn guess(&self, id: &str) -> Option<usize> {
        let number: usize = id.rsplit('-').next()?.parse().ok()?;
        let place = number.checked_sub(1)?;
        let is_it = |place: usize| {
            let found = self.order.get(place);
            found.is_some_and(|found| self.at(*found).id() == id)
        };
        let is_first = place == 0 || !is_it(place - 1);
        (is_first && is_it(place)).then_some(place)
    }

    /// What the entries of a record are, looked up if need be.
    pub fn entries(&self, store: &Store, row: &Row<'_>) -> EntryCount {
        // Of folders that were not looked at, only the past is known.
        let known = row.entries().filter(|_| self.reach == Some(Reach::Folders));
        known.unwrap_or_else(|| {
            let file = row.file();
            file.map(|file| Counted::of(store.source(), &file, FileStamp::NONE).count)
                .unwrap_or_default()
        })
    }

    pub(crate) fn at(&self, place: Place) -> Row<'_> {
        match place {
            Place::Saved(row) => self.saved.row(row),
            Place::Read(row) => self.read.row(row),
        }
    }

    /// Names the twins, and sorts what is wrong.
    fn finish(&mut self) {
        let mut twins = Vec::new();
        let mut previous: Option<Row<'_>> = None;
        let mut id = "";
        for row in self.rows() {
            let own = row.id();
            if let (Some(previous), true) = (previous, own == id) {
                twins.push(duplicate_key(id, &previous.path(), &row.path()));
            }
            (previous, id) = (Some(row), own);
        }
        self.problems.extend(twins);
        self.problems.sort();
    }
}

/// How many of the rows can be kept on disk.
fn settled_rows(table: &Table, begun: i64) -> usize {
    let rows = (0..table.len()).map(|place| table.row(place));
    rows.filter(|row| row.stamp().is_settled_at(begun)).count()
}

/// The true rows by key, then by path: the saved ones are in that order already.
fn in_order(saved: &Saved, refreshed: &refresh::Refreshed) -> Vec<Place> {
    let kept = (0..saved.table.len()).filter(|row| refreshed.is_true[*row]);
    let mut order: Vec<Place> = kept.map(Place::Saved).collect();
    if refreshed.read.len() == 0 {
        return order;
    }
    order.extend((0..refreshed.read.len()).map(Place::Read));
    let at = |place: &Place| match *place {
        Place::Saved(row) => saved.table.row(row),
        Place::Read(row) => refreshed.read.row(row),
    };
    // Two sorted runs, or nearly so, are merged in one pass by the stable sort.
    order.sort_by(|a, b| compare(&at(a), &at(b)));
    order
}

fn compare(a: &Row<'_>, b: &Row<'_>) -> Ordering {
    let by_key = key_order(a.id()).cmp(&key_order(b.id()));
    by_key.then_with(|| a.path().cmp(&b.path()))
}
