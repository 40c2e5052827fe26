//! What a tracker is told about the world around it.

use std::cell::LazyCell;
use std::path::PathBuf;

use crate::domain::Timestamp;
use crate::ops::Random;
use crate::vcs::Environment;

/// Whether writes happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    /// They do.
    Real,
    /// They are computed and shown, and nothing changes (`--dry-run`).
    Rehearsed,
}

/// Looks up an environment variable.
pub type Variables = Box<dyn Fn(&str) -> Option<String>>;

/// Everything that comes from outside: folder, clock, chance, environment.
pub struct Surroundings {
    /// Where to look for the project from.
    pub folder: PathBuf,
    /// What version control's variables say.
    pub vcs: Environment,
    /// The user's own settings file.
    pub user_config: Option<PathBuf>,
    /// Looks up an environment variable.
    pub variable: Variables,
    /// Settings from the command line, `NAME=VALUE`.
    pub flags: Vec<String>,
    /// This program, as version control is to start it: a name on the search path, or a whole path.
    /// Only a command that registers it looks for it.
    pub program: LazyCell<String>,
    /// What the lock tells others about this process, when it is taken.
    pub holder: fn() -> String,
    /// Tells the time.
    pub clock: Box<dyn Fn() -> Timestamp>,
    /// Source of uids and random keys.
    pub random: Random,
    /// Whether writes happen.
    pub writes: Writes,
    /// Whether each write is committed at once, whatever the setting `auto_commit` says.
    pub commits: bool,
    /// The revision to read the project at; none for the working tree. Nothing
    /// of a revision can be changed.
    pub revision: Option<String>,
}

impl std::fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings")
            .field("folder", &self.folder)
            .field("writes", &self.writes)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}
