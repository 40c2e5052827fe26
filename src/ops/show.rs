//! Showing one ticket.

use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::ops::Listed;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::store::Problem;
use crate::store::StoredEntry;
use crate::store::parse_record;
use crate::store::version_of;

/// One ticket with everything about it.
#[derive(Debug)]
pub struct Shown {
    /// The ticket and what is computed of it.
    pub ticket: Listed,
    /// Its entries, oldest first.
    pub entries: Vec<StoredEntry>,
    /// Its file's content.
    pub bytes: Vec<u8>,
    /// Its inverse relations, where they were asked for.
    pub inverse: Option<Inverse>,
    /// Entries that could not be read.
    pub problems: Vec<Problem>,
}

impl Shown {
    /// The version of the ticket's file, for compare-and-set.
    pub fn version(&self) -> String {
        version_of(&self.bytes)
    }
}

/// Relations that others have to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inverse {
    /// Tickets that depend on it.
    pub blocks: Vec<Key>,
    /// Tickets whose parent it is.
    pub children: Vec<Key>,
}

/// Shows a ticket. Only its file, its entries and its dependencies are read,
/// unless the inverse relations are asked for, which takes all tickets.
///
/// # Errors
/// None or several of that name, or a file that cannot be read.
pub fn show(
    tracker: &Tracker,
    reference: &Reference,
    with_inverse: bool,
) -> Result<Shown, OpError> {
    let file = tracker.store.find::<Ticket>(reference, &tracker.prefix)?;
    let read = tracker.store.read(&file.path).and_then(|bytes| {
        let stored = parse_record::<Ticket>(&file, &bytes);
        let stored = stored.map_err(|problem| tracker.store.located(problem))?;
        Ok((stored, bytes))
    });
    let (stored, bytes) = read.map_err(OpError::Unreadable)?;
    let mut problems = tracker.problems.clone();
    let (files, misnamed) = tracker.store.entry_files(&stored.file);
    let times: Vec<Timestamp> = files.iter().map(|file| file.at).collect();
    let (entries, unreadable) = tracker.store.read_entries(files);
    problems.extend(misnamed);
    problems.extend(unreadable);

    let (graph, inverse) = if with_inverse {
        let survey = tracker.survey();
        problems = survey.problems;
        let inverse = Inverse {
            blocks: survey.graph.dependents(&stored.file.key),
            children: survey.graph.children(&stored.file.key),
        };
        (survey.graph, Some(inverse))
    } else {
        let dependencies = stored.record.depends_on.iter();
        let found =
            dependencies.filter_map(|key| tracker.get::<Ticket>(&Reference::from(key)).ok());
        let mut near: Vec<Ticket> = found.map(|stored| stored.record).collect();
        near.push(stored.record.clone());
        (Graph::new(&near, &tracker.vocabulary), None)
    };
    Ok(Shown {
        ticket: tracker.compute(stored, &graph, &times),
        entries,
        bytes,
        inverse,
        problems,
    })
}
