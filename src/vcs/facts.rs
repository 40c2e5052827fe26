//! The values that a version control system answers with.

use std::fmt;

/// A version control system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum System {
    /// git.
    Git,
    /// Mercurial.
    Mercurial,
    /// Jujutsu, whether its repository is colocated with git or not.
    Jujutsu,
    /// A plain folder.
    None,
    /// The in-memory system for tests.
    Fake,
}

impl fmt::Display for System {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Git => "git",
            Self::Mercurial => "hg",
            Self::Jujutsu => "jj",
            Self::None => "none",
            Self::Fake => "fake",
        })
    }
}

/// A person as the version control system names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Name, never blank.
    pub name: String,
    /// Mail address, never blank.
    pub email: Option<String>,
}

/// A branch and the revision it stands at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tip {
    /// Short name, as `main` or `origin/main`.
    pub name: String,
    /// Revision in the system's full notation; for git the hexadecimal id of a commit.
    pub revision: String,
}
