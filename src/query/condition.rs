//! Which tickets a query means, as a tree.

use crate::domain::Person;
use crate::query::Field;
use crate::query::TextTerm;
use crate::query::TimeField;
use crate::query::TimeSpan;
use crate::query::WordField;

/// What a ticket must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of these; of none, everything.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A fact of the ticket.
    Test(Test),
    /// Something in its text.
    Text(TextTerm),
}

/// A fact that a ticket has or has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of the field's values is one of these.
    OneOf(WordField, Vec<Pattern>),
    /// The time lies within the span; no time lies in none.
    When(TimeField, TimeSpan),
    /// The story points lie between these, both ends included.
    Points {
        /// The least.
        from: Option<u32>,
        /// The most.
        until: Option<u32>,
    },
    /// The field has a value.
    Has(Field),
    /// A state that is computed.
    Is(State),
}

/// What a word is compared with. Case does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// This word.
    Exactly(String),
    /// A word that begins so.
    Begins(String),
    /// The user, by any of the names they go by.
    Me(Vec<Person>),
}

/// A state of a ticket that no field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Neither settled nor archived.
    Open,
    /// Done or dropped.
    Settled,
    /// Put away.
    Archived,
    /// Not begun, and nothing in its way.
    Ready,
    /// Open, and waiting for others or marked as blocked.
    Blocked,
    /// Open, and due before this day began.
    Overdue(crate::domain::Date),
}

impl Condition {
    /// Met by every ticket.
    pub fn everything() -> Condition {
        Condition::All(Vec::new())
    }

    /// Met by tickets that have one of these values.
    pub fn one_of<T: ToString>(field: WordField, values: &[T]) -> Condition {
        let exactly = |value: &T| Pattern::Exactly(value.to_string());
        Condition::Test(Test::OneOf(field, values.iter().map(exactly).collect()))
    }

    /// Met by what meets all of `conditions`; nested ones are joined.
    pub fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        let mut flat = Vec::new();
        for condition in conditions {
            match condition {
                Condition::All(parts) => flat.extend(parts),
                other => flat.push(other),
            }
        }
        only(flat).unwrap_or_else(Condition::All)
    }

    /// Met by what meets any of `conditions`; nested ones are joined.
    pub fn any(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        let mut flat = Vec::new();
        for condition in conditions {
            match condition {
                Condition::Any(parts) => flat.extend(parts),
                other => flat.push(other),
            }
        }
        only(flat).unwrap_or_else(Condition::Any)
    }

    /// Met by what does not meet `condition`.
    pub fn negated(condition: Condition) -> Condition {
        match condition {
            Condition::Not(inner) => *inner,
            other => Condition::Not(Box::new(other)),
        }
    }

    /// Met by tickets whose field has no value.
    pub(crate) fn empty(field: Field) -> Condition {
        Condition::negated(Condition::Test(Test::Has(field)))
    }
}

/// The one condition, or all of them back.
fn only(mut conditions: Vec<Condition>) -> Result<Condition, Vec<Condition>> {
    match (conditions.len(), conditions.pop()) {
        (1, Some(condition)) => Ok(condition),
        (_, last) => {
            conditions.extend(last);
            Err(conditions)
        }
    }
}
