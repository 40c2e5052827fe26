//! Why a text is no query, and where.

use crate::query::near::nearest;
use crate::query::span::Span;

/// A text that is no query, with the place where it stops being one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct QueryError {
    query: String,
    span: Span,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong in a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// More text than anybody writes.
    #[error("the query is longer than {max} characters")]
    TooLong {
        /// How many characters there may be.
        max: usize,
    },
    /// More parentheses in each other than anybody can read.
    #[error("more than {max} parentheses in each other")]
    TooDeep {
        /// How many there may be.
        max: usize,
    },
    /// A field that tickets do not have.
    #[error("no field `{name}`")]
    Field {
        /// What was asked for.
        name: String,
    },
    /// A word that the project, or the language, does not have.
    #[error("{what} `{value}`")]
    Word {
        /// The sentence's beginning: `the project has no status`.
        what: &'static str,
        /// What was asked for.
        value: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A value that its field cannot have.
    #[error("`{value}` is not {expected}")]
    Value {
        /// What was given.
        value: String,
        /// What it should be: `a number`.
        expected: &'static str,
        /// How that is written.
        hint: Option<&'static str>,
    },
    /// Nothing where a value belongs.
    #[error("no value after `{before}`")]
    Empty {
        /// What stands before the gap: `status:`.
        before: String,
    },
    /// An operator with nothing to work on.
    #[error("`{operator}` has no term {side} it")]
    Lone {
        /// The operator.
        operator: String,
        /// `before` or `after`.
        side: &'static str,
    },
    /// A comparison without a field.
    #[error("`{operator}` has no field before it")]
    NoField {
        /// The comparison.
        operator: String,
    },
    /// Something like an operator.
    #[error("`{operator}` is no operator")]
    Operator {
        /// What was written.
        operator: String,
        /// What it may have meant.
        meant: &'static str,
    },
    /// A quote without its second half.
    #[error("the quote is not closed")]
    Quote,
    /// A parenthesis without its second half.
    #[error("the parenthesis is not closed")]
    Unclosed,
    /// A parenthesis without its first half.
    #[error("`)` closes no parenthesis")]
    Unopened,
    /// Parentheses or quotes around nothing.
    #[error("nothing stands between the {what}")]
    Hollow {
        /// `parentheses` or `quotes`.
        what: &'static str,
    },
    /// A comparison of values that have no order.
    #[error("`{operator}` compares, and `{field}` has no order")]
    Unordered {
        /// The field.
        field: &'static str,
        /// The comparison.
        operator: &'static str,
    },
    /// A comparison with a list.
    #[error("`{operator}` compares with one value")]
    OneValue {
        /// The comparison.
        operator: &'static str,
    },
    /// A span whose end lies before its beginning.
    #[error("`{value}` ends before it begins")]
    Backwards {
        /// The span.
        value: String,
    },
    /// A comparison that nothing can pass.
    #[error("nothing is {side} `{value}`")]
    Beyond {
        /// `above` or `below`.
        side: &'static str,
        /// The value.
        value: String,
    },
    /// A `*` that does not end a word.
    #[error("`*` stands at the end of one word only")]
    Star,
    /// What is about the whole query inside of a part of it.
    #[error("`{name}:` is about the whole query, and stands in a part of it")]
    Misplaced {
        /// `sort` or `scope`.
        name: &'static str,
    },
    /// Two terms that no ticket meets at once.
    #[error("`{first}` and `{second}` exclude each other")]
    Contradiction {
        /// The earlier one.
        first: String,
        /// The later one.
        second: String,
        /// What says that either will do.
        either: Option<String>,
    },
    /// `me` where nobody is known.
    #[error("nobody knows who `me` is")]
    Nobody,
}

impl QueryError {
    pub(crate) fn new(query: &str, span: Span, mut fault: Fault) -> QueryError {
        fault.shorten();
        QueryError {
            query: query.to_owned(),
            span,
            fault,
        }
    }

    /// The whole query, as it was understood to be one text.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The characters before the place, the place, and those after it.
    pub fn parts(&self) -> [&str; 3] {
        let Span { start, end } = self.span;
        [
            &self.query[..start],
            &self.query[self.span.range()],
            &self.query[end..],
        ]
    }

    /// The column of the place, in characters, the first being 1.
    pub fn position(&self) -> usize {
        self.query[..self.span.start].chars().count() + 1
    }

    /// How many characters the place has; 0 at the end of the query.
    pub fn length(&self) -> usize {
        self.query[self.span.range()].chars().count()
    }

    /// What to write instead.
    pub fn hint(&self) -> Option<String> {
        match &self.fault {
            Fault::Field { name } => Some(field_hint(name)),
            Fault::Word { value, known, .. } => Some(word_hint(value, known)),
            Fault::Value { hint, .. } => hint.map(str::to_owned),
            Fault::Beyond { .. } | Fault::TooLong { .. } => None,
            Fault::TooDeep { .. } | Fault::Backwards { .. } => None,
            Fault::Empty { before } => Some(format!(
                "write the value right behind `{before}`, one with blanks in quotes"
            )),
            Fault::Lone { operator, .. } => Some(quoted_to_find(operator)),
            Fault::NoField { operator } => Some(format!(
                "no blanks around it: `priority{operator}high`; or in quotes to find it"
            )),
            Fault::Operator { meant, .. } => Some(format!("did you mean `{meant}`?")),
            Fault::Quote => Some("a quote inside of quotes is written `\\\"`".to_owned()),
            Fault::Hollow { what: "quotes" } => None,
            Fault::Unclosed | Fault::Unopened | Fault::Hollow { .. } => {
                Some("in quotes, parentheses are text to find".to_owned())
            }
            Fault::Unordered { field, .. } => Some(format!("`{field}:VALUE` asks for a value")),
            Fault::OneValue { .. } => Some("only `:`, `=` and `!=` take a list".to_owned()),
            Fault::Star => Some("in quotes, `*` is text to find".to_owned()),
            Fault::Misplaced { name } => Some(format!(
                "put `{name}:` outside of parentheses and negations"
            )),
            Fault::Contradiction { either, .. } => either
                .as_ref()
                .map(|either| format!("`{either}` finds either")),
            Fault::Nobody => Some("`tickets config set user.name NAME` says it".to_owned()),
        }
    }
}

impl Fault {
    /// Cuts what was typed, which may be long; the place tells the whole of it.
    fn shorten(&mut self) {
        match self {
            Fault::Field { name: text }
            | Fault::Word { value: text, .. }
            | Fault::Value { value: text, .. }
            | Fault::Empty { before: text }
            | Fault::Lone { operator: text, .. }
            | Fault::NoField { operator: text }
            | Fault::Operator { operator: text, .. }
            | Fault::Backwards { value: text }
            | Fault::Beyond { value: text, .. } => cut(text),
            Fault::Contradiction {
                first,
                second,
                either,
            } => {
                cut(first);
                cut(second);
                *either = either.take().filter(|either| either.len() <= SHOWN_MAX);
            }
            Fault::TooLong { .. }
            | Fault::TooDeep { .. }
            | Fault::Quote
            | Fault::Unclosed
            | Fault::Unopened
            | Fault::Hollow { .. }
            | Fault::Unordered { .. }
            | Fault::OneValue { .. }
            | Fault::Star
            | Fault::Misplaced { .. }
            | Fault::Nobody => {}
        }
    }
}

/// How many characters of what was typed a message repeats.
const SHOWN_MAX: usize = 60;

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(SHOWN_MAX) {
        text.truncate(end);
        text.push('…');
    }
}

fn field_hint(name: &str) -> String {
    let names: Vec<&str> = crate::query::field::all_names().collect();
    match nearest(name, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "in quotes it is text to find; `tickets help query` lists the fields".to_owned(),
    }
}

fn word_hint(value: &str, known: &[String]) -> String {
    match nearest(value, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}

fn quoted_to_find(operator: &str) -> String {
    format!("in quotes, `\"{operator}\"` is text to find")
}
