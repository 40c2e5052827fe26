//! The language that people ask for tickets in, and which tickets it means.

mod arguments;
mod compare;
mod complete;
mod condition;
mod contradiction;
mod error;
mod field;
mod matches;
mod near;
mod needs;
mod parse;
mod print;
mod query;
mod scope;
mod sort;
mod span;
mod term;
#[cfg(test)]
mod tests;
mod text_term;
mod time_span;
mod token;

pub use condition::Condition;
pub use condition::Pattern;
pub use condition::State;
pub use condition::Test;
pub use error::Fault;
pub use error::QueryError;
pub use field::Field;
pub use field::TimeField;
pub use field::WordField;
pub use matches::Known;
pub use near::nearest;
pub use parse::Language;
pub use query::Query;
pub use query::Verdict;
pub use scope::Scope;
pub use sort::Sort;
pub use sort::SortKey;
pub use sort::compare;
pub use text_term::TextField;
pub use text_term::TextForm;
pub use text_term::TextTerm;
pub use time_span::Direction;
pub use time_span::TimeSpan;
