//! What has to be known before a condition can be judged.

use crate::query::Condition;
use crate::query::Field;
use crate::query::Pattern;
use crate::query::Scope;
use crate::query::State;
use crate::query::Test;
use crate::query::TextTerm;
use crate::query::TimeField;
use crate::query::WordField;

impl Condition {
    /// Whether [`Summary::updated_at`](crate::domain::Summary::updated_at) has to be there.
    pub fn needs_updated(&self) -> bool {
        self.has_test(&|test| match test {
            Test::When(field, _) => *field == TimeField::Updated,
            Test::Has(field) => *field == Field::Time(TimeField::Updated),
            Test::OneOf(..) | Test::Points { .. } | Test::Is(_) => false,
        })
    }

    /// Whether it asks what tickets wait for others.
    pub fn needs_relations(&self) -> bool {
        self.has_test(&|test| matches!(test, Test::Is(State::Ready | State::Blocked)))
    }

    /// Whether it asks for the text of tickets.
    pub fn needs_text(&self) -> bool {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().any(Condition::needs_text)
            }
            Condition::Not(inner) => inner.needs_text(),
            Condition::Test(_) => false,
            Condition::Text(_) => true,
        }
    }

    /// The terms that a good hit holds: those that stand under no negation.
    pub fn text_terms(&self) -> Vec<&TextTerm> {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().flat_map(Condition::text_terms).collect()
            }
            Condition::Not(_) | Condition::Test(_) => Vec::new(),
            Condition::Text(term) => vec![term],
        }
    }

    /// All terms of text, those under negations too: what an index has to answer.
    pub fn all_text_terms(&self) -> Vec<&TextTerm> {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().flat_map(Condition::all_text_terms).collect()
            }
            Condition::Not(inner) => inner.all_text_terms(),
            Condition::Test(_) => Vec::new(),
            Condition::Text(term) => vec![term],
        }
    }

    /// Gives keys that stand in it as values their present name, where `rename` knows one.
    ///
    /// Records name each other by key, and people also by a key of former times.
    pub fn rename_keys(&mut self, rename: &dyn Fn(&str) -> Option<String>) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    part.rename_keys(rename);
                }
            }
            Condition::Not(inner) => inner.rename_keys(rename),
            Condition::Test(Test::OneOf(field, patterns)) if is_reference(*field) => {
                for pattern in patterns {
                    pattern.rename(rename);
                }
            }
            Condition::Test(_) | Condition::Text(_) => {}
        }
    }

    /// How far it looks by itself: whoever asks for a status, settled or not, means it.
    pub fn scope(&self) -> Scope {
        self.scope_of(true)
    }

    fn scope_of(&self, is_wanted: bool) -> Scope {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                let scopes = parts.iter().map(|part| part.scope_of(is_wanted));
                scopes.max().unwrap_or_default()
            }
            Condition::Not(inner) => inner.scope_of(!is_wanted),
            Condition::Test(test) => test.scope(is_wanted),
            Condition::Text(_) => Scope::Open,
        }
    }

    fn has_test(&self, is_it: &dyn Fn(&Test) -> bool) -> bool {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().any(|part| part.has_test(is_it))
            }
            Condition::Not(inner) => inner.has_test(is_it),
            Condition::Test(test) => is_it(test),
            Condition::Text(_) => false,
        }
    }
}

impl Test {
    fn scope(&self, is_wanted: bool) -> Scope {
        match (self, is_wanted) {
            (
                Test::Is(State::Archived) | Test::OneOf(WordField::Id | WordField::Alias, _),
                true,
            ) => Scope::All,
            (
                Test::OneOf(WordField::Status | WordField::Category | WordField::Resolution, _)
                | Test::Has(Field::Word(WordField::Resolution))
                | Test::Is(State::Settled),
                true,
            )
            | (Test::Is(State::Open), false) => Scope::Settled,
            _ => Scope::Open,
        }
    }
}

fn is_reference(field: WordField) -> bool {
    matches!(
        field,
        WordField::Parent
            | WordField::Epic
            | WordField::Sprint
            | WordField::Item
            | WordField::DependsOn
    )
}

impl Pattern {
    fn rename(&mut self, rename: &dyn Fn(&str) -> Option<String>) {
        if let Pattern::Exactly(name) = self
            && let Some(present) = rename(name)
        {
            *name = present;
        }
    }
}
