//! The lines of all records, as they are now.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::thread;

use crate::domain::Record;
use crate::index::Piece;
use crate::index::Row;
use crate::index::Snapshot;
use crate::index::draft;
use crate::index::lines::file;
use crate::index::lines::file::NewLine;
use crate::index::lines::file::Saved;
use crate::index::lines::line;
use crate::index::lines::line::Source;
use crate::index::lines::printer::Printer;
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
    /// The lines that were made just now: all before the middle, and all behind it.
    made: Vec<[String; 2]>,
    /// For each record of the snapshot, where its line is; none for one that cannot be read any more.
    places: Vec<Option<Place>>,
    /// What is wrong with the files of those.
    pub problems: Vec<Problem>,
}

/// What other records and the settings tell of the records of a snapshot.
pub trait Others {
    /// What they decide of the record at a place, as it stands in its line.
    fn middle(&self, place: usize) -> String;

    /// The places of all records in the order that is asked for most.
    fn order(&self) -> Vec<usize>;
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Saved(usize),
    Made(usize),
}

impl Lines {
    /// The lines of all records of a snapshot that knows their entries. Those that
    /// are not in `folder` are made of the files, and put there when that pays.
    pub fn fresh<R: Record + Send>(
        store: &Store,
        folder: &Path,
        snapshot: &Snapshot,
        others: &impl Others,
    ) -> Lines {
        let path = folder.join(format!("{}.lines", R::KIND.folder));
        let mut lines = Lines {
            saved: Saved::open(&path),
            made: Vec::new(),
            places: Vec::with_capacity(snapshot.len()),
            problems: Vec::new(),
        };
        lines.find(snapshot);
        let missing = lines.places.iter().enumerate();
        let missing = missing.filter(|(_, found)| found.is_none());
        let missing = missing.map(|(place, _)| place).collect();
        lines.make::<R>(store, snapshot, missing);
        let settled = (snapshot.rows().zip(&lines.places))
            .filter(|(row, place)| {
                matches!(place, Some(Place::Made(_)))
                    && Source::of(row).is_settled_at(snapshot.begun())
            })
            .count();
        if settled > 0 && settled * 100 >= snapshot.len() * PERCENT_NEW {
            lines.save(&path, snapshot, others);
        }
        lines
    }

    /// Prints the lines of records, given by their places in the snapshot; `around` is what
    /// stands before the first, between two and after the last. Those that cannot be read
    /// any more are left out.
    ///
    /// # Errors
    /// What `print` says.
    pub fn print<E>(
        &self,
        places: &[usize],
        around: [&str; 3],
        others: &impl Others,
        print: impl FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut printer = Printer::new(self.saved.file(), print);
        let [start, between, end] = around;
        let mut is_first = true;
        for place in places {
            let Some(line) = self.places.get(*place).copied().flatten() else {
                continue;
            };
            if is_first {
                printer.text(start)?;
            } else {
                printer.between(between)?;
            }
            is_first = false;
            let middle = others.middle(*place);
            match line {
                Place::Saved(line) => {
                    let Some(span) = self.saved.span(line) else {
                        continue;
                    };
                    if Source::sum_of(middle.bytes()) == span.middle_sum {
                        printer.kept(span.whole)?;
                    } else {
                        printer.kept(span.whole.start..span.middle.start)?;
                        printer.text(&middle)?;
                        printer.kept(span.middle.end..span.whole.end)?;
                    }
                }
                Place::Made(line) => {
                    let [head, tail] = &self.made[line];
                    for part in [head, &middle, tail] {
                        printer.text(part)?;
                    }
                }
            }
        }
        if is_first {
            printer.text(start)?;
        }
        printer.text(end)
    }

    /// Finds the lines that are still true.
    fn find(&mut self, snapshot: &Snapshot) {
        let saved = &self.saved;
        // Where the lines are many, their checksums take as long as all the rest.
        let (found, is_whole) = thread::scope(|scope| {
            let check = scope.spawn(|| saved.is_whole());
            let found = find(saved, snapshot);
            (found, check.join().expect("a check does not panic"))
        });
        if is_whole {
            self.places = found;
        } else {
            self.places.resize(snapshot.len(), None);
        }
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
                    self.made.push([head, tail]);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        self.problems.sort();
    }

    fn save(&self, path: &Path, snapshot: &Snapshot, others: &impl Others) {
        let order = others.order();
        // Lines that cannot be kept cost time, and nothing else.
        let _ = draft::put(path, |lag| {
            let moment = snapshot.begun().saturating_sub(lag);
            let places = snapshot.rows().enumerate();
            let settled = places.filter_map(|(place, row)| {
                let source = Some(Source::of(&row)).filter(|own| own.is_settled_at(moment))?;
                let [head, tail] = self.ends(place)?;
                Some((place, source, [head, others.middle(place).into(), tail]))
            });
            let settled: Vec<(usize, Source, [Cow<'_, str>; 3])> = settled.collect();
            let mut new_places = vec![None; snapshot.len()];
            for (new, (place, ..)) in settled.iter().enumerate() {
                new_places[*place] = Some(new);
            }
            let order = order.into_iter().filter_map(|place| new_places[place]);
            let lines = settled.iter();
            let lines =
                lines.map(|(_, source, parts)| (*source, parts.each_ref().map(|part| &**part)));
            let lines: Vec<NewLine<'_>> = lines.collect();
            Some(file::bytes(&lines, &order.collect::<Vec<_>>()))
        });
    }

    /// What stands before the middle of a line, and what behind it.
    fn ends(&self, place: usize) -> Option<[Cow<'_, str>; 2]> {
        match self.places[place]? {
            Place::Made(line) => Some(self.made[line].each_ref().map(Cow::from)),
            Place::Saved(line) => {
                let span = self.saved.span(line)?;
                let head = self.saved.read(&(span.whole.start..span.middle.start));
                let tail = self.saved.read(&(span.middle.end..span.whole.end));
                Some([head.ok()?.into(), tail.ok()?.into()])
            }
        }
    }
}

/// Where the lines of records are that are still true.
fn find(saved: &Saved, snapshot: &Snapshot) -> Vec<Option<Place>> {
    let mut by_source: Option<HashMap<u64, usize>> = None;
    let mut next = 0;
    let find = |row: Row<'_>| {
        let source = Source::of(&row);
        // Both are in the order of the keys, so the next one mostly is the right one.
        let is_next = next < saved.len() && saved.source(next).path == source.path;
        let found = if is_next {
            Some(next)
        } else {
            let all = by_source.get_or_insert_with(|| {
                let places = 0..saved.len();
                places
                    .map(|place| (saved.source(place).path, place))
                    .collect()
            });
            all.get(&source.path).copied()
        };
        next = found.map_or(next, |found| found + 1);
        let is_true =
            |found: &usize| saved.source(*found) == source && saved.span(*found).is_some();
        found.filter(is_true).map(Place::Saved)
    };
    snapshot.rows().map(find).collect()
}
