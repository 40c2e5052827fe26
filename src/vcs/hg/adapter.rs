//! Answers the tracker's questions about a Mercurial working tree.

use std::cell::RefCell;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::Commit;
use crate::vcs::Driver;
use crate::vcs::Environment;
use crate::vcs::LogQuery;
use crate::vcs::NewCommit;
use crate::vcs::PathChange;
use crate::vcs::Proof;
use crate::vcs::Registration;
use crate::vcs::System;
use crate::vcs::Tip;
use crate::vcs::Unmerged;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::hg::ahead::Ahead;
use crate::vcs::hg::client::Client;
use crate::vcs::hg::commit;
use crate::vcs::hg::dirstate;
use crate::vcs::hg::driver::DriverFile;
use crate::vcs::hg::history;
use crate::vcs::hg::layout::Layout;
use crate::vcs::hg::marks;
use crate::vcs::hg::merge_state::MergeState;
use crate::vcs::hg::proof;
use crate::vcs::hg::tips;
use crate::vcs::hg::tree;
use crate::vcs::hg::tree::Below;
use crate::vcs::hg::unmerged;
use crate::vcs::hg::user;

/// A Mercurial working tree.
#[derive(Debug)]
pub(crate) struct HgVcs {
    layout: Layout,
    environment: Environment,
    shared_dir: PathBuf,
    worktree_dir: PathBuf,
    client: Client,
    ahead: RefCell<Ahead>,
}

impl HgVcs {
    /// Returns the adapter for the working tree that `layout` describes, without starting `hg`.
    pub(crate) fn new(layout: Layout, environment: &Environment) -> Self {
        Self {
            shared_dir: layout.source_dir.join("tickets"),
            worktree_dir: layout.hg_dir.join("tickets"),
            client: Client::new(&layout.root, environment),
            ahead: RefCell::new(Ahead::default()),
            layout,
            environment: environment.clone(),
        }
    }
}

impl Vcs for HgVcs {
    fn system(&self) -> System {
        System::Mercurial
    }

    fn root(&self) -> &Path {
        &self.layout.root
    }

    fn shared_dir(&self) -> &Path {
        &self.shared_dir
    }

    fn worktree_dir(&self) -> &Path {
        &self.worktree_dir
    }

    /// Returns this one and the source of a share: Mercurial writes down nowhere which shares there are.
    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError> {
        let mut roots = vec![self.layout.root.clone()];
        let source = &self.layout.source_dir;
        if self.layout.is_share() && source.file_name().is_some_and(|name| name == ".hg") {
            roots.extend(source.parent().map(Path::to_owned));
        }
        roots.sort();
        Ok(roots)
    }

    fn user(&self) -> Result<Option<User>, VcsError> {
        Ok(user::user(&self.layout, &self.environment))
    }

    /// Returns the active bookmark, or else the named branch: there always is one.
    fn branch(&self) -> Result<Option<String>, VcsError> {
        marks::current(&self.layout).map(Some)
    }

    fn tips(&self) -> Result<Vec<Tip>, VcsError> {
        tips::list(&self.client, &self.layout, &self.worktree_dir)
    }

    fn names_at(&self, revision: &str, folder: &str) -> Result<Vec<String>, VcsError> {
        let id = self.client.id(revision)?;
        let names = tree::names(&self.client, &id, &Below::new(folder))?;
        self.ahead.borrow_mut().listed(&id, &names);
        Ok(names)
    }

    fn resolve(&self, revision: &str) -> Result<String, VcsError> {
        self.client.id(revision)
    }

    fn head(&self) -> Result<Option<String>, VcsError> {
        Ok(dirstate::parents(&self.layout)?.first)
    }

    fn incoming(&self) -> Result<Vec<String>, VcsError> {
        let parents = dirstate::parents(&self.layout)?;
        if let Some(merged) = parents.second {
            return Ok(vec![merged]);
        }
        // A graft or a rebase leaves one parent, and only what it keeps about open files tells the other side.
        let is_unfinished = |(file, _): &(&str, &str)| self.layout.hg_dir.join(file).exists();
        if !commit::UNFINISHED.iter().any(is_unfinished) {
            return Ok(Vec::new());
        }
        let other = MergeState::read(&self.layout)?.other;
        Ok(other
            .filter(|id| parents.first.as_ref() != Some(id))
            .into_iter()
            .collect())
    }

    fn merging(&self) -> Result<Option<String>, VcsError> {
        Ok(dirstate::parents(&self.layout)?.second)
    }

    fn registration(&self, driver: &Driver<'_>) -> Result<Registration, VcsError> {
        DriverFile::new(&self.layout.hg_dir).registration(driver)
    }

    fn register(&self, driver: &Driver<'_>) -> Result<Vec<PathBuf>, VcsError> {
        DriverFile::new(&self.layout.hg_dir).register(driver)
    }

    fn unregister(&self) -> Result<Vec<PathBuf>, VcsError> {
        DriverFile::new(&self.layout.hg_dir).unregister()
    }

    fn prove(&self, scratch: &Path) -> Result<Proof, VcsError> {
        match DriverFile::new(&self.layout.hg_dir).block()? {
            Some(block) => proof::prove(scratch, &block),
            None => Ok(Proof::Unarmed {
                reason: String::from("no driver is registered"),
            }),
        }
    }

    fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, VcsError> {
        let (one, other) = (self.client.id(one)?, self.client.id(other)?);
        history::merge_base(&self.client, &one, &other)
    }

    fn file_at(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, VcsError> {
        let id = self.client.id(revision)?;
        self.ahead.borrow_mut().read(&self.client, &id, path)
    }

    fn changes(&self, from: &str, to: &str, folder: &str) -> Result<Vec<PathChange>, VcsError> {
        let (from, to) = (self.client.id(from)?, self.client.id(to)?);
        tree::changes(&self.client, &from, &to, &Below::new(folder))
    }

    fn log(&self, query: &LogQuery) -> Result<Vec<Commit>, VcsError> {
        history::log(&self.client, query, self.head()?)
    }

    fn unmerged(&self, folder: &str) -> Result<Vec<Unmerged>, VcsError> {
        unmerged::list(&self.client, &self.layout, &Below::new(folder))
    }

    fn mark_resolved(&self, paths: &[String]) -> Result<(), VcsError> {
        unmerged::settle(&self.client, &self.layout, paths)
    }

    fn commit(&self, commit: &NewCommit<'_>) -> Result<String, VcsError> {
        commit::commit(&self.client, &self.layout, commit)
    }
}
