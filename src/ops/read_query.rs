//! Reading queries.

use std::cell::OnceCell;

use crate::domain::Person;
use crate::domain::Vocabulary;
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

/// Reads the query that the arguments of a command line make together, about records
/// whose words these are; an argument with blanks in it is one value or phrase, as
/// [`Language::join`] has it.
///
/// # Errors
/// [`OpError::Query`], with what is wrong and where.
pub fn read_query_arguments(
    tracker: &Tracker,
    vocabulary: &Vocabulary,
    arguments: &[String],
) -> Result<Query, OpError> {
    tracker.with_words(vocabulary, |language| {
        Ok(language.parse(&language.join(arguments))?)
    })
}

impl Tracker {
    /// Does something with the language of this project's queries.
    pub fn with_language<T>(&self, work: impl FnOnce(&Language<'_>) -> T) -> T {
        self.with_words(&self.vocabulary, work)
    }

    fn with_words<T>(&self, vocabulary: &Vocabulary, work: impl FnOnce(&Language<'_>) -> T) -> T {
        // Version control is asked for the name, once for however many `me` there are.
        let names: OnceCell<Vec<Person>> = OnceCell::new();
        let me = || names.get_or_init(|| self.own_names()).clone();
        work(&Language {
            vocabulary,
            now: self.now(),
            me: &me,
        })
    }
}
