//! `tickets history`

use crate::domain::Record;
use crate::domain::RecordChange;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Reference;
use crate::domain::SprintChange;
use crate::domain::Timestamp;
use crate::domain::Transition;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::history::commits::CommitEvents;
use crate::ops::history::commits::CommitReader;
use crate::ops::history::former::Traced;
use crate::ops::history::former::former_keys;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::StoredEntry;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Event {
    /// When.
    pub at: Option<Timestamp>,
    /// Who did it.
    pub by: Option<String>,
    /// What sort of thing: `created`, `status`, `sprint`, `commit`, or the entry's kind.
    pub event: String,
    /// The entry's id, or the commit's.
    pub id: Option<String>,
    /// The status or the sprint before.
    pub from: Option<String>,
    /// The status or the sprint after.
    pub to: Option<String>,
    /// The reason of the transition, or what the entry says.
    pub text: Option<String>,
    /// The first line of the commit's message.
    pub subject: Option<String>,
    /// The branches that contain the commit, the current one first; of commits long ago that is not known.
    pub branches: Vec<String>,
    /// Whether the commit's message says that the ticket is done.
    pub closes: bool,
    /// What the commit changed in the ticket, where that was asked for.
    pub change: Option<RecordChange>,
}

impl Event {
    /// That work joined or left a sprint that had begun.
    pub const SPRINT: &str = "sprint";
}

/// What happened to a record.
#[derive(Debug)]
pub struct History {
    /// The events, oldest first.
    pub events: Vec<Event>,
    /// What could not be read; the rest is told all the same.
    pub problems: Vec<Problem>,
    /// Whether older commits were not searched for the record's key.
    pub is_cut: bool,
}

/// The events of a record of any kind, oldest first: its creation, transitions and entries, and the commits on any branch that
/// changed its file or its entries, whatever they were called then, or that name its key.
///
/// # Errors
/// None or several of that name, or a file that cannot be read.
pub fn history(
    tracker: &Tracker,
    reference: &Reference,
    with_facts: bool,
) -> Result<History, OpError> {
    let file = tracker.find_any(reference)?;
    let told = RecordKind::of_key(&file.key).accept(Tell { tracker, file })?;
    let (entries, problems) = tracker.store.entries(&told.traced.file);
    let mut history = History {
        events: told.events,
        problems,
        is_cut: false,
    };
    history.events.extend(entries.into_iter().map(of_entry));
    match commits(tracker, told.traced, with_facts) {
        Ok(commits) => {
            history.events.extend(commits.events);
            history.problems.extend(commits.problems);
            history.is_cut = commits.is_cut;
        }
        // A repository that is broken still has tickets.
        Err(error) => {
            let message = format!("the commits cannot be read: {error}");
            let problem = Problem::new(HOME, ProblemCode::Unreadable, message);
            history.problems.push(problem);
        }
    }
    // Stable: what happened in one second keeps this order.
    history.events[1..].sort_by_key(|event| event.at);
    Ok(history)
}

fn commits(tracker: &Tracker, traced: Traced, with_facts: bool) -> Result<CommitEvents, OpError> {
    match CommitReader::open(tracker, traced)? {
        Some(reader) => reader.events(with_facts),
        None => Ok(CommitEvents::default()),
    }
}

/// What a record itself tells, and what its commits are found by.
struct Told {
    traced: Traced,
    events: Vec<Event>,
}

struct Tell<'a> {
    tracker: &'a Tracker,
    file: RecordFile,
}

impl RecordVisitor for Tell<'_> {
    type Output = Result<Told, OpError>;

    fn visit<R: Record + 'static>(self) -> Result<Told, OpError> {
        let loaded = self.tracker.store.load::<R>(&self.file);
        let record = loaded.map_err(OpError::Unreadable)?.record;
        let created = std::iter::once(of_creation(&record));
        let moves = record.transitions().iter().map(of_move);
        let replans = record.sprint_changes().iter().map(of_replan);
        Ok(Told {
            events: created.chain(moves).chain(replans).collect(),
            traced: Traced {
                kind: RecordKind::of_key(&self.file.key),
                uid: record.uid().cloned(),
                former_keys: former_keys(&record),
                file: self.file,
            },
        })
    }
}

fn of_creation<R: Record>(record: &R) -> Event {
    let (at, by) = record.created();
    Event {
        at,
        by: by.map(ToString::to_string),
        event: "created".to_owned(),
        ..Event::default()
    }
}

fn of_move(step: &Transition) -> Event {
    Event {
        at: Some(step.at),
        by: step.by.as_ref().map(ToString::to_string),
        event: "status".to_owned(),
        from: Some(step.from.to_string()),
        to: Some(step.to.to_string()),
        text: step.reason.clone(),
        ..Event::default()
    }
}

fn of_replan(change: &SprintChange) -> Event {
    Event {
        at: Some(change.at),
        by: change.by.as_ref().map(ToString::to_string),
        event: Event::SPRINT.to_owned(),
        from: change.from.as_ref().map(ToString::to_string),
        to: change.to.as_ref().map(ToString::to_string),
        ..Event::default()
    }
}

fn of_entry(stored: StoredEntry) -> Event {
    Event {
        at: Some(stored.entry.at),
        by: stored.entry.by.as_ref().map(ToString::to_string),
        text: Some(stored.entry.headline()).filter(|text| !text.is_empty()),
        event: stored.entry.kind,
        id: Some(stored.entry.id),
        ..Event::default()
    }
}
