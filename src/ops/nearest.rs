//! "Did you mean": the known word that comes nearest to what was typed.

use crate::query;

/// A hint: the known word that comes nearest, or all of them.
pub fn nearest(value: &str, known: &[String]) -> String {
    match query::nearest(value, known) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}
