//! From comparisons and spans to what they mean.

use std::ops::RangeInclusive;

use crate::query::Condition;
use crate::query::Direction;
use crate::query::Field;
use crate::query::Test;
use crate::query::TimeField;
use crate::query::TimeSpan;
use crate::query::WordField;
use crate::query::error::Fault;
use crate::query::error::QueryError;
use crate::query::term::Term;
use crate::query::time_span::Period;
use crate::query::token::Operator;
use crate::query::token::Value;

/// What a value is not, and how one is written.
type Expected = (&'static str, Option<&'static str>);

const A_TIME: Expected = (
    "a time",
    Some("write `2026-11-20`, `2026-11`, `7d`, `2w` or `today`"),
);
const A_NUMBER: Expected = ("a number from 0 to 4294967295", None);

/// What a value of any field with an order can be: `none`, `*`, `A..B`, or one value.
enum Shape<'a> {
    Absent,
    Present,
    Span(&'a str, &'a str),
    One,
}

fn shape(value: &Value) -> Shape<'_> {
    let is_word = !value.is_quoted;
    match value.dots {
        Some(at) => Shape::Span(&value.text[..at], &value.text[at + 2..]),
        None if is_word && value.is_start && value.text.is_empty() => Shape::Present,
        None if is_word && value.text.eq_ignore_ascii_case("none") => Shape::Absent,
        None => Shape::One,
    }
}

/// The end of a span, where it has one.
fn end(text: &str) -> Option<&str> {
    (!text.is_empty() && text != "*").then_some(text)
}

impl Term<'_> {
    fn bad(&self, value: &Value, (expected, hint): Expected) -> QueryError {
        let value_text = self.query[value.span.range()].to_owned();
        let fault = Fault::Value {
            value: value_text,
            expected,
            hint,
        };
        self.error(value, fault)
    }

    pub(crate) fn time(
        &self,
        field: TimeField,
        operator: Operator,
        value: &Value,
    ) -> Result<Condition, QueryError> {
        let direction = match field {
            TimeField::Due => Direction::Ahead,
            TimeField::Created | TimeField::Updated | TimeField::Moved => Direction::Back,
        };
        let now = self.language.now;
        let period = |text: &str| {
            let period = Period::parse(text, now, direction);
            period.ok_or_else(|| self.bad(value, A_TIME))
        };
        let span = match (shape(value), operator) {
            (Shape::Present, Operator::Is | Operator::IsNot) => {
                return Ok(Condition::Test(Test::Has(Field::Time(field))));
            }
            (Shape::Absent, Operator::Is | Operator::IsNot) => {
                return Ok(Condition::empty(Field::Time(field)));
            }
            (Shape::Span(from, until), Operator::Is | Operator::IsNot) => {
                self.time_span(value, end(from), end(until), &period)?
            }
            (Shape::One, _) if value.is_start => return Err(self.bad(value, A_TIME)),
            (Shape::One, Operator::Is | Operator::IsNot) => period(&value.text)?.span(now),
            (Shape::One, Operator::Above) => period(&value.text)?.after(),
            (Shape::One, Operator::AtLeast) => period(&value.text)?.since(),
            (Shape::One, Operator::Below) => period(&value.text)?.before(),
            (Shape::One, Operator::AtMost) => period(&value.text)?.until(),
            (Shape::Present | Shape::Absent | Shape::Span(..), _) => {
                return Err(self.bad(value, A_TIME));
            }
        };
        Ok(Condition::Test(Test::When(field, span)))
    }

    fn time_span(
        &self,
        value: &Value,
        from: Option<&str>,
        until: Option<&str>,
        period: &dyn Fn(&str) -> Result<Period, QueryError>,
    ) -> Result<TimeSpan, QueryError> {
        if from.is_none() && until.is_none() {
            return Err(self.bad(value, A_TIME));
        }
        let from = from.map(period).transpose()?;
        let until = until.map(period).transpose()?;
        let span = TimeSpan {
            from: from.and_then(|period| period.since().from),
            until: until.and_then(|period| period.until().until),
        };
        if span.is_backwards() {
            return Err(self.backwards(value));
        }
        Ok(span)
    }

    fn backwards(&self, value: &Value) -> QueryError {
        let value_text = value.text.clone();
        self.error(value, Fault::Backwards { value: value_text })
    }

    pub(crate) fn points(
        &self,
        operator: Operator,
        value: &Value,
    ) -> Result<Condition, QueryError> {
        let number = |text: &str| {
            let is_number = text.bytes().all(|b| b.is_ascii_digit());
            let number = text.parse::<u32>().ok().filter(|_| is_number);
            number.ok_or_else(|| self.bad(value, A_NUMBER))
        };
        let beyond = |side| {
            let value_text = value.text.clone();
            self.error(
                value,
                Fault::Beyond {
                    side,
                    value: value_text,
                },
            )
        };
        let (from, until) = match (shape(value), operator) {
            (Shape::Present, Operator::Is | Operator::IsNot) => {
                return Ok(Condition::Test(Test::Has(Field::Points)));
            }
            (Shape::Absent, Operator::Is | Operator::IsNot) => {
                return Ok(Condition::empty(Field::Points));
            }
            (Shape::Span(from, until), Operator::Is | Operator::IsNot) => {
                let from = end(from).map(number).transpose()?;
                let until = end(until).map(number).transpose()?;
                (from, until)
            }
            (Shape::One, _) if value.is_start => return Err(self.bad(value, A_NUMBER)),
            (Shape::One, Operator::Is | Operator::IsNot) => {
                let number = number(&value.text)?;
                (Some(number), Some(number))
            }
            (Shape::One, Operator::Above) => {
                let above = number(&value.text)?.checked_add(1);
                (Some(above.ok_or_else(|| beyond("above"))?), None)
            }
            (Shape::One, Operator::AtLeast) => (Some(number(&value.text)?), None),
            (Shape::One, Operator::Below) => {
                let below = number(&value.text)?.checked_sub(1);
                (None, Some(below.ok_or_else(|| beyond("below"))?))
            }
            (Shape::One, Operator::AtMost) => (None, Some(number(&value.text)?)),
            (Shape::Present | Shape::Absent | Shape::Span(..), _) => {
                return Err(self.bad(value, A_NUMBER));
            }
        };
        match (from, until) {
            (None, None) => Err(self.bad(value, A_NUMBER)),
            (Some(from), Some(until)) if from > until => Err(self.backwards(value)),
            _ => Ok(Condition::Test(Test::Points { from, until })),
        }
    }

    /// `priority>=high` and `status:open..in-review`, by the project's own order.
    pub(crate) fn ranked(
        &self,
        field: WordField,
        operator: Operator,
        value: &Value,
    ) -> Result<Condition, QueryError> {
        let mut rising = self.known(field).unwrap_or_default();
        if field == WordField::Priority {
            // The project lists the highest first.
            rising.reverse();
        }
        let rank = |text: &str| {
            let part = Value {
                text: text.to_owned(),
                ..value.clone()
            };
            let word = self.one_of(field, &rising, &part)?;
            Ok(rising.iter().position(|other| *other == word).unwrap_or(0))
        };
        let last = rising.len().saturating_sub(1);
        let beyond = |side| {
            let value_text = value.text.clone();
            self.error(
                value,
                Fault::Beyond {
                    side,
                    value: value_text,
                },
            )
        };
        let ranks: RangeInclusive<usize> = match (shape(value), operator) {
            (Shape::Span(from, until), Operator::Is | Operator::IsNot) => {
                let from = end(from).map_or(Ok(0), rank)?;
                let until = end(until).map_or(Ok(last), rank)?;
                if from > until {
                    return Err(self.backwards(value));
                }
                from..=until
            }
            (_, Operator::AtLeast) => rank(&value.text)?..=last,
            (_, Operator::AtMost) => 0..=rank(&value.text)?,
            (_, Operator::Above) => rank(&value.text)? + 1..=last,
            (_, Operator::Below) => match rank(&value.text)?.checked_sub(1) {
                Some(until) => 0..=until,
                None => return Err(beyond("below")),
            },
            (_, Operator::Is | Operator::IsNot) => return Err(self.bad(value, ("a word", None))),
        };
        if ranks.is_empty() {
            return Err(beyond("above"));
        }
        Ok(Condition::one_of(field, &rising[ranks]))
    }
}
