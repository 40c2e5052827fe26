//! What became of a line.

use crate::domain::Key;
use crate::domain::Record;
use crate::ops::OpError;
use crate::ops::batch::line::Heading;
use crate::store::Stored;
use crate::store::StoredEntry;

/// What became of one line of a batch.
#[derive(Debug)]
pub struct Performed {
    /// The line's number in the input, from 1.
    pub line: usize,
    /// The word of its operation, as far as it has one.
    pub op: Option<String>,
    /// The name that it gave its record.
    pub name: Option<String>,
    /// The record that it is about: its key, or what the line calls it.
    pub id: Option<String>,
    /// The id of the comment that it is about.
    pub comment: Option<String>,
    /// The id of the entry of a journal, or of time, that it is about.
    pub entry: Option<String>,
    /// Whether it makes a record.
    pub is_new: bool,
    /// How it ended.
    pub fate: Fate,
}

/// How a line ended.
#[derive(Debug)]
pub enum Fate {
    /// It was done.
    Done,
    /// Everything was so already.
    Unchanged,
    /// It could not be done.
    Failed(OpError),
    /// It was not done because another line failed.
    Skipped {
        /// The line that it needs; none where the whole batch was given up.
        needs: Option<usize>,
    },
}

/// What an operation was about.
#[derive(Debug, Default)]
pub(crate) struct Target {
    /// None where it is about many records.
    pub(crate) key: Option<Key>,
    pub(crate) comment: Option<String>,
    pub(crate) entry: Option<String>,
}

impl Target {
    /// The record of a key.
    pub(crate) fn named(key: Key) -> Target {
        Target {
            key: Some(key),
            ..Target::default()
        }
    }

    /// A record.
    pub(crate) fn of<R: Record>(stored: &Stored<R>) -> Target {
        Target::named(stored.file.key.clone())
    }

    /// The first of the records that an operation was about.
    pub(crate) fn only<R: Record>(staged: &[Stored<R>]) -> Result<Target, OpError> {
        let first = staged.first().map(Target::of);
        first.ok_or_else(|| OpError::invalid("`id` cannot be empty"))
    }

    /// An entry of a record.
    pub(crate) fn of_entry(stored: &StoredEntry) -> Target {
        Target {
            key: stored.file.record(),
            entry: Some(stored.entry.id.clone()),
            ..Target::default()
        }
    }
}

impl Performed {
    pub(crate) fn new(heading: Heading, fate: Fate) -> Performed {
        Performed {
            line: heading.number,
            op: heading.op,
            name: heading.name,
            id: heading.id,
            comment: None,
            entry: None,
            is_new: false,
            fate,
        }
    }

    /// The same, about something that was found.
    pub(crate) fn about(mut self, target: Target) -> Performed {
        let key = target.key.map(|key| key.to_string());
        self.id = key.or(self.id);
        self.comment = target.comment;
        self.entry = target.entry;
        self
    }

    /// Why it failed.
    pub fn error(&self) -> Option<&OpError> {
        match &self.fate {
            Fate::Failed(error) => Some(error),
            Fate::Done | Fate::Unchanged | Fate::Skipped { .. } => None,
        }
    }
}
