//! Reads what differs between two states, and nothing else.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde_json::Value;

use crate::domain::Entry;
use crate::domain::Fact;
use crate::domain::Pair;
use crate::domain::Record;
use crate::domain::RecordChange;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Snapshot;
use crate::domain::Ticket;
use crate::domain::pairs;
use crate::domain::setting_facts;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::State;
use crate::ops::diff::place::Place;
use crate::ops::diff::place::SETTINGS;
use crate::ops::tracker::HOME;
use crate::store::EntryFile;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::parse_entry;
use crate::store::parse_record;
use crate::store::unknown_fields;

/// The records and settings whose files differ between two states.
#[derive(Debug)]
pub(crate) struct Compared {
    /// Each ticket in both states, sorted by key.
    pub(crate) pairs: Vec<Pair<Ticket>>,
    /// What happened to records of the other kinds, by kind and key.
    pub(crate) planned: Vec<RecordChange>,
    /// The differences of the settings.
    pub(crate) settings: Vec<Fact>,
    /// Files that could not be read, in either state; they are left out of both.
    pub(crate) problems: Vec<Problem>,
}

impl Compared {
    /// What happened to records of any kind: tickets, then the others.
    pub(crate) fn changes(&self) -> Vec<RecordChange> {
        let tickets = self.pairs.iter().filter_map(RecordChange::between);
        tickets.chain(self.planned.iter().cloned()).collect()
    }
}

/// Compares two states.
pub(crate) fn between(tracker: &Tracker, from: &State, to: &State) -> Result<Compared, OpError> {
    Ok(compare(tracker, [from, to], differing(tracker, from, to)?))
}

/// Compares two states as far as these files go.
pub(crate) fn compare(tracker: &Tracker, states: [&State; 2], differing: Differing) -> Compared {
    let Differing { places, problems } = differing;
    let mut reader = Reader {
        tracker,
        states,
        problems,
    };
    let [before, after] = reader.snapshots::<Ticket>(&places);
    let mut planned = Vec::new();
    for kind in RecordKind::ALL {
        let is_there = places.iter().any(|place| place.kind() == Some(kind));
        if kind != RecordKind::Ticket && is_there {
            planned.extend(kind.accept(Changes {
                reader: &mut reader,
                places: &places,
            }));
        }
    }
    let settings = if places.contains(&Place::Settings) {
        reader.settings()
    } else {
        Vec::new()
    };
    let mut problems = reader.problems;
    problems.sort();
    problems.dedup();
    Compared {
        pairs: pairs(before, after),
        planned,
        settings,
        problems,
    }
}

/// Files whose bytes differ between two states.
#[derive(Debug, Clone, Default)]
pub(crate) struct Differing {
    /// Those of ours, sorted by path.
    pub(crate) places: Vec<Place>,
    /// Those on disk that cannot be read.
    pub(crate) problems: Vec<Problem>,
}

/// Finds the files whose bytes differ; none of them is parsed.
pub(crate) fn differing(tracker: &Tracker, from: &State, to: &State) -> Result<Differing, OpError> {
    if let (Some(from), Some(to)) = (from.commit(), to.commit()) {
        let changes = tracker.vcs.changes(from, to, HOME)?;
        let places = changes
            .iter()
            .filter_map(|change| Place::from_root(&change.path));
        return Ok(Differing {
            places: places.collect(),
            problems: Vec::new(),
        });
    }
    let (from, to) = (from.contents(tracker)?, to.contents(tracker)?);
    let paths: BTreeSet<&String> = from.files.keys().chain(to.files.keys()).collect();
    let differs = |path: &&&String| match (from.files.get(**path), to.files.get(**path)) {
        (Some(None), _) | (_, Some(None)) => false,
        (before, after) => before != after,
    };
    let places = paths.iter().filter(differs);
    let places = places.filter_map(|path| Place::of(path));
    let mut problems = from.problems;
    problems.extend(to.problems);
    Ok(Differing {
        places: places.collect(),
        problems,
    })
}

/// For each record's path, its entries in the first and in the second state.
type Entries = BTreeMap<String, [Vec<Entry>; 2]>;

struct Reader<'a> {
    tracker: &'a Tracker,
    states: [&'a State; 2],
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reads the entries of one kind's records that differ.
    fn entries(&mut self, places: &[&Place]) -> Entries {
        let mut entries = Entries::new();
        for place in places {
            let Place::Entry { file, owner } = place else {
                continue;
            };
            let read = self.in_both(|tracker, state| entry(tracker, state, file));
            let both = entries.entry(owner.path.clone()).or_default();
            for (list, entry) in both.iter_mut().zip(read.into_iter().flatten()) {
                list.extend(entry);
            }
        }
        entries
    }

    /// Reads the records of one kind that differ, or whose entries do.
    fn snapshots<R: Record>(&mut self, places: &[Place]) -> [Vec<Snapshot<R>>; 2] {
        let is_its = |place: &&Place| {
            let kind = place.kind();
            kind.is_some_and(|kind| kind.kind().folder == R::KIND.folder)
        };
        let places: Vec<&Place> = places.iter().filter(is_its).collect();
        let mut entries = self.entries(&places);
        let mut files: BTreeMap<&str, &RecordFile> = BTreeMap::new();
        for place in places {
            match place {
                Place::Record(file) | Place::Entry { owner: file, .. } => {
                    files.insert(&file.path, file);
                }
                Place::Settings => {}
            }
        }
        let mut snapshots = [Vec::new(), Vec::new()];
        for file in files.into_values() {
            let Some(read) = self.in_both(|tracker, state| record_at(tracker, state, file)) else {
                continue;
            };
            let entries = entries.remove(&file.path).unwrap_or_default();
            for ((list, snapshot), entries) in snapshots.iter_mut().zip(read).zip(entries) {
                list.extend(snapshot.map(|snapshot| Snapshot {
                    entries,
                    ..snapshot
                }));
            }
        }
        snapshots
    }

    fn settings(&mut self) -> Vec<Fact> {
        match self.in_both(settings) {
            Some([before, after]) => {
                setting_facts(&before.unwrap_or_default(), &after.unwrap_or_default())
            }
            None => Vec::new(),
        }
    }

    /// Reads a file in both states; one that cannot be read in one of them differs in no known way.
    fn in_both<T>(
        &mut self,
        read: impl Fn(&Tracker, &State) -> Result<Option<T>, Problem>,
    ) -> Option<[Option<T>; 2]> {
        let [from, to] = self.states;
        match (read(self.tracker, from), read(self.tracker, to)) {
            (Ok(before), Ok(after)) => Some([before, after]),
            (before, after) => {
                self.problems
                    .extend(before.err().map(|problem| from.located(problem)));
                self.problems
                    .extend(after.err().map(|problem| to.located(problem)));
                None
            }
        }
    }
}

/// What happened to the records of one kind.
struct Changes<'a, 'b> {
    reader: &'a mut Reader<'b>,
    places: &'a [Place],
}

impl RecordVisitor for Changes<'_, '_> {
    type Output = Vec<RecordChange>;

    fn visit<R: Record + 'static>(self) -> Vec<RecordChange> {
        let [before, after] = self.reader.snapshots::<R>(self.places);
        let pairs = pairs(before, after);
        pairs.iter().filter_map(RecordChange::between).collect()
    }
}

/// The record of a file in one state, without its entries; none where there is no such file.
pub(crate) fn record_at<R: Record>(
    tracker: &Tracker,
    state: &State,
    file: &RecordFile,
) -> Result<Option<Snapshot<R>>, Problem> {
    let Some(bytes) = state.bytes(tracker, &file.path)? else {
        return Ok(None);
    };
    let stored = parse_record::<R>(file, &bytes)?;
    Ok(Some(Snapshot {
        path: file.path.clone(),
        record: stored.record,
        others: unknown_fields(R::FIELDS, &bytes),
        entries: Vec::new(),
    }))
}

fn entry(tracker: &Tracker, state: &State, file: &EntryFile) -> Result<Option<Entry>, Problem> {
    let bytes = state.bytes(tracker, &file.path)?;
    bytes.map(|bytes| parse_entry(file, &bytes)).transpose()
}

/// The settings by their names, `defaults.type`.
fn settings(tracker: &Tracker, state: &State) -> Result<Option<BTreeMap<String, Value>>, Problem> {
    let Some(bytes) = state.bytes(tracker, SETTINGS)? else {
        return Ok(None);
    };
    let mut named = BTreeMap::new();
    for (name, value) in unknown_fields(&[], &bytes) {
        flatten(&mut named, name, value);
    }
    Ok(Some(named))
}

fn flatten(named: &mut BTreeMap<String, Value>, name: String, value: Value) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (inner, value) in map {
                flatten(named, format!("{name}.{inner}"), value);
            }
        }
        value => {
            named.insert(name, value);
        }
    }
}
