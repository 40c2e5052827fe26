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
        let (sign, term) = match text.strip_prefix('-') {
            Some(term) => ("-", term),
            None => match text.strip_prefix("NOT ") {
                Some(term) => ("NOT ", term.trim_start()),
                None => ("", text),
            },
        };
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

/// Whether an argument has more in it than a term with blanks has.
fn is_of_the_language(text: &str) -> bool {
    let is_operator = |word: &str| {
        matches!(word, "AND" | "OR" | "NOT") || (word.starts_with('-') && word.len() > 1)
    };
    let is_field =
        |word: &str| field_start(word).is_some_and(|(name, _, _)| field::named(name).is_some());
    // The first word may be a field's name and `NOT`; the rest is its value.
    let rest = text.strip_prefix("NOT ").unwrap_or(text).trim_start();
    let later = rest.split_whitespace().skip(1);
    text.contains(['"', '(', ')'])
        || later
            .into_iter()
            .any(|word| is_operator(word) || is_field(word))
}

/// In quotes; a `*` at the end stays outside.
fn quoted(text: &str) -> String {
    let (text, star) = match text.strip_suffix('*') {
        Some(text) => (text, "*"),
        None => (text, ""),
    };
    format!("\"{}\"{star}", text.replace('\\', "\\\\"))
}
