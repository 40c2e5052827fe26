//! The order of tickets.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::domain::Summary;
use crate::domain::Vocabulary;

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the field that it names")]
pub enum SortKey {
    Id,
    Title,
    Type,
    Status,
    Priority,
    Assignee,
    Created,
    Updated,
    Moved,
    Due,
    Points,
}

/// A key, and the direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The key.
    pub key: SortKey,
    /// Whether it is turned round. Tickets without a value come last either way.
    pub is_reversed: bool,
}

/// What the first key of an order says of a ticket, as a number that is the less the
/// further in front it comes; the same number for all where the key is no rank.
///
/// Ranks are looked up among the project's words. A list does that once for each
/// ticket, and not for each of the many pairs that it compares.
pub fn rank(order: &[Sort], summary: &Summary<'_>, vocabulary: &Vocabulary) -> usize {
    let first = order.first().unwrap_or(&Sort::DEFAULT[0]);
    let (rank, known) = match first.key {
        SortKey::Status => (
            vocabulary.status_rank(&summary.status),
            vocabulary.statuses.len(),
        ),
        SortKey::Priority => (
            vocabulary.priority_rank(&summary.priority),
            vocabulary.priorities.len(),
        ),
        SortKey::Id
        | SortKey::Title
        | SortKey::Type
        | SortKey::Assignee
        | SortKey::Created
        | SortKey::Updated
        | SortKey::Moved
        | SortKey::Due
        | SortKey::Points => return 0,
    };
    if first.is_reversed && rank < known {
        known - 1 - rank
    } else {
        rank
    }
}

/// Whether the [`rank`] of tickets says all of their order.
pub fn is_by_rank(order: &[Sort]) -> bool {
    let first = order.first().unwrap_or(&Sort::DEFAULT[0]);
    order.len() < 2 && matches!(first.key, SortKey::Status | SortKey::Priority)
}

/// Compares two tickets by several keys, the first being the most important.
/// Of no keys, the most important ticket is first. Ties are the caller's.
pub fn compare(
    order: &[Sort],
    a: &Summary<'_>,
    b: &Summary<'_>,
    vocabulary: &Vocabulary,
) -> Ordering {
    let order = if order.is_empty() {
        &Sort::DEFAULT
    } else {
        order
    };
    let mut orders = order.iter().map(|sort| sort.compare(a, b, vocabulary));
    let decided = orders.find(|order| *order != Ordering::Equal);
    decided.unwrap_or(Ordering::Equal)
}

impl Sort {
    /// The most important first.
    pub const DEFAULT: [Sort; 1] = [Sort {
        key: SortKey::Priority,
        is_reversed: false,
    }];

    /// Compares two tickets. Ties are the caller's.
    pub fn compare(self, a: &Summary<'_>, b: &Summary<'_>, vocabulary: &Vocabulary) -> Ordering {
        match self.key {
            SortKey::Id => self.turned(a.key_order().cmp(&b.key_order())),
            SortKey::Title => self.turned(a.title.cmp(&b.title)),
            SortKey::Type => self.turned(a.record_type.cmp(&b.record_type)),
            SortKey::Status => {
                let known = vocabulary.statuses.len();
                let rank = |of: &Summary<'_>| vocabulary.status_rank(&of.status);
                self.unknown_last(rank(a), rank(b), known)
            }
            SortKey::Priority => {
                let known = vocabulary.priorities.len();
                let rank = |of: &Summary<'_>| vocabulary.priority_rank(&of.priority);
                self.unknown_last(rank(a), rank(b), known)
            }
            SortKey::Assignee => self.absent_last(a.assignee.as_ref(), b.assignee.as_ref()),
            SortKey::Created => self.absent_last(a.created_at, b.created_at),
            SortKey::Updated => self.absent_last(a.updated_at, b.updated_at),
            SortKey::Moved => self.absent_last(a.moved_at, b.moved_at),
            SortKey::Due => self.absent_last(a.due, b.due),
            SortKey::Points => self.absent_last(a.story_points, b.story_points),
        }
    }

    fn turned(self, order: Ordering) -> Ordering {
        if self.is_reversed {
            order.reverse()
        } else {
            order
        }
    }

    /// A rank behind all that are known is none.
    fn unknown_last(self, a: usize, b: usize, known: usize) -> Ordering {
        let rank = |rank: usize| (rank < known).then_some(rank);
        self.absent_last(rank(a), rank(b))
    }

    fn absent_last<T: Ord>(self, a: Option<T>, b: Option<T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => self.turned(a.cmp(&b)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

impl SortKey {
    /// The words for the keys, as options and messages use them.
    pub const NAMES: [&'static str; 11] = [
        "id", "title", "type", "status", "priority", "assignee", "created", "updated", "moved",
        "due", "points",
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            SortKey::Id => "id",
            SortKey::Title => "title",
            SortKey::Type => "type",
            SortKey::Status => "status",
            SortKey::Priority => "priority",
            SortKey::Assignee => "assignee",
            SortKey::Created => "created",
            SortKey::Updated => "updated",
            SortKey::Moved => "moved",
            SortKey::Due => "due",
            SortKey::Points => "points",
        }
    }
}

impl FromStr for SortKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let name = text.to_lowercase().replace('-', "_");
        Ok(match name.as_str() {
            "id" | "key" => SortKey::Id,
            "title" => SortKey::Title,
            "type" => SortKey::Type,
            "status" => SortKey::Status,
            "priority" => SortKey::Priority,
            "assignee" => SortKey::Assignee,
            "created" | "created_at" => SortKey::Created,
            "updated" | "updated_at" => SortKey::Updated,
            "moved" | "moved_at" => SortKey::Moved,
            "due" => SortKey::Due,
            "points" | "story_points" => SortKey::Points,
            _ => return Err(()),
        })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_reversed { "-" } else { "" };
        write!(f, "{sign}{}", self.key.as_str())
    }
}

impl FromStr for Sort {
    type Err = ();

    /// Reads `created`, `-created`, and as GitHub has it `created-desc`, `created-asc`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (name, is_reversed) = if let Some(name) = text.strip_prefix('-') {
            (name, true)
        } else if let Some(name) = text.strip_suffix("-desc") {
            (name, true)
        } else {
            (text.strip_suffix("-asc").unwrap_or(text), false)
        };
        Ok(Sort {
            key: name.parse()?,
            is_reversed,
        })
    }
}
