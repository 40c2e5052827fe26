//! Why an operation did not happen.

use std::path::PathBuf;

use crate::config::ConfigError;
use crate::domain::Key;
use crate::domain::Unknown;
use crate::query::QueryError;
use crate::store::FindError;
use crate::store::Problem;
use crate::store::StoreError;
use crate::vcs::VcsError;

/// The one error of all operations: a variant per reaction, not per cause.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    /// There is no `.tickets` folder.
    #[error("no tickets in `{}` or above", folder.display())]
    NoProject {
        /// Where the search began.
        folder: PathBuf,
    },
    /// A record cannot be named so.
    #[error(transparent)]
    Find(#[from] FindError),
    /// Something else that was named does not exist.
    #[error("no {what} `{name}`")]
    NotFound {
        /// What it would be: `comment`, `file`, …
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// A rule forbids it.
    #[error("cannot {action} `{id}`: {reason}")]
    Refused {
        /// The verb.
        action: &'static str,
        /// The record.
        id: Key,
        /// The rule, as it applies here.
        reason: String,
        /// What to do instead.
        hint: Option<String>,
    },
    /// The project does not know this word, or does not allow this move.
    #[error("{}{source}", about(.id.as_ref()))]
    Unknown {
        /// The record.
        id: Option<Key>,
        /// The rule.
        source: Unknown,
    },
    /// The query makes no sense.
    #[error(transparent)]
    Query(Box<QueryError>),
    /// The input makes no sense.
    #[error("{reason}")]
    Invalid {
        /// What is wrong with it.
        reason: String,
        /// What to give instead.
        hint: Option<String>,
    },
    /// Somebody else was quicker.
    #[error("{reason}")]
    Conflict {
        /// What happened meanwhile.
        reason: String,
    },
    /// There is nothing to do.
    #[error("{0}")]
    Nothing(String),
    /// All was done but the commit that was asked for.
    #[error(
        "the tickets have changed, but nothing was committed: {}",
        reason(source)
    )]
    NotCommitted {
        /// Why not.
        source: Box<OpError>,
    },
    /// The record's file cannot be used.
    #[error("{0}")]
    Unreadable(Problem),
    /// The settings cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Version control failed.
    #[error(transparent)]
    Vcs(#[from] VcsError),
}

impl From<QueryError> for OpError {
    fn from(error: QueryError) -> OpError {
        OpError::Query(Box::new(error))
    }
}

/// Why, without the words that say of what.
pub(crate) fn reason(error: &OpError) -> String {
    match error {
        OpError::Vcs(VcsError::Refused { reason, .. }) => reason.clone(),
        other => other.to_string(),
    }
}

fn about(id: Option<&Key>) -> String {
    id.map_or_else(String::new, |id| format!("cannot change `{id}`: "))
}

impl OpError {
    /// Input that makes no sense.
    pub(crate) fn invalid(reason: impl Into<String>) -> OpError {
        OpError::Invalid {
            reason: reason.into(),
            hint: None,
        }
    }

    /// A rule that forbids `action`.
    pub(crate) fn refused(action: &'static str, id: &Key, reason: impl Into<String>) -> OpError {
        OpError::Refused {
            action,
            id: id.clone(),
            reason: reason.into(),
            hint: None,
        }
    }
}
