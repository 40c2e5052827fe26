//! What the suite needs to know of a system, and to do with it.

use std::fs;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::domain::Timestamp;
use crate::vcs::System;
use crate::vcs::User;
use crate::vcs::Vcs;

/// Whether a system could do what a behaviour asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Support {
    /// It is done.
    Done,
    /// The system has no such thing.
    Impossible,
}

/// An empty clone of the system under test, and the means to change it.
///
/// Files are named from the root, with `/`. Its commits are by [`builder`], the first at [`made_at`]`(1)`, the next at
/// `made_at(2)`, and so on.
pub(crate) trait Workbench {
    /// Returns the system that the adapter has to name.
    fn system(&self) -> System;

    /// Returns the root of the first working tree.
    fn root(&self) -> PathBuf;

    /// Returns the adapter that discovery finds from `folder`.
    fn open(&self, folder: &Path) -> Box<dyn Vcs>;

    /// Returns the branch that an empty clone is on.
    fn initial_branch(&self) -> Option<&str>;

    /// Configures who works here.
    fn set_user(&mut self, name: &str, email: Option<&str>) -> Support;

    /// Commits all that is in the first working tree, new and missing files included; returns the revision.
    ///
    /// A merge that is under way ends with it, and takes the files as they are. Without a change the commit is empty.
    fn commit_all(&mut self, message: &str) -> Option<String>;

    /// Starts a branch at the current revision and makes it the current one.
    fn start_branch(&mut self, name: &str) -> Support;

    /// Starts a branch without a past and makes it the current one; nothing is left in the working tree.
    fn start_unrelated(&mut self, name: &str) -> Support;

    /// Makes another branch the current one, and the working tree what that branch holds.
    fn switch(&mut self, branch: &str) -> Support;

    /// Stays at the current revision without a current branch.
    fn leave_branch(&mut self) -> Support;

    /// Gives the current revision a tag.
    fn tag(&mut self, name: &str) -> Support;

    /// Returns the system's own notation for the first parent of a revision.
    fn parent_of(&self, revision: &str) -> Option<String>;

    /// Merges a branch into the first working tree without committing, and leaves the conflicts there.
    fn merge(&mut self, branch: &str) -> Support;

    /// Whether the adapter commits.
    fn commits(&self) -> Support;

    /// Makes the file as it is now part of what the user's own next commit will have.
    fn stage(&mut self, file: &str) -> Support;

    /// Returns what the system itself says about files that differ from the current revision: one text for each, which
    /// ends with the file's name.
    fn status(&self) -> Vec<String>;

    /// Adds a working tree on a new branch and returns its root.
    fn add_worktree(&mut self, branch: &str) -> Option<PathBuf>;

    /// Deletes the folder of a working tree without telling the system.
    fn delete_worktree(&mut self, root: &Path);

    /// Writes a file of the first working tree, or with `None` deletes it, without telling the system.
    fn write(&mut self, file: &str, content: Option<&[u8]>) {
        let path = self.root().join(file);
        let Some(content) = content else {
            return fs::remove_file(path).unwrap();
        };
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(path).unwrap().write_all(content).unwrap();
    }

    /// Writes and deletes files and commits all that is there.
    fn record(&mut self, files: &[(&str, Option<&str>)], message: &str) -> Option<String> {
        for (file, content) in files {
            self.write(file, content.map(str::as_bytes));
        }
        self.commit_all(message)
    }

    /// Adds files, whose contents are their names, and commits all that is there.
    fn commit(&mut self, files: &[&str]) -> Option<String> {
        let files: Vec<_> = files.iter().map(|file| (*file, Some(*file))).collect();
        self.record(&files, "step")
    }
}

/// Returns who makes the commits of every workbench.
pub(crate) fn builder() -> User {
    User {
        name: String::from("Builder"),
        email: Some(String::from("builder@example.com")),
    }
}

/// Returns when a workbench makes its `number`th commit: a minute after the one before.
pub(crate) fn made_at(number: u32) -> Timestamp {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    start.plus(chrono::Duration::minutes(i64::from(number)))
}

/// Returns the adapter of the first working tree.
pub(crate) fn open(bench: &impl Workbench) -> Box<dyn Vcs> {
    bench.open(&bench.root())
}

/// Returns texts that own what they hold, as most questions want them.
pub(crate) fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Makes a test of each behaviour of a file of the suite, on a new workbench each.
macro_rules! behaviours {
    ($file:ident, $bench:expr => $($behaviour:ident),+ $(,)?) => {
        $(
            #[test]
            fn $behaviour() {
                $crate::vcs::conformance::$file::$behaviour(&mut $bench);
            }
        )+
    };
}
pub(crate) use behaviours;
