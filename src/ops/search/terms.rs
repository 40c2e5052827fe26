//! The terms of a query that ask for text.

use crate::query::Condition;
use crate::query::TextTerm;

/// Adds all terms of a condition, also those that must not be found.
pub(crate) fn text_terms(condition: &Condition, terms: &mut Vec<TextTerm>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| text_terms(part, terms));
        }
        Condition::Not(inner) => text_terms(inner, terms),
        Condition::Test(_) => {}
        Condition::Text(term) if terms.contains(term) => {}
        Condition::Text(term) => terms.push(term.clone()),
    }
}
