//! Why the store cannot do what it was asked.

use std::io;
use std::path::PathBuf;

use crate::store::Holder;
use crate::store::Problem;

/// A failure of the store as a whole, or of the one file that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder cannot be read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried: `read`, `write`, …
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process kept the lock for longer than the timeout.
    #[error("another process holds the lock `{}`: {holder}", path.display())]
    LockTimeout {
        /// The lock file.
        path: PathBuf,
        /// Who holds it.
        holder: Holder,
    },
    /// A file is no longer what the change began from.
    #[error("`{path}` was changed meanwhile")]
    Changed {
        /// The file.
        path: String,
    },
    /// The file that was asked for cannot be used.
    #[error("{0}")]
    Unreadable(Problem),
    /// The files are those of a revision.
    #[error("the tickets of revision `{revision}` cannot be changed")]
    Past {
        /// The revision, as it was asked for.
        revision: String,
    },
    /// The journal of a crashed transaction cannot be understood.
    #[error("the journal `{}` of an interrupted write cannot be used: {reason}", path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl StoreError {
    /// An error of the system on `path`, for use with `map_err`.
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.into();
        move |source| StoreError::Io {
            action,
            path,
            source,
        }
    }
}
