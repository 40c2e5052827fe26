//! Version control as the tracker sees it: where the working tree is, where private files go,
//! who works, what other revisions hold, what changed between them and what a merge left open.
//!
//! [`discover`] finds the system that a folder belongs to, [`Vcs`] is what every system answers. The adapters read;
//! [`Vcs::mark_resolved`], [`Vcs::commit`] and the two that register the merge driver alone change a repository. Nothing here reads the clock or looks at the
//! process environment (an [`Environment`] is handed in; git's own configuration is the exception, gix finds it the
//! way git does).
//!
//! `conformance` is the suite that every adapter passes. A new system is an adapter, a line in [`discover`],
//! a variant of [`System`] and a workbench for the suite.

#[cfg(test)]
pub(crate) mod conformance;
mod discover;
mod driver;
mod environment;
mod error;
mod facts;
mod fake;
mod git;
mod hg;
mod history;
#[cfg(feature = "jj")]
mod jj;
#[cfg(not(feature = "jj"))]
mod jj_as_git;
mod jj_layout;
mod none;
mod trial;

use std::fmt;
use std::path::Path;
use std::path::PathBuf;

#[cfg(not(feature = "jj"))]
use crate::vcs::jj_as_git as jj;

pub use discover::discover;
pub use driver::Driver;
pub use driver::Proof;
pub use driver::Registration;
pub use environment::ConfigScope;
pub use environment::Environment;
pub use error::VcsError;
pub use facts::System;
pub use facts::Tip;
pub use facts::User;
pub use fake::FakeCommit;
pub use fake::FakeHistory;
pub use fake::FakeVcs;
pub use history::Commit;
pub use history::LogQuery;
pub use history::NewCommit;
pub use history::PathChange;
pub use history::PathState;
pub use history::Side;
pub use history::Unmerged;

/// Version control as the tracker sees it.
///
/// The first four answers are known as soon as the adapter exists and cost nothing. The others may open the repository, once.
pub trait Vcs: fmt::Debug {
    /// Returns which system this is.
    fn system(&self) -> System;

    /// Returns the root of the working tree, absolute and with symbolic links resolved.
    fn root(&self) -> &Path;

    /// Returns whether there is a working tree; without one the root is the folder of the repository itself.
    fn has_worktree(&self) -> bool {
        true
    }

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

    /// Returns the full notation of the one commit that `revision` names: a branch, a tag, an id or the start of one,
    /// or whatever else the system understands.
    fn resolve(&self, revision: &str) -> Result<String, VcsError> {
        Err(VcsError::UnknownRevision {
            revision: revision.to_owned(),
        })
    }

    /// Returns the commit that the working tree's changes are measured against, `None` before the first one.
    ///
    /// Where the working tree is a commit itself, this is that commit's first parent.
    fn head(&self) -> Result<Option<String>, VcsError> {
        Ok(None)
    }

    /// Returns the commits that a merge, a rebase, a cherry-pick or a revert is bringing in right now; empty when there
    /// is no such thing under way.
    fn incoming(&self) -> Result<Vec<String>, VcsError> {
        Ok(Vec::new())
    }

    /// Returns the other commit of a merge of two whole histories that is under way; `None` for a rebase and the like.
    fn merging(&self) -> Result<Option<String>, VcsError> {
        Ok(None)
    }

    /// Returns the best common ancestor of two revisions, `None` when their histories are unrelated.
    fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, VcsError> {
        let _ = other;
        Err(VcsError::UnknownRevision {
            revision: one.to_owned(),
        })
    }

    /// Returns the bytes of the file at `path` in `revision`, `None` when there is no such file.
    ///
    /// `path` is relative to [`Vcs::root`] and separated by `/`.
    fn file_at(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, VcsError> {
        let _ = path;
        Err(VcsError::UnknownRevision {
            revision: revision.to_owned(),
        })
    }

    /// Returns the paths of [`Vcs::names_at`], each with what `git hash-object` calls the content; equal contents have
    /// equal names.
    ///
    /// Files that cannot be had with [`Vcs::file_at`] may be missing.
    fn contents_at(&self, revision: &str, folder: &str) -> Result<Vec<(String, String)>, VcsError> {
        let mut contents = Vec::new();
        for path in self.names_at(revision, folder)? {
            if let Some(bytes) = self.file_at(revision, &path)? {
                contents.push((path, history::content_name(&bytes)));
            }
        }
        Ok(contents)
    }

    /// Returns the files below `folder` that differ between two revisions, sorted by path; a moved file is one that is
    /// gone and one that is new.
    fn changes(&self, from: &str, to: &str, folder: &str) -> Result<Vec<PathChange>, VcsError> {
        let _ = (to, folder);
        Err(VcsError::UnknownRevision {
            revision: from.to_owned(),
        })
    }

    /// Returns commits, newest first, parents never before their children.
    fn log(&self, query: &LogQuery) -> Result<Vec<Commit>, VcsError> {
        match query.from.iter().chain(&query.without).next() {
            Some(revision) => Err(VcsError::UnknownRevision {
                revision: revision.clone(),
            }),
            None => Ok(Vec::new()),
        }
    }

    /// Returns the files below `folder` that a merge could not settle, sorted by path.
    fn unmerged(&self, folder: &str) -> Result<Vec<Unmerged>, VcsError> {
        let _ = folder;
        Ok(Vec::new())
    }

    /// Tells the system that these files, as they are on disk (or are not), are what the merge should give.
    ///
    /// So they become a part of it even where it took them for settled, or did not know them. While there is nothing
    /// under way they are left alone. Where the system sees it for itself, nothing is done.
    fn mark_resolved(&self, paths: &[String]) -> Result<(), VcsError> {
        let _ = paths;
        Ok(())
    }

    /// Commits named paths as they are on disk, and nothing else that is changed or staged; returns the new commit.
    ///
    /// # Errors
    /// [`VcsError::Refused`] where the system has nothing to commit to, would do more than asked, or where nothing has
    /// changed in these files.
    fn commit(&self, commit: &NewCommit<'_>) -> Result<String, VcsError> {
        let _ = commit;
        Err(VcsError::Refused {
            action: "commit",
            reason: String::from("there is no version control here"),
        })
    }

    /// Returns the folder that holds this clone's hooks, which need not exist; `None` where hooks are no files.
    fn hooks_dir(&self) -> Result<Option<PathBuf>, VcsError> {
        Ok(None)
    }

    /// Returns whether this clone calls `driver` when it merges records.
    fn registration(&self, driver: &Driver<'_>) -> Result<Registration, VcsError> {
        let _ = driver;
        Ok(Registration::Needless {
            reason: "there is no version control here",
        })
    }

    /// Makes this clone call `driver`, and returns the files that changed for it.
    fn register(&self, driver: &Driver<'_>) -> Result<Vec<PathBuf>, VcsError> {
        let _ = driver;
        Ok(Vec::new())
    }

    /// Takes back what [`Vcs::register`] did, and returns the files that changed.
    fn unregister(&self) -> Result<Vec<PathBuf>, VcsError> {
        Ok(Vec::new())
    }

    /// Tries the registered driver by a real merge in a repository at `scratch`, which is made and removed.
    ///
    /// Starts the system's own program, and the driver.
    fn prove(&self, scratch: &Path) -> Result<Proof, VcsError> {
        let _ = scratch;
        Ok(Proof::Unproven {
            reason: String::from("the system calls no merge driver"),
        })
    }
}
