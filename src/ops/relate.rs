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
use crate::ops::update::change_each;
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
    let changes = match direction {
        Direction::Add => keys(tracker, on)?
            .into_iter()
            .map(Change::AddDependency)
            .collect(),
        Direction::Remove => named(tracker, on)?
            .into_iter()
            .map(Change::RemoveDependency)
            .collect::<Vec<_>>(),
    };
    let verb = if direction == Direction::Add {
        "depend"
    } else {
        "undepend"
    };
    change_each(
        tracker,
        verb,
        std::slice::from_ref(reference),
        &Update::default(),
        |_| Ok(changes.clone()),
    )
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
    let (verb, change): (_, fn(Link) -> Change) = match direction {
        Direction::Add => ("link", Change::AddLink),
        Direction::Remove => ("unlink", Change::RemoveLink),
    };
    let changes: Vec<Change> = links.iter().cloned().map(change).collect();
    change_each(
        tracker,
        verb,
        std::slice::from_ref(reference),
        &Update::default(),
        |_| Ok(changes.clone()),
    )
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
    let change: fn(Label) -> Change = match direction {
        Direction::Add => Change::AddLabel,
        Direction::Remove => Change::RemoveLabel,
    };
    let changes: Vec<Change> = labels.iter().cloned().map(change).collect();
    change_each(tracker, "label", references, &Update::default(), |_| {
        Ok(changes.clone())
    })
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

/// The keys that are meant, even of tickets that are gone.
fn named(tracker: &Tracker, references: &[Reference]) -> Result<Vec<Key>, OpError> {
    let find =
        |reference: &Reference| match tracker.store.find::<Ticket>(reference, &tracker.prefix) {
            Ok(file) => Ok(file.key),
            Err(error) => reference.key().ok_or_else(|| error.into()),
        };
    references.iter().map(find).collect()
}
