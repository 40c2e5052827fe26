//! Version control as the tracker sees it: where the working tree is, where private files go,
//! who works, and which record names other branches already hold.
//!
//! [`discover`] finds the system that a folder belongs to, [`Vcs`] is what every system answers. The adapters only
//! read: nothing here changes a repository, starts a program, reads the clock or looks at the process environment
//! (an [`Environment`] is handed in; git's own configuration is the exception, gix finds it the way git does).
//!
//! `conformance` is the suite that every adapter passes. A new system is an adapter, a line in [`discover`],
//! a variant of [`System`] and a workbench for the suite.

#[cfg(test)]
pub(crate) mod conformance;
mod discover;
mod environment;
mod error;
mod facts;
mod fake;
mod git;
mod none;

use std::fmt;
use std::path::Path;
use std::path::PathBuf;

pub use discover::discover;
pub use environment::ConfigScope;
pub use environment::Environment;
pub use error::VcsError;
pub use facts::System;
pub use facts::Tip;
pub use facts::User;
pub use fake::FakeVcs;

/// Version control as the tracker sees it.
///
/// The first four answers are known as soon as the adapter exists and cost nothing. The others may open the repository, once.
pub trait Vcs: fmt::Debug {
    /// Returns which system this is.
    fn system(&self) -> System;

    /// Returns the root of the working tree, absolute and with symbolic links resolved.
    fn root(&self) -> &Path;

    /// Returns the folder that is never committed and that all working trees of the clone share.
    ///
    /// It need not exist yet.
    fn shared_dir(&self) -> &Path;

    /// Returns the folder that is never committed and belongs to this working tree alone.
    ///
    /// It need not exist yet, and is the shared one where there is only one working tree.
    fn worktree_dir(&self) -> &Path;

    /// Returns the roots of all working trees of the clone that still exist, this one included, sorted.
    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError>;

    /// Returns who works here according to the system's configuration, `None` when nobody is named.
    fn user(&self) -> Result<Option<User>, VcsError>;

    /// Returns the current branch's short name, also before its first commit; `None` when there is no current branch.
    fn branch(&self) -> Result<Option<String>, VcsError>;

    /// Returns local and remote-tracking branches, sorted by name, without those that only stand for another one.
    fn tips(&self) -> Result<Vec<Tip>, VcsError>;

    /// Returns the paths of all files below `folder` at `revision`, sorted, empty when there is no such folder.
    ///
    /// Both `folder` and the paths are relative to [`Vcs::root`] and separated by `/`; the empty folder is the root.
    /// Names that are not UTF-8 come with replacement characters, submodules are left out.
    fn names_at(&self, revision: &str, folder: &str) -> Result<Vec<String>, VcsError>;
}
