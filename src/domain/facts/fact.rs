//! One difference.

use crate::domain::LineChange;
use crate::domain::LineCount;
use crate::domain::Person;
use crate::domain::SprintChange;
use crate::domain::Timestamp;
use crate::domain::Transition;
use crate::domain::facts::lines;

/// One difference between two states of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The field's name in the file; for an entry its kind.
    pub field: String,
    /// What happened to it.
    pub change: FactChange,
}

/// What happened to a field.
///
/// Values are texts as the file has them; those of fields that this program does not know are JSON where they are no
/// plain texts.
#[derive(Debug, Clone, PartialEq)]
pub enum FactChange {
    /// A status followed another, maybe by way of others.
    Moved {
        /// The status before.
        from: String,
        /// The status after.
        to: String,
        /// The moves that the other state does not have, oldest first; none in a file edited by hand.
        steps: Vec<Transition>,
    },
    /// The sprint became another one while it or the other had begun, maybe by way of others.
    Replanned {
        /// The sprint before.
        from: Option<String>,
        /// The sprint after.
        to: Option<String>,
        /// The changes that the other state does not have, oldest first.
        steps: Vec<SprintChange>,
    },
    /// A value was set, replaced or cleared.
    Value {
        /// The value before.
        from: Option<String>,
        /// The value after.
        to: Option<String>,
    },
    /// Members joined or left a set.
    Set {
        /// Those that are new, in the order of the file.
        added: Vec<String>,
        /// Those that are gone.
        removed: Vec<String>,
    },
    /// A text of several lines reads otherwise.
    Text {
        /// The text before.
        from: String,
        /// The text after.
        to: String,
    },
    /// Something happened to one acceptance criterion.
    Criterion {
        /// Its id; empty in a file written by hand.
        id: String,
        /// What it says now, or said last.
        text: String,
        /// What happened.
        what: CriterionChange,
    },
    /// The same members stand in another order.
    Reordered,
    /// An entry, such as a comment, was added, edited or removed.
    Entry {
        /// Its id.
        id: String,
        /// What happened.
        what: EntryChange,
        /// Who added it.
        by: Option<Person>,
        /// When it was added, or last edited where that is what happened.
        at: Timestamp,
        /// What it says now, or said last.
        text: String,
        /// What it said before, where its text was edited.
        was: Option<String>,
        /// What else it says, or where it was edited, what else it says otherwise.
        fields: Vec<Fact>,
    },
}

/// What happened to an acceptance criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionChange {
    /// It is new; whether it is checked already.
    Added {
        /// Whether it holds.
        done: bool,
    },
    /// It is gone.
    Removed,
    /// It holds now.
    Checked,
    /// It holds no longer.
    Unchecked,
    /// It says something else.
    Reworded {
        /// What it said before.
        from: String,
    },
}

/// What happened to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryChange {
    /// It is new.
    Added,
    /// It says something else.
    Edited,
    /// It is gone.
    Removed,
}

impl Fact {
    /// A difference of a field.
    pub(crate) fn new(field: impl Into<String>, change: FactChange) -> Fact {
        Fact {
            field: field.into(),
            change,
        }
    }

    /// Who did it, as far as the record itself tells.
    pub fn by(&self) -> Option<&Person> {
        match &self.change {
            FactChange::Moved { steps, .. } => steps.last()?.by.as_ref(),
            FactChange::Replanned { steps, .. } => steps.last()?.by.as_ref(),
            FactChange::Entry { by, .. } => by.as_ref(),
            FactChange::Value { .. }
            | FactChange::Set { .. }
            | FactChange::Text { .. }
            | FactChange::Criterion { .. }
            | FactChange::Reordered => None,
        }
    }

    /// When it was done, as far as the record itself tells.
    pub fn at(&self) -> Option<Timestamp> {
        match &self.change {
            FactChange::Moved { steps, .. } => Some(steps.last()?.at),
            FactChange::Replanned { steps, .. } => Some(steps.last()?.at),
            FactChange::Entry { at, .. } => Some(*at),
            FactChange::Value { .. }
            | FactChange::Set { .. }
            | FactChange::Text { .. }
            | FactChange::Criterion { .. }
            | FactChange::Reordered => None,
        }
    }
}

impl FactChange {
    /// How many lines of a text are new and how many are gone; none for what is no text.
    pub fn line_count(&self) -> Option<LineCount> {
        let (from, to) = self.texts()?;
        Some(lines::count(from, to))
    }

    /// The lines of a text that differ, with those around them; empty for what is no text.
    pub fn line_changes(&self) -> Vec<LineChange> {
        let Some((from, to)) = self.texts() else {
            return Vec::new();
        };
        lines::changes(from, to)
    }

    fn texts(&self) -> Option<(&str, &str)> {
        match self {
            FactChange::Text { from, to } => Some((from, to)),
            FactChange::Entry { was, text, .. } => Some((was.as_deref()?, text)),
            FactChange::Moved { .. }
            | FactChange::Replanned { .. }
            | FactChange::Value { .. }
            | FactChange::Set { .. }
            | FactChange::Criterion { .. }
            | FactChange::Reordered => None,
        }
    }
}
