//! What became of a line.

use crate::domain::Key;
use crate::ops::OpError;
use crate::ops::batch::line::Heading;

/// What became of one line of a batch.
#[derive(Debug)]
pub struct Performed {
    /// The line's number in the input, from 1.
    pub line: usize,
    /// The word of its operation, as far as it has one.
    pub op: Option<String>,
    /// The name that it gave its record.
    pub name: Option<String>,
    /// The ticket that it is about: its key, or what the line calls it.
    pub id: Option<String>,
    /// The id of the comment that it is about.
    pub comment: Option<String>,
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
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) key: Key,
    pub(crate) comment: Option<String>,
}

impl Performed {
    pub(crate) fn new(heading: Heading, fate: Fate) -> Performed {
        Performed {
            line: heading.number,
            op: heading.op,
            name: heading.name,
            id: heading.id,
            comment: None,
            fate,
        }
    }

    /// The same, about something that was found.
    pub(crate) fn about(mut self, target: Target) -> Performed {
        self.id = Some(target.key.to_string());
        self.comment = target.comment;
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
