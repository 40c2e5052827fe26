//! The lines of all records, as they are now.

use std::collections::HashMap;
use std::path::Path;

use crate::domain::Record;
use crate::index::Line;
use crate::index::Snapshot;
use crate::index::draft;
use crate::index::lines::file;
use crate::index::lines::file::Saved;
use crate::index::lines::line;
use crate::index::lines::line::Source;
use crate::index::reading::read_all;
use crate::store::Disk;
use crate::store::Problem;
use crate::store::Store;
use crate::store::Stored;
use crate::view;

/// Writing all lines pays when so many of them, in parts of a hundred, are new.
const PERCENT_NEW: usize = 2;

/// The lines of the records of a snapshot.
#[derive(Debug)]
pub struct Lines {
    saved: Saved,
    /// The lines that were made just now.
    made: Vec<(String, String)>,
    /// For each record of the snapshot, where its line is; none for one that cannot be read any more.
    places: Vec<Option<Place>>,
    /// What is wrong with the files of those.
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Saved(usize),
    Made(usize),
}

impl Lines {
    /// The lines of all records of a snapshot that knows their entries. Those that
    /// are not in `folder` are made of the files, and put there when that pays.
    pub fn fresh<R: Record + Send>(store: &Store, folder: &Path, snapshot: &Snapshot) -> Lines {
        let path = folder.join(format!("{}.lines", R::KIND.folder));
        let mut lines = Lines {
            saved: Saved::read(&path),
            made: Vec::new(),
            places: Vec::with_capacity(snapshot.len()),
            problems: Vec::new(),
        };
        let missing = lines.find(snapshot);
        lines.make::<R>(store, snapshot, missing);
        let settled = (snapshot.rows().zip(&lines.places))
            .filter(|(row, place)| {
                matches!(place, Some(Place::Made(_)))
                    && Source::of(row).is_settled_at(snapshot.begun())
            })
            .count();
        if settled > 0 && settled * 100 >= snapshot.len() * PERCENT_NEW {
            lines.save(&path, snapshot);
        }
        lines
    }

    /// The line of the record at a place of the snapshot; none where it cannot be read any more.
    pub fn line(&self, place: usize) -> Option<Line<'_>> {
        match self.places.get(place).copied().flatten()? {
            Place::Saved(place) => self.saved.line(place),
            Place::Made(place) => {
                let (head, tail) = &self.made[place];
                Some(Line { head, tail })
            }
        }
    }

    /// Finds the lines that are still true, and names the records without one.
    fn find(&mut self, snapshot: &Snapshot) -> Vec<usize> {
        let mut missing = Vec::new();
        let mut by_source: Option<HashMap<u64, usize>> = None;
        let mut next = 0;
        for (place, row) in snapshot.rows().enumerate() {
            let source = Source::of(&row);
            // Both are in the order of the keys, so the next one mostly is the right one.
            let is_next = next < self.saved.len() && self.saved.source(next).path == source.path;
            let found = if is_next {
                Some(next)
            } else {
                let all = by_source.get_or_insert_with(|| {
                    let places = 0..self.saved.len();
                    places
                        .map(|place| (self.saved.source(place).path, place))
                        .collect()
                });
                all.get(&source.path).copied()
            };
            next = found.map_or(next, |found| found + 1);
            let found = found.filter(|found| self.saved.source(*found) == source);
            let is_whole = found.filter(|found| self.saved.is_whole(*found));
            if is_whole.is_none() {
                missing.push(place);
            }
            self.places.push(is_whole.map(Place::Saved));
        }
        missing
    }

    fn make<R: Record + Send>(&mut self, store: &Store, snapshot: &Snapshot, missing: Vec<usize>) {
        let files = missing.into_iter().filter_map(|place| {
            let file = snapshot.row(place).file()?;
            Some((place, file))
        });
        let files: Vec<_> = files.collect();
        let render = |_: &Disk, _: &usize, stored: Stored<R>| {
            let mut text = view::json_text(&view::fields(&stored.record).into());
            // The closing brace comes after what is computed.
            text.pop();
            text
        };
        for (place, head) in read_all(store, files, &render) {
            match head {
                Ok(head) => {
                    let row = snapshot.row(place);
                    let tail = line::tail_of(&row, snapshot.entries(store, &row));
                    self.places[place] = Some(Place::Made(self.made.len()));
                    self.made.push((head, tail));
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        self.problems.sort();
    }

    fn save(&self, path: &Path, snapshot: &Snapshot) {
        let settled = |moment: i64| -> Vec<(Source, Line<'_>)> {
            (snapshot.rows().enumerate())
                .map(|(place, row)| (Source::of(&row), place))
                .filter(|(source, _)| source.is_settled_at(moment))
                .filter_map(|(source, place)| Some((source, self.line(place)?)))
                .collect()
        };
        // Lines that cannot be kept cost time, and nothing else.
        let _ = draft::put(path, |lag| {
            let lines = settled(snapshot.begun().saturating_sub(lag));
            Some(file::bytes(lines.into_iter()))
        });
    }
}
