//! Choosing tickets by a query, for commands that change all that match.

use crate::domain::Filter;
use crate::domain::Key;
use crate::domain::LabelTest;
use crate::domain::Scope;
use crate::domain::Who;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::list;
use crate::ops::list::Query;
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
        filter: filter(tracker, text)?,
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

/// Reads `label:old status:open -label:keep assignee:me`.
fn filter(tracker: &Tracker, text: &str) -> Result<Filter, OpError> {
    let invalid = |error: crate::domain::WordError| OpError::invalid(error.to_string());
    let mut filter = Filter::default();
    for word in text.split_whitespace() {
        let (is_negated, test) = match word.strip_prefix('-') {
            Some(test) => (true, test),
            None => (false, word),
        };
        let (field, value) = test.split_once(':').unwrap_or(("", test));
        match (field, is_negated) {
            ("label", _) => filter.labels.push(LabelTest {
                any_of: vec![value.parse().map_err(invalid)?],
                is_negated,
            }),
            ("status", false) => {
                filter.statuses.push(value.parse().map_err(invalid)?);
                filter.scope = Scope::Settled;
            }
            ("type", false) => filter.types.push(value.parse().map_err(invalid)?),
            ("priority", false) => filter.priorities.push(value.parse().map_err(invalid)?),
            ("assignee", false) if value == "me" => {
                filter.assignee = Some(Who::AnyOf(tracker.own_names()));
            }
            ("assignee", false) => {
                filter.assignee = Some(Who::AnyOf(vec![value.parse().map_err(invalid)?]));
            }
            _ => {
                return Err(OpError::Invalid {
                    reason: format!("`{word}` cannot be asked for"),
                    hint: Some(
                        "there are: label:, -label:, status:, type:, priority:, assignee:"
                            .to_owned(),
                    ),
                });
            }
        }
    }
    Ok(filter)
}
