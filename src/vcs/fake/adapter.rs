//! Answers from memory.

use std::cell::Ref;
use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::rc::Rc;

use crate::domain::Timestamp;
use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::NewCommit;
use crate::vcs::PathChange;
use crate::vcs::System;
use crate::vcs::Tip;
use crate::vcs::Unmerged;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::fake::FakeCommit;
use crate::vcs::fake::FakeHistory;
use crate::vcs::fake::history::changes;
use crate::vcs::fake::history::is_below;

/// A version control system that answers what a test tells it.
///
/// [`FakeVcs::new`] is a clone with one working tree, no user, no branch and no history; change the fields or use the
/// methods to say more. Copies share their history. Files are read from the disk only to be committed.
#[derive(Debug, Clone)]
pub struct FakeVcs {
    /// Root of this working tree.
    pub root: PathBuf,
    /// Folder that all working trees share.
    pub shared_dir: PathBuf,
    /// Folder of this working tree alone.
    pub worktree_dir: PathBuf,
    /// Roots of the other working trees.
    pub other_worktrees: Vec<PathBuf>,
    /// Who works here.
    pub user: Option<User>,
    /// Commits and branches.
    pub history: Rc<RefCell<FakeHistory>>,
    /// Revisions that a merge is bringing in.
    pub incoming: Rc<RefCell<Vec<String>>>,
    /// Files that the merge could not settle.
    pub unmerged: Rc<RefCell<Vec<Unmerged>>>,
    /// Why the repository cannot be opened: fails the questions that a real system opens it for.
    pub failure: Option<String>,
}

impl FakeVcs {
    /// Returns an empty clone whose working tree is `root`; its private files are below `<root>/.fake/tickets`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let private_dir = root.join(".fake").join("tickets");
        Self {
            root,
            shared_dir: private_dir.clone(),
            worktree_dir: private_dir,
            other_worktrees: Vec::new(),
            user: None,
            history: Rc::default(),
            incoming: Rc::default(),
            unmerged: Rc::default(),
            failure: None,
        }
    }

    /// Names the user.
    #[must_use]
    pub fn with_user(mut self, name: &str, email: Option<&str>) -> Self {
        self.user = Some(User {
            name: name.to_owned(),
            email: email.map(str::to_owned),
        });
        self
    }

    /// Makes `name` the current branch, which stands at the head if there is one.
    #[must_use]
    pub fn with_branch(self, name: &str) -> Self {
        let mut history = self.history.borrow_mut();
        history.branch = Some(name.to_owned());
        if let Some(head) = history.head.clone() {
            history.branches.insert(name.to_owned(), head);
        }
        drop(history);
        self
    }

    /// Adds a branch that stands at a new commit without a past, with the given files; their contents are their names.
    #[must_use]
    pub fn with_tip(self, name: &str, revision: &str, files: &[&str]) -> Self {
        let files = files.iter();
        let files = files.map(|file| ((*file).to_owned(), file.as_bytes().to_vec()));
        let tip = FakeCommit {
            commit: Commit {
                id: revision.to_owned(),
                parents: Vec::new(),
                author: somebody(),
                at: beginning(),
                message: format!("start {name}"),
            },
            files: files.collect(),
        };
        let mut history = self.history.borrow_mut();
        history.commits.push(tip);
        let branches = &mut history.branches;
        branches.insert(name.to_owned(), revision.to_owned());
        drop(history);
        self
    }

    /// Adds a commit to the current branch that changes the given files, or deletes those without content.
    ///
    /// It is a minute younger than the one before.
    #[must_use]
    pub fn with_commit(self, changes: &[(&str, Option<&str>)], message: &str) -> Self {
        let mut history = self.history.borrow_mut();
        let mut files = history.head_files();
        for (path, content) in changes {
            files.remove(*path);
            files.extend(content.map(|text| ((*path).to_owned(), text.as_bytes().to_vec())));
        }
        let minutes = i64::try_from(history.commits.len()).unwrap_or(i64::MAX);
        let at = beginning().plus(chrono::Duration::try_minutes(minutes).unwrap_or_default());
        history.record(files, &[], (somebody(), at), message);
        drop(history);
        self
    }

    /// Adds another working tree.
    #[must_use]
    pub fn with_worktree(mut self, root: impl Into<PathBuf>) -> Self {
        self.other_worktrees.push(root.into());
        self
    }

    /// Makes the repository one that cannot be opened.
    #[must_use]
    pub fn with_failure(mut self, reason: &str) -> Self {
        self.failure = Some(reason.to_owned());
        self
    }

    /// Returns the history, unless the repository cannot be opened.
    fn open(&self) -> Result<Ref<'_, FakeHistory>, VcsError> {
        match &self.failure {
            Some(reason) => Err(VcsError::Open {
                git_dir: self.root.clone(),
                source: reason.as_str().into(),
            }),
            None => Ok(self.history.borrow()),
        }
    }

    fn on_disk(&self, path: &str) -> Result<Option<Vec<u8>>, VcsError> {
        let path = self.root.join(path);
        match fs::read(&path) {
            Ok(content) => Ok(Some(content)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(VcsError::Read { path, source }),
        }
    }
}

impl Vcs for FakeVcs {
    fn system(&self) -> System {
        System::Fake
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn shared_dir(&self) -> &Path {
        &self.shared_dir
    }

    fn worktree_dir(&self) -> &Path {
        &self.worktree_dir
    }

    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError> {
        let mut roots = self.other_worktrees.clone();
        roots.push(self.root.clone());
        roots.sort();
        roots.dedup();
        Ok(roots)
    }

    fn user(&self) -> Result<Option<User>, VcsError> {
        self.open()?;
        Ok(self.user.clone())
    }

    fn branch(&self) -> Result<Option<String>, VcsError> {
        Ok(self.open()?.branch.clone())
    }

    fn tips(&self) -> Result<Vec<Tip>, VcsError> {
        let history = self.open()?;
        let tips = history.branches.iter().map(|(name, revision)| Tip {
            name: name.clone(),
            revision: revision.clone(),
        });
        Ok(tips.collect())
    }

    fn names_at(&self, revision: &str, folder: &str) -> Result<Vec<String>, VcsError> {
        let history = self.open()?;
        let files = &find(&history, revision)?.files;
        let below = files.keys().filter(|file| is_below(file, folder));
        Ok(below.cloned().collect())
    }

    fn resolve(&self, revision: &str) -> Result<String, VcsError> {
        Ok(find(&*self.open()?, revision)?.commit.id.clone())
    }

    fn head(&self) -> Result<Option<String>, VcsError> {
        Ok(self.open()?.head.clone())
    }

    fn incoming(&self) -> Result<Vec<String>, VcsError> {
        self.open()?;
        Ok(self.incoming.borrow().clone())
    }

    fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, VcsError> {
        let (one, other) = (self.resolve(one)?, self.resolve(other)?);
        Ok(self.open()?.merge_base(&one, &other))
    }

    fn file_at(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, VcsError> {
        let history = self.open()?;
        Ok(find(&history, revision)?.files.get(path).cloned())
    }

    fn changes(&self, from: &str, to: &str, folder: &str) -> Result<Vec<PathChange>, VcsError> {
        let history = self.open()?;
        let mut changes = changes(&find(&history, from)?.files, &find(&history, to)?.files);
        changes.retain(|change| is_below(&change.path, folder));
        Ok(changes)
    }

    fn log(&self, query: &LogQuery) -> Result<Vec<Commit>, VcsError> {
        let resolve = |names: &[String]| -> Result<Vec<String>, VcsError> {
            names.iter().map(|name| self.resolve(name)).collect()
        };
        let trimmed = query
            .paths
            .iter()
            .map(|path| path.trim_matches('/').to_owned());
        let resolved = LogQuery {
            from: resolve(&query.from)?,
            without: resolve(&query.without)?,
            paths: trimmed.collect(),
            limit: query.limit,
        };
        Ok(self.open()?.log(&resolved))
    }

    fn unmerged(&self, folder: &str) -> Result<Vec<Unmerged>, VcsError> {
        self.open()?;
        let mut unmerged = self.unmerged.borrow().clone();
        unmerged.retain(|file| is_below(&file.path, folder));
        unmerged.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(unmerged)
    }

    fn mark_resolved(&self, paths: &[String]) -> Result<(), VcsError> {
        self.open()?;
        let mut unmerged = self.unmerged.borrow_mut();
        unmerged.retain(|file| !paths.contains(&file.path));
        Ok(())
    }

    fn commit(&self, commit: &NewCommit<'_>) -> Result<String, VcsError> {
        let refused = |reason: &str| VcsError::Refused {
            action: "commit",
            reason: reason.to_owned(),
        };
        let before = self.open()?.head_files();
        if !self.incoming.borrow().is_empty() {
            return Err(refused("a merge is under way, finish it first"));
        }

        let mut files = before.clone();
        for path in commit.paths {
            files.remove(path);
            files.extend(self.on_disk(path)?.map(|content| (path.clone(), content)));
        }
        if files == before {
            return Err(refused("nothing has changed"));
        }
        let words = (commit.author.clone(), commit.at);
        let mut history = self.history.borrow_mut();
        Ok(history.record(files, &[], words, commit.message))
    }
}

fn find<'a>(history: &'a FakeHistory, revision: &str) -> Result<&'a FakeCommit, VcsError> {
    history
        .find(revision)
        .ok_or_else(|| VcsError::UnknownRevision {
            revision: revision.to_owned(),
        })
}

/// The author of commits for which a test names nobody.
fn somebody() -> User {
    User {
        name: String::from("Somebody"),
        email: Some(String::from("somebody@example.com")),
    }
}

/// When the first commit was made, unless a test says so.
fn beginning() -> Timestamp {
    Timestamp::new(chrono::DateTime::UNIX_EPOCH)
}
