//! Labels, dependencies and links.

use std::collections::BTreeMap;

use crate::domain::Change;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Link;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::update::Update;
use crate::ops::update::Verb;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::Stored;

/// Adds or removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Adds.
    Add,
    /// Removes.
    Remove,
}

/// Makes tickets depend on others, or no longer.
///
/// # Errors
/// No such ticket, itself, or a circle, with the way round.
pub fn depend(
    tracker: &Tracker,
    reference: &Reference,
    on: &[Reference],
    direction: Direction,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, depend_verb(direction), |work| {
        stage_dependencies(work, reference, on, direction)
    })
}

/// Stages what [`depend`] does.
pub(crate) fn stage_dependencies(
    work: &mut Work<'_>,
    reference: &Reference,
    on: &[Reference],
    direction: Direction,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let (find, change): (KeyOf, fn(Key) -> Change) = match direction {
        Direction::Add => (existing, Change::AddDependency),
        Direction::Remove => (named, Change::RemoveDependency),
    };
    let keys: Result<Vec<Key>, OpError> = on.iter().map(|on| find(work, on)).collect();
    let changes = keys?.into_iter().map(change).collect();
    let one = std::slice::from_ref(reference);
    stage_changes(work, depend_verb(direction), one, changes)
}

fn depend_verb(direction: Direction) -> &'static str {
    match direction {
        Direction::Add => "depend",
        Direction::Remove => "undepend",
    }
}

/// Adds links to a ticket, or removes them.
///
/// # Errors
/// No such ticket, or nothing that would change.
pub fn link(
    tracker: &Tracker,
    reference: &Reference,
    links: &[Link],
    direction: Direction,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    let (verb, _) = link_verb(direction);
    Work::alone(tracker, verb, |work| {
        stage_links(work, reference, links, direction)
    })
}

/// Stages what [`link`] does.
pub(crate) fn stage_links(
    work: &mut Work<'_>,
    reference: &Reference,
    links: &[Link],
    direction: Direction,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let (verb, change) = link_verb(direction);
    let changes = links.iter().cloned().map(change).collect();
    stage_changes(work, verb, std::slice::from_ref(reference), changes)
}

fn link_verb(direction: Direction) -> (&'static str, fn(Link) -> Change) {
    match direction {
        Direction::Add => ("link", Change::AddLink),
        Direction::Remove => ("unlink", Change::RemoveLink),
    }
}

/// Adds labels to tickets, or removes them.
///
/// # Errors
/// No such ticket, a label that the project does not have, or nothing that would change.
pub fn label(
    tracker: &Tracker,
    references: &[Reference],
    labels: &[Label],
    direction: Direction,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "label", |work| {
        let (added, removed) = match direction {
            Direction::Add => (labels, &[][..]),
            Direction::Remove => (&[][..], labels),
        };
        stage_labels(work, references, added, removed)
    })
}

/// Stages that tickets get labels and lose others.
pub(crate) fn stage_labels(
    work: &mut Work<'_>,
    references: &[Reference],
    added: &[Label],
    removed: &[Label],
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let added = added.iter().cloned().map(Change::AddLabel);
    let removed = removed.iter().cloned().map(Change::RemoveLabel);
    stage_changes(work, "label", references, added.chain(removed).collect())
}

fn stage_changes(
    work: &mut Work<'_>,
    name: &'static str,
    references: &[Reference],
    changes: Vec<Change>,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let verb = Verb {
        name,
        update: &Update::default(),
    };
    verb.stage(work, references, |_, _| Ok(changes.clone()))
}

/// The labels in use with the number of tickets that have them, the most
/// frequent first; and the files that could not be read.
pub fn label_counts(tracker: &Tracker) -> (Vec<(String, usize)>, Vec<Problem>) {
    let survey = tracker.survey();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for label in survey
        .tickets
        .iter()
        .flat_map(|stored| &stored.record.labels)
    {
        *counts.entry(label.to_string()).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|(_, a), (_, b)| b.cmp(a));
    (counts, survey.problems)
}

/// The keys of tickets that exist.
pub fn keys(tracker: &Tracker, references: &[Reference]) -> Result<Vec<Key>, OpError> {
    let find = |reference| {
        Ok(tracker
            .store
            .find::<Ticket>(reference, &tracker.prefix)?
            .key)
    };
    references.iter().map(find).collect()
}

/// From what somebody typed to a key.
type KeyOf = fn(&Work<'_>, &Reference) -> Result<Key, OpError>;

fn existing(work: &Work<'_>, reference: &Reference) -> Result<Key, OpError> {
    Ok(work.find(reference)?.key)
}

/// The key that is meant, even of a ticket that is gone.
fn named(work: &Work<'_>, reference: &Reference) -> Result<Key, OpError> {
    existing(work, reference).or_else(|error| reference.key().ok_or(error))
}
