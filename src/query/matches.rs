//! Whether a ticket meets a condition.

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::Summary;
use crate::domain::Timestamp;
use crate::domain::Vocabulary;
use crate::query::Condition;
use crate::query::Field;
use crate::query::Pattern;
use crate::query::State;
use crate::query::Test;
use crate::query::TextTerm;
use crate::query::TimeField;
use crate::query::WordField;

/// What is known beside the tickets themselves.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The project's words.
    pub vocabulary: &'a Vocabulary,
    /// Whether something that a ticket depends on is not settled; asked only
    /// by conditions of which [`Condition::needs_relations`] says so.
    pub waits: &'a dyn Fn(&Summary<'_>) -> bool,
}

impl Condition {
    /// Whether a ticket meets it. `text` tells whether this ticket holds a term,
    /// and is asked only when nothing cheaper has decided.
    pub fn matches(
        &self,
        summary: &Summary<'_>,
        known: Known<'_>,
        text: &mut dyn FnMut(&TextTerm) -> bool,
    ) -> bool {
        let mut meets = |part: &Condition| part.matches(summary, known, text);
        match self {
            Condition::All(parts) => {
                let mut cheap = parts.iter().filter(|part| !part.needs_text());
                let mut costly = parts.iter().filter(|part| part.needs_text());
                cheap.all(&mut meets) && costly.all(meets)
            }
            Condition::Any(parts) => {
                let mut cheap = parts.iter().filter(|part| !part.needs_text());
                let mut costly = parts.iter().filter(|part| part.needs_text());
                cheap.any(&mut meets) || costly.any(meets)
            }
            Condition::Not(inner) => !meets(inner),
            Condition::Test(test) => test.holds(summary, known),
            Condition::Text(term) => text(term),
        }
    }
}

impl Test {
    fn holds(&self, summary: &Summary<'_>, known: Known<'_>) -> bool {
        match self {
            Test::OneOf(field, patterns) => {
                let is_one = |value: &str| patterns.iter().any(|other| other.fits(*field, value));
                has_value(summary, *field, known.vocabulary, &is_one)
            }
            Test::When(field, span) => {
                time(summary, *field).is_some_and(|time| span.contains(time))
            }
            Test::Points { from, until } => summary.story_points.is_some_and(|points| {
                from.is_none_or(|from| points >= from) && until.is_none_or(|until| points <= until)
            }),
            Test::Has(Field::Word(field)) => {
                has_value(summary, *field, known.vocabulary, &|_| true)
            }
            Test::Has(Field::Time(field)) => time(summary, *field).is_some(),
            Test::Has(Field::Points) => summary.story_points.is_some(),
            Test::Is(state) => state.is_of(summary, known),
        }
    }
}

impl State {
    fn is_of(self, summary: &Summary<'_>, known: Known<'_>) -> bool {
        let category = known.vocabulary.category(&summary.status);
        let is_settled = category.is_some_and(Category::is_settled);
        let is_open = !is_settled && !summary.is_archived;
        match self {
            State::Open => is_open,
            State::Settled => is_settled,
            State::Archived => summary.is_archived,
            State::Ready => is_open && category == Some(Category::Todo) && !(known.waits)(summary),
            State::Blocked => {
                is_open && (category == Some(Category::Blocked) || (known.waits)(summary))
            }
            State::Overdue(today) => is_open && summary.due.is_some_and(|due| due < today),
        }
    }
}

fn has_value(
    summary: &Summary<'_>,
    field: WordField,
    vocabulary: &Vocabulary,
    is_wanted: &dyn Fn(&str) -> bool,
) -> bool {
    match field {
        // A key of former times still names the ticket.
        WordField::Id => is_wanted(&summary.id) || summary.aliases.iter().any(is_wanted),
        WordField::Alias => summary.aliases.iter().any(is_wanted),
        WordField::Type => is_wanted(&summary.record_type),
        WordField::Status => is_wanted(&summary.status),
        WordField::Category => {
            let category = vocabulary.category(&summary.status);
            category.is_some_and(|category| is_wanted(category.as_str()))
        }
        WordField::Priority => is_wanted(&summary.priority),
        WordField::Assignee => summary.assignee.as_deref().is_some_and(is_wanted),
        WordField::Author => summary.created_by.as_deref().is_some_and(is_wanted),
        WordField::Label => summary.labels.iter().any(is_wanted),
        WordField::Epic => summary.epic.as_deref().is_some_and(is_wanted),
        WordField::Sprint => summary.sprint.as_deref().is_some_and(is_wanted),
        WordField::Item => summary.item.as_deref().is_some_and(is_wanted),
        WordField::Parent => summary.parent.as_deref().is_some_and(is_wanted),
        WordField::DependsOn => summary.depends_on.iter().any(is_wanted),
        WordField::Resolution => summary.resolution.as_deref().is_some_and(is_wanted),
    }
}

fn time(summary: &Summary<'_>, field: TimeField) -> Option<Timestamp> {
    match field {
        TimeField::Due => summary.due.map(Date::midnight),
        TimeField::Created => summary.created_at,
        TimeField::Updated => summary.updated_at,
        TimeField::Moved => summary.moved_at,
    }
}

impl Pattern {
    fn fits(&self, field: WordField, value: &str) -> bool {
        match self {
            Pattern::Exactly(word) => {
                let is_it = |name| is_same(name, word);
                names_in(field, value).any(is_it) || words_in(field, value).any(is_it)
            }
            Pattern::Begins(start) => {
                let is_it = |name| begins_with(name, start);
                names_in(field, value).any(is_it) || words_in(field, value).any(is_it)
            }
            // An Alice is not every Alice.
            Pattern::Me(own) => {
                names_in(field, value).any(|name| own.iter().any(|own| is_same(name, own.as_str())))
            }
        }
    }
}

/// All that a value goes by: `Ada Lin <a@b.c>` is also `Ada Lin` and `a@b.c`, and `TICKET-42` is also `42`.
fn names_in(field: WordField, value: &str) -> impl Iterator<Item = &str> {
    let mut parts = None;
    if field.is_person() {
        let split = value.split_once('<');
        parts = split.map(|(name, rest)| (name.trim(), rest.trim_end_matches('>').trim()));
    } else if field.is_key() {
        parts = value.split_once('-').map(|(_, number)| (number, number));
    }
    let parts = parts.into_iter().flat_map(|(one, other)| [one, other]);
    std::iter::once(value).chain(parts)
}

/// The words of a person's name, by which others know them too.
fn words_in(field: WordField, value: &str) -> impl Iterator<Item = &str> {
    let name = if field.is_person() {
        value.split('<').next().unwrap_or_default()
    } else {
        ""
    };
    name.split_whitespace()
}

/// Whether two words differ in case only.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    let lower = |text| str::chars(text).flat_map(char::to_lowercase);
    lower(one).eq(lower(other))
}

/// Whether a word begins with another, whatever their case.
pub(crate) fn begins_with(word: &str, start: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    let mut wanted = start.chars().flat_map(char::to_lowercase);
    wanted.all(|letter| letters.next() == Some(letter))
}
