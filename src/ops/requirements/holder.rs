//! What requirements are of: tickets, epics and backlog items.

use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::Store;

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
    holder(tracker, &tracker.store, reference)
}

impl Work<'_> {
    /// Finds what requirements are of, as staged.
    pub(crate) fn find_holder(&self, reference: &Reference) -> Result<Holder, OpError> {
        holder(self.tracker, &self.view, reference)
    }
}

fn holder(tracker: &Tracker, store: &Store, reference: &Reference) -> Result<Holder, OpError> {
    let kind = RecordKind::of_reference(reference);
    kind.accept(Find {
        tracker,
        store,
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
    store: &'a Store,
    reference: &'a Reference,
    kind: RecordKind,
}

impl RecordVisitor for Find<'_> {
    type Output = Result<Holder, OpError>;

    fn visit<R: Record + 'static>(self) -> Self::Output {
        let prefix = self.tracker.prefix_of::<R>();
        let file = self.store.find::<R>(self.reference, &prefix)?;
        let stored = self.store.load::<R>(&file).map_err(OpError::Unreadable)?;
        Ok(Holder {
            title: stored.record.title().to_string(),
            key: stored.file.key,
            kind: self.kind,
        })
    }
}
