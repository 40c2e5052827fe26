//! Which tickets a list shows, and in which order.

use std::cmp::Ordering;
use std::str::FromStr;

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Members;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Status;
use crate::domain::Summary;
use crate::domain::TicketType;
use crate::domain::Timestamp;
use crate::domain::Vocabulary;

/// How far a list looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// Tickets that need work: neither settled nor archived.
    #[default]
    Open,
    /// Settled ones too, archived ones not.
    Settled,
    /// Everything.
    All,
}

/// One condition on the labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelTest {
    /// At least one of these …
    pub any_of: Vec<Label>,
    /// … or, when negated, none of them.
    pub is_negated: bool,
}

/// Whose tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Nobody's.
    None,
    /// One person's, by any of the names they go by; case does not matter.
    AnyOf(Vec<Person>),
}

/// A span of time; both ends belong to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateRange {
    /// The first moment.
    pub from: Option<Timestamp>,
    /// The last moment.
    pub until: Option<Timestamp>,
}

/// A text that is no span of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a span of time: write `7d`, `2w`, `2026-11-01..2026-11-30`, `2026-11-01..`, `today` or a date"
)]
pub struct RangeError(String);

/// Which tickets: all conditions hold at once; within a list of values, any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// How far to look.
    pub scope: Scope,
    /// Only these statuses.
    pub statuses: Vec<Status>,
    /// Only statuses of these categories.
    pub categories: Vec<Category>,
    /// Only these types.
    pub types: Vec<TicketType>,
    /// Only these priorities.
    pub priorities: Vec<Priority>,
    /// Conditions on labels.
    pub labels: Vec<LabelTest>,
    /// Only tickets of this assignee.
    pub assignee: Option<Who>,
    /// Only tickets with this text in the title or the description; case does not matter.
    pub text: Option<String>,
    /// Only children of this ticket.
    pub parent: Option<Key>,
    /// Only tickets created then.
    pub created: Option<DateRange>,
    /// Only tickets last changed then.
    pub updated: Option<DateRange>,
    /// Only tickets due then.
    pub due: Option<DateRange>,
}

/// A ticket with what its summary alone does not say.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The ticket.
    pub summary: &'a Summary<'a>,
    /// Whether its description holds a text in lower case; asked only where that decides.
    pub describes: &'a dyn Fn(&str) -> bool,
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    Due,
    Points,
}

impl DateRange {
    /// Reads `7d`, `2w`, `today`, a date, `A..B`, `A..`, `..B`.
    ///
    /// A number of days means the last days before `now`; for `due`, whose
    /// times lie ahead, the next days, and all that is overdue.
    ///
    /// # Errors
    /// [`RangeError`] for anything else.
    pub fn parse(text: &str, now: Timestamp, looks_ahead: bool) -> Result<DateRange, RangeError> {
        let refused = || RangeError(text.to_owned());
        if let Some((from, until)) = text.split_once("..") {
            return Ok(DateRange {
                from: optional_day(from)
                    .map_err(|()| refused())?
                    .map(Date::midnight),
                until: optional_day(until).map_err(|()| refused())?.map(end_of_day),
            });
        }
        if let Some(days) = relative_days(text) {
            return Ok(if looks_ahead {
                DateRange {
                    from: None,
                    until: Some(end_of_day(now.date().plus_days(i64::from(days)))),
                }
            } else {
                DateRange {
                    from: Some(now.days_before(days)),
                    until: None,
                }
            });
        }
        let day = if text == "today" {
            now.date()
        } else {
            text.parse().map_err(|_| refused())?
        };
        Ok(DateRange {
            from: Some(day.midnight()),
            until: Some(end_of_day(day)),
        })
    }

    fn contains(self, time: Timestamp) -> bool {
        self.from.is_none_or(|from| time >= from) && self.until.is_none_or(|until| time <= until)
    }
}

fn optional_day(text: &str) -> Result<Option<Date>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| ())
}

fn end_of_day(day: Date) -> Timestamp {
    let last_second = chrono::Duration::days(1) - chrono::Duration::seconds(1);
    day.midnight().plus(last_second)
}

fn relative_days(text: &str) -> Option<u32> {
    let (number, days) = match text.strip_suffix('d') {
        Some(number) => (number, 1),
        None => (text.strip_suffix('w')?, 7),
    };
    let number: u32 = number.parse().ok()?;
    number.checked_mul(days).filter(|days| *days <= 100_000)
}

impl LabelTest {
    fn holds(&self, labels: &Members<'_>) -> bool {
        let mut any_of = self.any_of.iter();
        any_of.any(|label| labels.contains(label.as_str())) != self.is_negated
    }
}

impl Who {
    fn is(&self, assignee: Option<&str>) -> bool {
        match self {
            Who::None => assignee.is_none(),
            Who::AnyOf(names) => assignee.is_some_and(|assignee| {
                let name = assignee.to_lowercase();
                names
                    .iter()
                    .any(|other| other.as_str().to_lowercase() == name)
            }),
        }
    }
}

impl Filter {
    /// Whether a ticket is one of those asked for.
    pub fn matches(&self, facts: Facts<'_>, vocabulary: &Vocabulary) -> bool {
        self.is_in_scope(facts.summary, vocabulary) && self.matches_in_any_scope(facts, vocabulary)
    }

    fn matches_in_any_scope(&self, facts: Facts<'_>, vocabulary: &Vocabulary) -> bool {
        let summary = facts.summary;
        among(&self.statuses, &summary.status)
            && self.has_category(summary, vocabulary)
            && among(&self.types, &summary.record_type)
            && among(&self.priorities, &summary.priority)
            && self.labels.iter().all(|test| test.holds(&summary.labels))
            && self
                .assignee
                .as_ref()
                .is_none_or(|who| who.is(summary.assignee.as_deref()))
            && self
                .parent
                .as_ref()
                .is_none_or(|parent| summary.parent.as_deref() == Some(&parent.to_string()))
            && within(self.created, summary.created_at)
            && within(self.updated, summary.updated_at)
            && within(self.due, summary.due.map(Date::midnight))
            && self.has_text(facts)
    }

    /// Whether only the scope leaves this ticket out.
    pub fn is_hidden_by_scope(&self, facts: Facts<'_>, vocabulary: &Vocabulary) -> bool {
        !self.is_in_scope(facts.summary, vocabulary) && self.matches_in_any_scope(facts, vocabulary)
    }

    fn is_in_scope(&self, ticket: &Summary<'_>, vocabulary: &Vocabulary) -> bool {
        match self.scope {
            Scope::Open => !ticket.is_archived && !vocabulary.is_settled(&ticket.status),
            Scope::Settled => !ticket.is_archived,
            Scope::All => true,
        }
    }

    fn has_category(&self, ticket: &Summary<'_>, vocabulary: &Vocabulary) -> bool {
        self.categories.is_empty()
            || vocabulary
                .category(&ticket.status)
                .is_some_and(|category| self.categories.contains(&category))
    }

    fn has_text(&self, facts: Facts<'_>) -> bool {
        let Some(text) = &self.text else { return true };
        let needle = text.to_lowercase();
        facts.summary.title.to_lowercase().contains(&needle) || (facts.describes)(&needle)
    }
}

fn among(allowed: &[impl AsRef<str>], value: &str) -> bool {
    allowed.is_empty() || allowed.iter().any(|word| word.as_ref() == value)
}

fn within(range: Option<DateRange>, time: Option<Timestamp>) -> bool {
    range.is_none_or(|range| time.is_some_and(|time| range.contains(time)))
}

impl SortKey {
    /// The words for the keys, as options and messages use them.
    pub const NAMES: [&'static str; 10] = [
        "id", "title", "type", "status", "priority", "assignee", "created", "updated", "due",
        "points",
    ];

    /// Compares two tickets by this key; absent values come last. Ties are the caller's.
    pub fn compare(
        self,
        left: &Summary<'_>,
        right: &Summary<'_>,
        vocabulary: &Vocabulary,
    ) -> Ordering {
        match self {
            SortKey::Id => left.key_order().cmp(&right.key_order()),
            SortKey::Title => left.title.cmp(&right.title),
            SortKey::Type => left.record_type.cmp(&right.record_type),
            SortKey::Status => vocabulary
                .status_rank(&left.status)
                .cmp(&vocabulary.status_rank(&right.status)),
            SortKey::Priority => vocabulary
                .priority_rank(&left.priority)
                .cmp(&vocabulary.priority_rank(&right.priority)),
            SortKey::Assignee => absent_last(left.assignee.as_ref(), right.assignee.as_ref()),
            SortKey::Created => absent_last(left.created_at, right.created_at),
            SortKey::Updated => absent_last(left.updated_at, right.updated_at),
            SortKey::Due => absent_last(left.due, right.due),
            SortKey::Points => absent_last(left.story_points, right.story_points),
        }
    }
}

fn absent_last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

impl FromStr for SortKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "id" | "key" => SortKey::Id,
            "title" => SortKey::Title,
            "type" => SortKey::Type,
            "status" => SortKey::Status,
            "priority" => SortKey::Priority,
            "assignee" => SortKey::Assignee,
            "created" => SortKey::Created,
            "updated" => SortKey::Updated,
            "due" => SortKey::Due,
            "points" => SortKey::Points,
            _ => return Err(()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time_are_read_as_people_write_them() {
        let now: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        let check = |text: &str, looks_ahead: bool, expected: &str| {
            let range = DateRange::parse(text, now, looks_ahead).unwrap();
            let show = |time: Option<Timestamp>| time.map(|t| t.to_string()).unwrap_or_default();
            assert_eq!(
                format!("{}..{}", show(range.from), show(range.until)),
                expected,
                "{text}"
            );
        };
        check("7d", false, "2026-11-13T10:00:00Z..");
        check("7d", true, "..2026-11-27T23:59:59Z");
        check("2w", false, "2026-11-06T10:00:00Z..");
        check("today", false, "2026-11-20T00:00:00Z..2026-11-20T23:59:59Z");
        check(
            "2026-11-01..2026-11-02",
            false,
            "2026-11-01T00:00:00Z..2026-11-02T23:59:59Z",
        );
        check("..2026-11-02", false, "..2026-11-02T23:59:59Z");
        for text in ["", "x", "7", "7m", "2026-11-01..x", "99999999999d"] {
            assert!(DateRange::parse(text, now, false).is_err(), "{text}");
        }
    }
}
