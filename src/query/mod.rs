//! The language that people ask for tickets in, and which tickets it means.
//!
//! `label:bug -label:wontfix priority>=high "exact words" is:ready sort:-created`;
//! `guide.txt` tells all of it. `ops::read_query` reads one with the project's
//! words, the user and the time, which together are a [`Language`].
//!
//! A [`Query`] is a [`Condition`], how far to look ([`Scope`]), and an order
//! ([`Sort`]). Options of commands and parts of other front ends become
//! conditions too, put together with [`Query::and`]: there is one rule for
//! which tickets match, in `matches`. To run one:
//!
//! 1. ask [`Query::needs_updated`], [`Condition::needs_relations`] and
//!    [`Condition::needs_text`] what has to be known, and nothing more;
//! 2. put the present names of keys into it: [`Condition::rename_keys`];
//! 3. [`Query::judge`] each [`Summary`](crate::domain::Summary) with what is
//!    [`Known`] beside it, and with a closure that tells whether this ticket's
//!    text holds a [`TextTerm`]; it is called last, and not at all where
//!    something cheaper decides;
//! 4. sort with [`compare`].
//!
//! [`Condition::text_terms`] are those that rank, under no negation;
//! [`Condition::all_text_terms`] are all that an index has to answer for.
//!
//! The text goes through `token` (pieces with their places), `parse` (how they
//! are joined), `term` and `compare` (what one means). `print` is the way back:
//! what it prints is read as the same query. A [`QueryError`] knows its place.

mod arguments;
mod compare;
mod complete;
mod condition;
mod contradiction;
mod error;
mod field;
mod guide;
mod matches;
mod near;
mod needs;
mod parse;
mod print;
mod scope;
mod sort;
mod span;
mod term;
#[cfg(test)]
mod tests;
mod text_term;
mod time_span;
mod token;
mod whole_query;

pub use arguments::is_negated_term;
pub use condition::Condition;
pub use condition::Pattern;
pub use condition::State;
pub use condition::Test;
pub use error::Fault;
pub use error::QueryError;
pub use field::Field;
pub use field::TimeField;
pub use field::WordField;
pub use guide::GUIDE;
pub use matches::Known;
pub use near::nearest;
pub use parse::Language;
pub use scope::Scope;
pub use sort::Sort;
pub use sort::SortKey;
pub use sort::compare;
pub use sort::is_by_rank;
pub use sort::rank;
pub use text_term::TextField;
pub use text_term::TextForm;
pub use text_term::TextTerm;
pub use time_span::Direction;
pub use time_span::TimeSpan;
pub use whole_query::Query;
pub use whole_query::Verdict;
