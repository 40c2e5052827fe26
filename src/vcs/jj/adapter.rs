//! Answers the tracker's questions about a Jujutsu workspace.

use std::cell::OnceCell;
use std::path::Path;
use std::path::PathBuf;

use jj_lib::backend::CommitId;
use jj_lib::commit::Commit as JjCommit;
use jj_lib::object_id::ObjectId as _;

use crate::vcs::Commit;
use crate::vcs::Driver;
use crate::vcs::Environment;
use crate::vcs::LogQuery;
use crate::vcs::NewCommit;
use crate::vcs::PathChange;
use crate::vcs::Registration;
use crate::vcs::System;
use crate::vcs::Tip;
use crate::vcs::Unmerged;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::discover::Climb;
use crate::vcs::git::GitVcs;
use crate::vcs::git::layout::Layout as GitLayout;
use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::ask::ask;
use crate::vcs::jj::bookmarks;
use crate::vcs::jj::conflicts;
use crate::vcs::jj::history;
use crate::vcs::jj::history::Range;
use crate::vcs::jj::repository::Repository;
use crate::vcs::jj::revisions;
use crate::vcs::jj::settings;
use crate::vcs::jj::trees;
use crate::vcs::jj::trees::TooLarge;
use crate::vcs::jj::workspaces;
use crate::vcs::jj_layout;
use crate::vcs::jj_layout::Layout;

/// A Jujutsu workspace.
#[derive(Debug)]
pub(crate) struct JjVcs {
    layout: Layout,
    shared_dir: PathBuf,
    worktree_dir: PathBuf,
    environment: Environment,
    repository: OnceCell<Repository>,
}

/// Returns the adapter for the nearest workspace on the way up.
pub(crate) fn find(
    climb: &Climb<'_>,
    environment: &Environment,
) -> Result<Option<Box<dyn Vcs>>, VcsError> {
    let layout = jj_layout::find(climb, environment)?;
    Ok(layout.map(|layout| Box::new(JjVcs::new(layout, environment)) as Box<dyn Vcs>))
}

impl JjVcs {
    /// Returns the adapter for the workspace that `layout` describes, without opening its repository.
    fn new(layout: Layout, environment: &Environment) -> Self {
        Self {
            shared_dir: layout.repo_dir.join("tickets"),
            worktree_dir: layout.root.join(".jj").join("tickets"),
            layout,
            environment: environment.clone(),
            repository: OnceCell::new(),
        }
    }

    fn repository(&self) -> Result<&Repository, VcsError> {
        if let Some(repository) = self.repository.get() {
            return Ok(repository);
        }
        let repository = Repository::open(&self.layout, &self.environment)?;
        Ok(self.repository.get_or_init(|| repository))
    }

    fn resolved(&self, revision: &str) -> Result<CommitId, VcsError> {
        let found = ask(revisions::resolve(self.repository()?, revision));
        let found = found.map_err(|fault| self.history_error(fault))?;
        found.ok_or_else(|| VcsError::UnknownRevision {
            revision: revision.to_owned(),
        })
    }

    fn commit_at(&self, revision: &str) -> Result<JjCommit, VcsError> {
        let id = self.resolved(revision)?;
        let commit = ask(self.repository()?.commit(&id));
        commit.map_err(|fault| self.object_error(&id, fault))
    }

    /// Returns the parents of the working copy's commit, without the root commit, which stands for there being none.
    fn parents(&self) -> Result<Vec<String>, VcsError> {
        let repository = self.repository()?;
        let commit = ask(repository.working_copy()).map_err(|fault| self.history_error(fault))?;
        let root = repository.store().root_commit_id();
        let parents = commit.iter().flat_map(JjCommit::parent_ids);
        let parents = parents.filter(|id| *id != root);
        Ok(parents.map(|id| id.hex()).collect())
    }

    /// Returns the git repository behind this one.
    fn git(&self) -> Option<GitVcs> {
        let git_dir = jj_layout::git_dir(&self.layout)?;
        let layout = GitLayout {
            root: self.layout.root.clone(),
            has_worktree: true,
            common_dir: git_dir.clone(),
            git_dir,
        };
        Some(GitVcs::new(layout, &self.environment))
    }

    fn tree_error(&self, revision: &str, folder: &str, fault: Fault) -> VcsError {
        match fault.downcast::<TooLarge>() {
            Ok(fault) => VcsError::TooLarge {
                folder: folder.to_owned(),
                revision: revision.to_owned(),
                limit: fault.limit,
            },
            Err(fault) => self.history_error(fault),
        }
    }

    fn object_error(&self, id: &CommitId, source: Fault) -> VcsError {
        VcsError::Object {
            id: id.hex(),
            root: self.layout.root.clone(),
            source,
        }
    }

    fn branches_error(&self, source: Fault) -> VcsError {
        VcsError::Branches {
            root: self.layout.root.clone(),
            source,
        }
    }

    fn history_error(&self, source: Fault) -> VcsError {
        VcsError::History {
            root: self.layout.root.clone(),
            source,
        }
    }
}

impl Vcs for JjVcs {
    fn system(&self) -> System {
        System::Jujutsu
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

    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError> {
        let repository = self.repository()?;
        let roots = ask(async { workspaces::roots(repository) });
        roots.map_err(|source| VcsError::Open {
            git_dir: self.layout.repo_dir.clone(),
            source,
        })
    }

    fn user(&self) -> Result<Option<User>, VcsError> {
        let user = ask(async {
            let config = settings::load(&self.layout, &self.environment)?;
            settings::user(&config)
        });
        let user = user.map_err(|source| VcsError::Open {
            git_dir: self.layout.repo_dir.clone(),
            source,
        })?;
        match (user, self.git()) {
            (Some(user), _) => Ok(Some(user)),
            (None, Some(git)) => git.user(),
            (None, None) => Ok(None),
        }
    }

    fn branch(&self) -> Result<Option<String>, VcsError> {
        let name = ask(bookmarks::current(self.repository()?));
        name.map_err(|fault| self.branches_error(fault))
    }

    /// The working copies' commits are not among them: what is in those workspaces is on disk.
    fn tips(&self) -> Result<Vec<Tip>, VcsError> {
        let view = &self.repository()?.view;
        let tips = bookmarks::tips(view).into_iter();
        Ok(tips
            .map(|(name, id)| Tip {
                name,
                revision: id.hex(),
            })
            .collect())
    }

    fn names_at(&self, revision: &str, folder: &str) -> Result<Vec<String>, VcsError> {
        let commit = self.commit_at(revision)?;
        let names = ask(trees::names(self.repository()?, &commit, folder));
        names.map_err(|fault| self.tree_error(revision, folder, fault))
    }

    fn resolve(&self, revision: &str) -> Result<String, VcsError> {
        Ok(self.resolved(revision)?.hex())
    }

    fn head(&self) -> Result<Option<String>, VcsError> {
        Ok(self.parents()?.into_iter().next())
    }

    fn incoming(&self) -> Result<Vec<String>, VcsError> {
        Ok(self.parents()?.into_iter().skip(1).collect())
    }

    fn merging(&self) -> Result<Option<String>, VcsError> {
        Ok(self.incoming()?.into_iter().next())
    }

    fn registration(&self, _driver: &Driver<'_>) -> Result<Registration, VcsError> {
        Ok(Registration::Needless {
            reason: "jj calls no merge driver by itself; `tickets resolve` finishes its merges",
        })
    }

    fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, VcsError> {
        let (one, other) = (self.resolved(one)?, self.resolved(other)?);
        let base = ask(history::merge_base(self.repository()?, one, other));
        let base = base.map_err(|fault| self.history_error(fault))?;
        Ok(base.map(|id| id.hex()))
    }

    fn file_at(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, VcsError> {
        let commit = self.commit_at(revision)?;
        let file = ask(trees::file(self.repository()?, &commit, path));
        file.map_err(|fault| self.history_error(fault))
    }

    fn changes(&self, from: &str, to: &str, folder: &str) -> Result<Vec<PathChange>, VcsError> {
        let (before, after) = (self.commit_at(from)?, self.commit_at(to)?);
        let changes = ask(async { trees::changes(&before, &after, folder) });
        changes.map_err(|fault| self.tree_error(to, folder, fault))
    }

    fn log(&self, query: &LogQuery) -> Result<Vec<Commit>, VcsError> {
        let ids = |revisions: &[String]| -> Result<Vec<CommitId>, VcsError> {
            let ids = revisions.iter().map(|revision| self.resolved(revision));
            ids.collect()
        };
        let head = self.head()?;
        let from = match query.from.as_slice() {
            [] => head.as_slice(),
            from => from,
        };
        let range = Range {
            from: ids(from)?,
            without: ids(&query.without)?,
        };
        let limit = query.limit.unwrap_or(usize::MAX);
        let log = ask(history::log(self.repository()?, range, &query.paths, limit));
        log.map_err(|fault| self.history_error(fault))
    }

    fn unmerged(&self, folder: &str) -> Result<Vec<Unmerged>, VcsError> {
        let unmerged = ask(conflicts::unmerged(self.repository()?, folder));
        unmerged.map_err(|fault| self.history_error(fault))
    }

    fn commit(&self, _commit: &NewCommit<'_>) -> Result<String, VcsError> {
        Err(VcsError::Refused {
            action: "commit",
            reason: String::from(
                "in jj the working copy is a commit already; `jj describe` names it",
            ),
        })
    }
}
