//! Records of the own formats: with a key as `export` writes them, without
//! one as people do.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::allocate::Allocator;
use crate::ops::import::Imported;
use crate::ops::import::Progress;
use crate::ops::import::handmade;
use crate::ops::import::incoming::Fault;
use crate::ops::import::incoming::Incoming;
use crate::ops::import::incoming::Place;
use crate::ops::import::incoming::key_of;
use crate::ops::import::present::Present;
use crate::ops::import::present::Verdict;
use crate::ops::portable::Found;
use crate::ops::portable::Portable;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::ProblemCode;

/// More bad records than this are counted, not listed.
const LISTED_MAX: usize = 10;

/// A record that can be read and, where it has one, its key.
struct Candidate {
    portable: Portable,
    key: Option<Key>,
    place: Place,
}

/// Stages the files of all records that are not here yet.
///
/// # Errors
/// A record that is unusable, or two that cannot be in one project: then
/// nothing is imported, as the source is not what somebody meant it to be.
pub(crate) fn stage(
    work: &mut Work<'_>,
    found: Vec<Found>,
    source: &str,
    progress: Progress<'_>,
) -> Result<Imported, OpError> {
    let tracker = work.tracker;
    let present = Present::read(tracker);
    let mut faults = Vec::new();
    let candidates = candidates(found, source, &mut faults);
    let all = prepare(tracker, &present, candidates, &mut faults)?;
    refuse(faults)?;

    let total = all.len();
    let mut imported = Imported::default();
    for (index, incoming) in all.into_iter().enumerate() {
        progress(index, total);
        match present.judge(tracker, &incoming) {
            Verdict::Same => imported.unchanged += 1,
            Verdict::Problem(problem) => imported.problems.push(problem),
            Verdict::New => {
                imported.entries += incoming.portable.entries.len();
                for (path, text) in incoming.files {
                    work.transaction.put(&path, text.into_bytes())?;
                }
                work.transaction.use_key(&incoming.key);
                imported.created.push(incoming.key);
            }
        }
    }
    progress(total, total);
    Ok(imported)
}

fn candidates(found: Vec<Found>, source: &str, faults: &mut Vec<Problem>) -> Vec<Candidate> {
    let mut candidates = Vec::with_capacity(found.len());
    for found in found {
        let place = Place::of(&found, source);
        let read = found.fields.and_then(|fields| {
            let portable = Portable::from_map(fields)?;
            let key = key_of(&portable)?;
            Ok((portable, key))
        });
        match read {
            Ok((portable, key)) => candidates.push(Candidate {
                portable,
                key,
                place,
            }),
            Err(fault) => faults.push(place.problem(ProblemCode::Invalid, &fault)),
        }
    }
    candidates
}

/// Checks every record, by itself and against the others of the source.
fn prepare(
    tracker: &Tracker,
    present: &Present,
    candidates: Vec<Candidate>,
    faults: &mut Vec<Problem>,
) -> Result<Vec<Incoming>, OpError> {
    let mut allocator = Allocator::new(tracker, &Ticket::KIND, &tracker.prefix);
    let given: HashSet<Key> = candidates.iter().filter_map(|c| c.key.clone()).collect();
    for key in &given {
        allocator.skip(key);
    }
    let exists = |key: &Key| given.contains(key) || present.has(key);
    let mut all = Vec::with_capacity(candidates.len());
    let mut twins = Twins::default();
    for candidate in candidates {
        let place = candidate.place.clone();
        let incoming = match candidate.key {
            Some(_) => Incoming::new(candidate.portable, candidate.place),
            None => make(tracker, candidate, &allocator.next(tracker)?, exists),
        };
        match incoming.and_then(|incoming| twins.refuse(incoming)) {
            Ok(incoming) => all.push(incoming),
            Err(fault) => faults.push(place.problem(ProblemCode::Invalid, &fault)),
        }
    }
    Ok(all)
}

fn make(
    tracker: &Tracker,
    mut candidate: Candidate,
    key: &Key,
    exists: impl Fn(&Key) -> bool,
) -> Result<Incoming, Fault> {
    handmade::complete(tracker, &mut candidate.portable, key)?;
    let incoming = Incoming::new(candidate.portable, candidate.place)?;
    handmade::check(tracker, &incoming, exists)?;
    Ok(incoming)
}

/// The records so far, to notice two that are one.
#[derive(Default)]
struct Twins {
    keys: HashMap<Key, usize>,
    uids: HashMap<Uid, usize>,
}

impl Twins {
    fn refuse(&mut self, incoming: Incoming) -> Result<Incoming, Fault> {
        let key = &incoming.key;
        let number = incoming.place.number;
        if let Some(other) = self.keys.insert(key.clone(), number) {
            return Err(format!("has the key `{key}`, as record {other} has"));
        }
        let Some(uid) = &incoming.uid else {
            return Ok(incoming);
        };
        match self.uids.insert(uid.clone(), number) {
            Some(other) => Err(format!("has the uid `{uid}`, as record {other} has")),
            None => Ok(incoming),
        }
    }
}

/// One error that names all bad records, or as many as one can read.
fn refuse(mut faults: Vec<Problem>) -> Result<(), OpError> {
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort_by_key(|fault| fault.line);
    let mut first = faults.remove(0);
    for fault in faults.iter().take(LISTED_MAX) {
        let place = fault
            .line
            .map_or_else(String::new, |line| format!("line {line}: "));
        first.message = format!("{}; {place}{}", first.message, fault.message);
    }
    if faults.len() > LISTED_MAX {
        let rest = faults.len() - LISTED_MAX;
        first.message = format!("{}; and {rest} more", first.message);
    }
    Err(OpError::Unreadable(first.with_hint(
        "nothing was imported; mend these records or take them out",
    )))
}
