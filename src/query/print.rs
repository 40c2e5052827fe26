//! A query as canonical text, which reads back as the same query.

use std::fmt;
use std::fmt::Display as _;

use crate::query::Condition;
use crate::query::Field;
use crate::query::Pattern;
use crate::query::Query;
use crate::query::State;
use crate::query::Test;
use crate::query::TextForm;
use crate::query::TextTerm;
use crate::query::token::TokenKind;
use crate::query::token::Value;
use crate::query::token::tokens;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let condition = self.condition.to_string();
        if !condition.is_empty() {
            parts.push(condition);
        }
        if let Some(scope) = self.scope {
            parts.push(format!("scope:{}", scope.as_str()));
        }
        for sort in &self.sort {
            parts.push(format!("sort:{sort}"));
        }
        f.write_str(&parts.join(" "))
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::All(parts) => join(f, parts, " "),
            Condition::Any(parts) => join(f, parts, " OR "),
            Condition::Not(inner) => match &**inner {
                Condition::Test(Test::Has(field)) => write!(f, "no:{}", field.as_str()),
                inner => write!(f, "-{}", Nested(inner)),
            },
            Condition::Test(test) => test.fmt(f),
            Condition::Text(term) => text_term(f, term),
        }
    }
}

/// A condition inside of another one.
struct Nested<'a>(&'a Condition);

impl fmt::Display for Nested<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Condition::All(_) | Condition::Any(_) => write!(f, "({})", self.0),
            Condition::Not(_) | Condition::Test(_) | Condition::Text(_) => self.0.fmt(f),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Condition], between: &str) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        Nested(part).fmt(f)?;
    }
    Ok(())
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Test::OneOf(field, patterns) => {
                write!(f, "{}:", Field::Word(*field).as_str())?;
                let values: Vec<String> = patterns.iter().map(ToString::to_string).collect();
                f.write_str(&values.join(","))
            }
            Test::When(field, span) => write!(f, "{}:{span}", Field::Time(*field).as_str()),
            Test::Points { from, until } => {
                let show = |number: &Option<u32>| number.map_or(String::new(), |n| n.to_string());
                write!(f, "{}:", Field::Points.as_str())?;
                match (show(from), show(until)) {
                    (from, until) if from == until => f.write_str(&from),
                    (from, until) => write!(f, "{from}..{until}"),
                }
            }
            Test::Has(field) => write!(f, "has:{}", field.as_str()),
            Test::Is(state) => write!(f, "is:{}", state.as_str()),
        }
    }
}

impl State {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Settled => "settled",
            State::Archived => "archived",
            State::Ready => "ready",
            State::Blocked => "blocked",
            State::Overdue(_) => "overdue",
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pattern::Exactly(word) => f.write_str(&value(word)),
            Pattern::Begins(start) => write!(f, "{}*", value(start)),
            Pattern::Me(_) => f.write_str("me"),
        }
    }
}

fn text_term(f: &mut fmt::Formatter<'_>, term: &TextTerm) -> fmt::Result {
    if let Some(field) = term.field {
        write!(f, "{}:", field.as_str())?;
    }
    let is_bare = match term.field {
        Some(_) => is_plain(&format!("title:{}", term.text), &term.text),
        None => is_plain(&term.text, &term.text),
    };
    match term.form {
        TextForm::Word if is_bare => f.write_str(&term.text),
        TextForm::Word | TextForm::Phrase => f.write_str(&quoted(&term.text)),
        TextForm::Prefix if is_bare => write!(f, "{}*", term.text),
        TextForm::Prefix => write!(f, "{}*", quoted(&term.text)),
    }
}

/// A value as it is written, in quotes where they are needed.
pub(crate) fn value(text: &str) -> String {
    let is_keyword = ["none", "me"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    if !is_keyword && !text.contains("..") && is_plain(&format!("title:{text}"), text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether `query` is one term with one value, which is `text` as it stands.
fn is_plain(query: &str, text: &str) -> bool {
    let is_text = |value: &Value| {
        value.text == text && !value.is_quoted && !value.is_start && value.inner_star.is_none()
    };
    match tokens(query).as_deref() {
        Ok([token]) => match &token.kind {
            TokenKind::Text(value) => is_text(value),
            TokenKind::Field(field) => {
                field.values.len() == 1 && is_text(&field.values[0]) && query.starts_with("title")
            }
            TokenKind::Open
            | TokenKind::Close
            | TokenKind::And
            | TokenKind::Or
            | TokenKind::Not => false,
        },
        _ => false,
    }
}
