//! Reading queries.

use crate::domain::Person;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::query::Language;
use crate::query::Query;

/// Reads a query, with the project's words, the user and the time.
///
/// # Errors
/// [`OpError::Query`], with what is wrong and where.
pub fn read_query(tracker: &Tracker, text: &str) -> Result<Query, OpError> {
    tracker.with_language(|language| Ok(language.parse(text)?))
}

/// Reads the query that the arguments of a command line make together; one
/// with blanks in it is one value or phrase, as [`Language::join`] has it.
///
/// # Errors
/// [`OpError::Query`], with what is wrong and where.
pub fn read_query_arguments(tracker: &Tracker, arguments: &[String]) -> Result<Query, OpError> {
    tracker.with_language(|language| Ok(language.parse(&language.join(arguments))?))
}

impl Tracker {
    /// Does something with the language of this project's queries.
    pub fn with_language<T>(&self, work: impl FnOnce(&Language<'_>) -> T) -> T {
        let me = || -> Vec<Person> { self.own_names() };
        work(&Language {
            vocabulary: &self.vocabulary,
            now: self.now(),
            me: &me,
        })
    }
}
