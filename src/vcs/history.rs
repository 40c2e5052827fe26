//! Commits, changes between them, and what a merge left open.

use crate::domain::Timestamp;
use crate::vcs::User;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Revision in the system's full notation.
    pub id: String,
    /// The commits it follows, the one that was merged into first.
    pub parents: Vec<String>,
    /// Who wrote it.
    pub author: User,
    /// When it was written.
    pub at: Timestamp,
    /// The whole message, without final newlines.
    pub message: String,
}

impl Commit {
    /// Returns the first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }
}

/// Names a file's content as git does.
pub(crate) fn content_name(bytes: &[u8]) -> String {
    let id = gix::objs::compute_hash(gix::hash::Kind::Sha1, gix::objs::Kind::Blob, bytes);
    match id {
        Ok(id) => id.to_string(),
        // Only SHA-1 collision attacks are refused; such a file equals no other.
        Err(_) => String::from("unknown"),
    }
}

/// Which commits a log has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Revisions whose ancestors count, themselves included; none stands for [`Vcs::head`](crate::vcs::Vcs::head).
    pub from: Vec<String>,
    /// Revisions whose ancestors, themselves included, are left out.
    pub without: Vec<String>,
    /// Only commits that changed one of these files, or something below one of these folders; none stands for all commits.
    ///
    /// A merge counts when its result differs from every parent's; a folder is compared as a whole.
    pub paths: Vec<String>,
    /// How many commits at most.
    pub limit: Option<usize>,
}

/// A file that differs between two revisions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathChange {
    /// From the root of the working tree, with `/`.
    pub path: String,
    /// What happened to it.
    pub state: PathState,
}

/// What happened to a file between two revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathState {
    /// It is new.
    Added,
    /// Its content differs.
    Modified,
    /// It is gone.
    Deleted,
}

/// A file that a merge could not settle.
///
/// A merge of two sides has one base; one of more sides has a base less than it has sides. A file that a base or a side
/// does not have is `None` there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmerged {
    /// From the root of the working tree, with `/`.
    pub path: String,
    /// What the sides began from.
    pub bases: Vec<Option<Vec<u8>>>,
    /// What the sides have, ours first.
    pub sides: Vec<Side>,
}

/// One side of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its commit, where the system tells.
    pub revision: Option<String>,
    /// A name for people: a branch, or the start of an id.
    pub label: String,
    /// The file there.
    pub content: Option<Vec<u8>>,
}

/// A commit to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewCommit<'a> {
    /// The files, from the root of the working tree, with `/`; those that are not on disk are removed.
    pub paths: &'a [String],
    /// The message.
    pub message: &'a str,
    /// Who writes it.
    pub author: &'a User,
    /// When.
    pub at: Timestamp,
}
