//! `tickets diff`

use crate::domain::ChangeKind;
use crate::domain::Fact;
use crate::domain::Key;
use crate::domain::Number;
use crate::domain::RecordChange;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::RevisionRange;
use crate::ops::diff::State;
use crate::ops::diff::between;
use crate::store::FindError;
use crate::store::Problem;

/// What differs between two states of the project.
#[derive(Debug)]
pub struct Difference {
    /// The tickets that differ, sorted by key, then the records of other kinds.
    pub changes: Vec<RecordChange>,
    /// The settings that differ, sorted by name.
    pub settings: Vec<Fact>,
    /// Files that could not be read, in either state; nothing is said of them.
    pub problems: Vec<Problem>,
}

impl Difference {
    /// Whether both states say the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.settings.is_empty()
    }
}

/// Compares two states of the project; without a range, the working tree with the current commit.
///
/// Only files that differ are understood. Where tickets are named, only those are told of, and no settings.
///
/// # Errors
/// No version control, a revision or a ticket that there is not.
pub fn diff(
    tracker: &Tracker,
    range: Option<&RevisionRange>,
    tickets: &[Reference],
) -> Result<Difference, OpError> {
    let (from, to) = match range {
        Some(range) => range.states(tracker)?,
        None => (State::current(tracker)?, State::WorkingTree),
    };
    let compared = between(tracker, &from, &to)?;
    let mut difference = Difference {
        changes: compared.changes(),
        settings: compared.settings,
        problems: compared.problems,
    };
    if !tickets.is_empty() {
        let keys = keys(tracker, tickets, &difference)?;
        let is_named = |change: &RecordChange| keys.iter().any(|key| has_key(change, key));
        difference.changes.retain(is_named);
        difference.settings.clear();
    }
    Ok(difference)
}

/// The keys of the tickets that are meant, which may be gone by now.
fn keys(
    tracker: &Tracker,
    tickets: &[Reference],
    difference: &Difference,
) -> Result<Vec<Key>, OpError> {
    let find = |reference: &Reference| {
        let own = || Some(Key::new(tracker.prefix.clone(), reference.number()?));
        let key = reference.key().or_else(own);
        let is_known = |key: &Key| difference.changes.iter().any(|change| has_key(change, key));
        if let Some(key) = key.filter(is_known) {
            return Ok(key);
        }
        Ok(tracker.find_any(reference)?.key)
    };
    tickets.iter().map(find).collect()
}

fn has_key(change: &RecordChange, key: &Key) -> bool {
    match &change.kind {
        ChangeKind::Renumbered { from } => from == key || change.key == *key,
        ChangeKind::Created | ChangeKind::Deleted | ChangeKind::Changed => change.key == *key,
    }
}

/// Tells the range and the tickets in what a user wrote apart: `[REV | A..B | A...B] [TICKET…]`.
///
/// A first word that is a number or a key of the project's prefixes is a ticket or another record, also where a branch is called so
/// (`TICKET-1..` means the branch). Any other word is a revision if there is one of that name, or else a ticket.
///
/// # Errors
/// A first word that is neither.
pub fn split_range<'a>(
    tracker: &Tracker,
    words: &'a [String],
) -> Result<(Option<RevisionRange>, &'a [String]), OpError> {
    let Some((first, rest)) = words.split_first() else {
        return Ok((None, words));
    };
    let range = first.parse().unwrap_or_else(|never| match never {});
    if first.contains("..") {
        return Ok((Some(range), rest));
    }
    let reference: Reference = first.parse().unwrap_or_else(|never| match never {});
    let is_own = |key: Key| {
        *key.prefix() == tracker.prefix || RecordKind::of_key(&key) != RecordKind::Ticket
    };
    let is_number = matches!(reference.number(), Some(Number::Sequential(_)));
    if is_number || reference.key().is_some_and(is_own) {
        return Ok((None, words));
    }
    match State::named(tracker, first) {
        Ok(_) => Ok((Some(range), rest)),
        Err(error) => match tracker.store.find::<Ticket>(&reference, &tracker.prefix) {
            Ok(_) | Err(FindError::Ambiguous { .. }) => Ok((None, words)),
            Err(FindError::NotFound { .. }) => Err(error),
        },
    }
}
