//! From the arguments of a command line to the text of a query.
//!
//! The shell takes the quotes away: `label:"two words"` arrives as one argument
//! `label:two words`. As in GitHub's program, such an argument is one value, and
//! one of plain words is a phrase. One with other parts of the language in it
//! is taken as it is.

use crate::query::Field;
use crate::query::Language;
use crate::query::field;
use crate::query::field::Name;
use crate::query::matches::is_same;
use crate::query::token::field_start;

impl Language<'_> {
    /// The text that the arguments of a command line make together.
    pub fn join(&self, arguments: &[String]) -> String {
        let texts: Vec<String> = arguments.iter().map(|text| self.argument(text)).collect();
        texts.join(" ")
    }

    fn argument(&self, text: &str) -> String {
        let text = text.trim();
        if !text.contains(char::is_whitespace) || is_of_the_language(text) {
            return text.to_owned();
        }
        let (sign, term) = match negated(text) {
            Some(term) => ("-", term),
            None => ("", text),
        };
        if !term.contains(char::is_whitespace) {
            return format!("{sign}{term}");
        }
        let Some((name, written, _)) = field_start(term) else {
            return format!("{sign}{}", quoted(term));
        };
        let start = name.len() + written.len();
        let value = &term[start..];
        if self.takes_blanks(name, value) {
            format!("{sign}{}{}", &term[..start], quoted(value))
        } else {
            text.to_owned()
        }
    }

    /// Whether a value of this field can have blanks in it.
    fn takes_blanks(&self, name: &str, value: &str) -> bool {
        match field::named(name).map(|spec| spec.means) {
            Some(Name::Field(Field::Word(field))) => match self.words(field) {
                Some(words) => words.iter().any(|word| is_same(word, value.trim())),
                None => true,
            },
            Some(Name::Text(_)) => true,
            Some(Name::Field(Field::Time(_))) => value.trim().contains(':'),
            Some(
                Name::Field(Field::Points)
                | Name::Is
                | Name::Has
                | Name::No
                | Name::Sort
                | Name::Scope,
            )
            | None => false,
        }
    }
}

/// Whether an argument is a term of a field with a `-` before it.
pub fn is_negated_term(argument: &str) -> bool {
    let term = argument.strip_prefix('-').and_then(field_start);
    term.is_some_and(|(name, _, _)| field::named(name).is_some())
}

/// What stands behind a `-`, or behind a `NOT` before a term of a field.
fn negated(argument: &str) -> Option<&str> {
    let behind = || argument.strip_prefix("NOT ").map(str::trim_start);
    let term = argument.strip_prefix('-');
    term.or_else(|| behind().filter(|term| field_start(term).is_some()))
}

/// Whether an argument has more in it than a term with blanks has.
fn is_of_the_language(text: &str) -> bool {
    let is_operator = |word: &str| {
        matches!(word, "AND" | "OR" | "NOT") || (word.starts_with('-') && word.len() > 1)
    };
    let is_field =
        |word: &str| field_start(word).is_some_and(|(name, _, _)| field::named(name).is_some());
    let mut later = negated(text).unwrap_or(text).split_whitespace().skip(1);
    let is_not = text.starts_with("NOT ") && negated(text).is_none();
    is_not
        || text.contains(['"', '(', ')'])
        || later.any(|word| is_operator(word) || is_field(word))
}

/// In quotes; a `*` at the end stays outside.
fn quoted(text: &str) -> String {
    let (text, star) = match text.strip_suffix('*') {
        Some(text) => (text, "*"),
        None => (text, ""),
    };
    format!("\"{}\"{star}", text.replace('\\', "\\\\"))
}
