//! Choosing tickets by a query, for commands that change all that match.

use crate::domain::Key;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::list;
use crate::ops::list::Query;
use crate::ops::read_query;
use crate::store::Problem;

/// A ticket that a query chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// Its key.
    pub key: Key,
    /// What it is about.
    pub title: String,
}

/// The tickets that a query chooses, in the order of a list, and the files that
/// could not be read: whether those are meant, nobody can tell.
///
/// # Errors
/// A query that cannot be read.
pub fn select(tracker: &Tracker, text: &str) -> Result<(Vec<Selected>, Vec<Problem>), OpError> {
    let query = Query {
        query: read_query(tracker, text)?,
        ..Query::default()
    };
    let mut found = list(tracker, &query);
    let problems = std::mem::take(&mut found.problems);
    let selected = found.glances(tracker).filter_map(|glance| {
        Some(Selected {
            key: glance.summary.id.parse().ok()?,
            title: glance.summary.title.into_owned(),
        })
    });
    Ok((selected.collect(), problems))
}
