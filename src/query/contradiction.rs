//! Terms that no ticket meets at once.
//!
//! `status:open status:closed` finds nothing, and who writes it wants either.

use crate::query::Condition;
use crate::query::Pattern;
use crate::query::State;
use crate::query::Test;
use crate::query::WordField;
use crate::query::matches::is_same;

/// Why two terms exclude each other.
pub(crate) struct Exclusion {
    /// What finds either, where that is one term.
    pub(crate) either: Option<String>,
}

/// Whether two terms that stand side by side exclude each other.
pub(crate) fn between(first: &Condition, second: &Condition) -> Option<Exclusion> {
    let (Condition::Test(first), Condition::Test(second)) = (first, second) else {
        return None;
    };
    match (first, second) {
        (Test::Is(State::Open), Test::Is(State::Settled | State::Archived))
        | (Test::Is(State::Settled | State::Archived), Test::Is(State::Open)) => {
            Some(Exclusion { either: None })
        }
        (Test::OneOf(field, some), Test::OneOf(other, others))
            if field == other && field.is_of_the_project() =>
        {
            let (some, others) = (words(some)?, words(others)?);
            let is_shared = |word: &&str| others.iter().any(|other| is_same(other, word));
            if some.iter().any(is_shared) {
                return None;
            }
            let all: Vec<&str> = some.into_iter().chain(others).collect();
            Some(Exclusion {
                either: Some(either(*field, &all)),
            })
        }
        _ => None,
    }
}

/// The words, where all of them are known in full.
fn words(patterns: &[Pattern]) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    for pattern in patterns {
        match pattern {
            Pattern::Exactly(word) => words.push(word.as_str()),
            Pattern::Begins(_) | Pattern::Me(_) => return None,
        }
    }
    Some(words)
}

fn either(field: WordField, words: &[&str]) -> String {
    Condition::one_of(field, words).to_string()
}
