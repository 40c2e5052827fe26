//! What the exit code of the program means.

use crate::config::ConfigError;
use crate::ops::OpError;
use crate::store::FindError;
use crate::store::ProblemCode;
use crate::store::StoreError;
use crate::vcs::VcsError;

/// How a command ended; DESIGN section 7 fixes the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ExitCode {
    /// Done.
    Success = 0,
    /// A rule forbids it.
    Refused = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// What was named is not there.
    NotFound = 3,
    /// Somebody else was quicker.
    Conflict = 4,
    /// Another process kept the lock.
    LockTimeout = 5,
    /// Files cannot be read or written.
    Unreadable = 6,
    /// There was nothing to do.
    Nothing = 7,
}

impl ExitCode {
    /// What `--format json` calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ExitCode::Success => "success",
            ExitCode::Refused => "refused",
            ExitCode::Usage => "usage",
            ExitCode::NotFound => "not-found",
            ExitCode::Conflict => "conflict",
            ExitCode::LockTimeout => "lock-timeout",
            ExitCode::Unreadable => "unreadable",
            ExitCode::Nothing => "nothing-to-do",
        }
    }

    /// The code for an error.
    pub(crate) fn of(error: &OpError) -> ExitCode {
        match error {
            OpError::Find(FindError::NotFound { .. })
            | OpError::NoProject { .. }
            | OpError::NotFound { .. }
            | OpError::Vcs(VcsError::UnknownRevision { .. }) => ExitCode::NotFound,
            OpError::Unreadable(problem) | OpError::Store(StoreError::Unreadable(problem))
                if problem.code == ProblemCode::ConflictMarkers =>
            {
                ExitCode::Conflict
            }
            OpError::Refused { .. }
            | OpError::Store(StoreError::Past { .. })
            | OpError::Vcs(VcsError::Refused { .. }) => ExitCode::Refused,
            OpError::NotCommitted { source } => ExitCode::of(source),
            OpError::Unknown {
                source: crate::domain::Unknown::Transition { .. },
                ..
            } => ExitCode::Refused,
            OpError::Find(FindError::Ambiguous { .. })
            | OpError::Unknown { .. }
            | OpError::Query(_)
            | OpError::Invalid { .. } => ExitCode::Usage,
            OpError::Config(ConfigError::Unknown { .. } | ConfigError::Flag(_)) => ExitCode::Usage,
            OpError::Config(ConfigError::Value { .. }) => ExitCode::Usage,
            OpError::Conflict { .. } | OpError::Store(StoreError::Changed { .. }) => {
                ExitCode::Conflict
            }
            OpError::Nothing(_) => ExitCode::Nothing,
            OpError::Store(StoreError::LockTimeout { .. }) => ExitCode::LockTimeout,
            OpError::Config(ConfigError::Format { .. })
            | OpError::Unreadable(_)
            | OpError::Store(_)
            | OpError::Vcs(_) => ExitCode::Unreadable,
        }
    }
}
