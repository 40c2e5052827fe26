//! What requirements are of: tickets, epics and backlog items.

use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::Tracker;

/// A record of any kind that requirements may be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) key: Key,
    pub(crate) kind: RecordKind,
    pub(crate) title: String,
}

/// Finds the record of any kind that a key, or a name of one, means: its prefix tells
/// the kind, and what has no prefix is a ticket.
pub(crate) fn find_holder(tracker: &Tracker, reference: &Reference) -> Result<Holder, OpError> {
    let kind = RecordKind::of_reference(reference);
    kind.accept(Find {
        tracker,
        reference,
        kind,
    })
}

/// The key of a record that something is to be expected of.
///
/// # Errors
/// A record of a kind of which nothing is.
pub(crate) fn check_holder(key: Key) -> Result<Key, OpError> {
    let kind = RecordKind::of_key(&key);
    if RecordKind::Requirement.referred_to_in("of").contains(&kind) {
        return Ok(key);
    }
    let noun = kind.kind().noun;
    Err(OpError::Invalid {
        reason: format!(
            "`{key}` is a {noun}; requirements are of tickets, epics and backlog items"
        ),
        hint: (kind == RecordKind::Requirement).then(|| {
            format!(
                "`requirements show {key}` tells what follows from it, `--parent {key}` makes more"
            )
        }),
    })
}

struct Find<'a> {
    tracker: &'a Tracker,
    reference: &'a Reference,
    kind: RecordKind,
}

impl RecordVisitor for Find<'_> {
    type Output = Result<Holder, OpError>;

    fn visit<R: Record + 'static>(self) -> Self::Output {
        let stored = self.tracker.find_planned::<R>(self.reference)?;
        Ok(Holder {
            title: stored.record.title().to_string(),
            key: stored.file.key,
            kind: self.kind,
        })
    }
}
