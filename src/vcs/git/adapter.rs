//! Answers the tracker's questions about a git working tree.

use std::cell::OnceCell;
use std::cell::RefCell;
use std::error::Error;
use std::path::Path;
use std::path::PathBuf;

use gix::ObjectId;

use crate::vcs::Commit;
use crate::vcs::ConfigScope;
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
use crate::vcs::git::differences;
use crate::vcs::git::driver::DriverFiles;
use crate::vcs::git::graph::Graph;
use crate::vcs::git::index;
use crate::vcs::git::layout::Layout;
use crate::vcs::git::log;
use crate::vcs::git::names;
use crate::vcs::git::names::NamesError;
use crate::vcs::git::names::Trees;
use crate::vcs::git::objects;
use crate::vcs::git::objects::ObjectError;
use crate::vcs::git::operation::Operation;
use crate::vcs::git::proof;
use crate::vcs::git::repository::RefStorage;
use crate::vcs::git::repository::Repository;
use crate::vcs::git::sides::Names;
use crate::vcs::git::sides::SideName;
use crate::vcs::git::tips;
use crate::vcs::git::unmerged;
use crate::vcs::git::user::Identity;
use crate::vcs::git::worktrees;
use crate::vcs::git::writing;

/// A git working tree.
#[derive(Debug)]
pub(crate) struct GitVcs {
    layout: Layout,
    shared_dir: PathBuf,
    worktree_dir: PathBuf,
    identity: Identity,
    config_scope: ConfigScope,
    repository: OnceCell<Repository>,
    trees: RefCell<Trees>,
}

impl GitVcs {
    /// Returns the adapter for the working tree that `layout` describes, without opening its repository.
    pub(crate) fn new(layout: Layout, environment: &Environment) -> Self {
        Self {
            shared_dir: layout.common_dir.join("tickets"),
            worktree_dir: layout.git_dir.join("tickets"),
            layout,
            identity: Identity::new(environment),
            config_scope: environment.config_scope,
            repository: OnceCell::new(),
            trees: RefCell::new(Trees::new(names::ENTRIES_MAX)),
        }
    }

    fn driver_files(&self) -> DriverFiles {
        DriverFiles::new(&self.layout.common_dir)
    }

    fn repository(&self) -> Result<&Repository, VcsError> {
        if let Some(repository) = self.repository.get() {
            return Ok(repository);
        }
        let repository = Repository::open(&self.layout, self.config_scope)?;
        Ok(self.repository.get_or_init(|| repository))
    }

    /// Returns the repository for a question about branches.
    fn repository_with_branches(&self) -> Result<&gix::Repository, VcsError> {
        let repository = self.repository()?;
        match &repository.ref_storage {
            RefStorage::Files => Ok(&repository.gix),
            RefStorage::Other(storage) => Err(VcsError::Unsupported {
                git_dir: self.layout.git_dir.clone(),
                feature: format!("the `{storage}` format for branches"),
            }),
        }
    }

    /// Returns the object that `revision` names, which need not exist when it is a full id.
    fn object(&self, revision: &str) -> Result<ObjectId, VcsError> {
        if let Ok(id) = ObjectId::from_hex(revision.as_bytes()) {
            return Ok(id);
        }
        let parsed = self.repository_with_branches()?.rev_parse_single(revision);
        Ok(parsed.map_err(|_| unknown(revision))?.detach())
    }

    fn tree(&self, revision: &str) -> Result<ObjectId, VcsError> {
        let id = self.object(revision)?;
        let tree = objects::tree_of(&self.repository()?.gix, id);
        tree.map_err(|fault| self.object_error(fault))?
            .ok_or_else(|| unknown(revision))
    }

    fn commit_id(&self, revision: &str) -> Result<ObjectId, VcsError> {
        let id = self.object(revision)?;
        let commit = objects::commit_of(&self.repository()?.gix, id);
        commit
            .map_err(|fault| self.object_error(fault))?
            .ok_or_else(|| unknown(revision))
    }

    fn commit_ids(&self, revisions: &[String]) -> Result<Vec<ObjectId>, VcsError> {
        let ids = revisions.iter().map(|revision| self.commit_id(revision));
        ids.collect()
    }

    /// Returns the current commit, `None` before the first one.
    fn head_id(&self) -> Result<Option<ObjectId>, VcsError> {
        let repository = self.repository_with_branches()?;
        let head = repository
            .head()
            .map_err(|fault| self.branches_error(fault.into()))?;
        Ok(head.id().map(gix::Id::detach))
    }

    fn graph(&self) -> Result<Graph<'_>, VcsError> {
        let repository = &self.repository()?.gix;
        let ends = repository.shallow_commits();
        let ends = ends.map_err(|fault| VcsError::History {
            root: self.layout.root.clone(),
            source: fault.into(),
        })?;
        Ok(Graph::new(
            repository,
            ends.iter().flat_map(|ends| ends.iter().copied()),
        ))
    }

    /// Returns the names of the two sides of what is under way.
    fn side_names(&self) -> Result<[SideName; 2], VcsError> {
        let operation = Operation::find(&self.layout.git_dir)?;
        let tips = self.tips()?;
        let branch = self.branch()?;
        let names = Names {
            repository: &self.repository()?.gix,
            tips: &tips,
            branch: branch.as_deref(),
            head: self.head_id()?,
        };
        Ok(names.sides(operation.as_ref()))
    }

    fn names_error(&self, fault: NamesError, revision: &str, folder: &str) -> VcsError {
        match fault {
            NamesError::Object(fault) => self.object_error(fault),
            NamesError::TooLarge { limit } => VcsError::TooLarge {
                folder: folder.to_owned(),
                revision: revision.to_owned(),
                limit,
            },
        }
    }

    fn too_large(&self, path: &str, revision: &str) -> VcsError {
        VcsError::TooLarge {
            folder: path.to_owned(),
            revision: revision.to_owned(),
            limit: String::from("64 MiB"),
        }
    }

    fn object_error(&self, fault: ObjectError) -> VcsError {
        VcsError::Object {
            id: fault.id.to_string(),
            root: self.layout.root.clone(),
            source: fault.source,
        }
    }

    fn branches_error(&self, source: Box<dyn Error + Send + Sync>) -> VcsError {
        VcsError::Branches {
            root: self.layout.root.clone(),
            source,
        }
    }
}

impl Vcs for GitVcs {
    fn system(&self) -> System {
        System::Git
    }

    fn root(&self) -> &Path {
        &self.layout.root
    }

    fn has_worktree(&self) -> bool {
        self.layout.has_worktree
    }

    fn shared_dir(&self) -> &Path {
        &self.shared_dir
    }

    fn worktree_dir(&self) -> &Path {
        &self.worktree_dir
    }

    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError> {
        worktrees::roots(&self.layout)
    }

    fn user(&self) -> Result<Option<User>, VcsError> {
        let config = self.repository()?.gix.config_snapshot();
        let configured = |key: &str| config.string(key).map(|value| value.to_string());
        Ok(self.identity.user(configured))
    }

    fn branch(&self) -> Result<Option<String>, VcsError> {
        let head = self.repository_with_branches()?.head_name();
        let name = head.map_err(|fault| self.branches_error(fault.into()))?;
        Ok(name.map(|name| name.shorten().to_string()))
    }

    fn tips(&self) -> Result<Vec<Tip>, VcsError> {
        tips::list(self.repository_with_branches()?).map_err(|source| self.branches_error(source))
    }

    fn names_at(&self, revision: &str, folder: &str) -> Result<Vec<String>, VcsError> {
        let tree = self.tree(revision)?;
        let repository = &self.repository()?.gix;
        let names = self.trees.borrow_mut().names(repository, tree, folder);
        names.map_err(|fault| self.names_error(fault, revision, folder))
    }

    fn contents_at(&self, revision: &str, folder: &str) -> Result<Vec<(String, String)>, VcsError> {
        let tree = self.tree(revision)?;
        let repository = &self.repository()?.gix;
        let files = self.trees.borrow_mut().files(repository, tree, folder);
        let files = files.map_err(|fault| self.names_error(fault, revision, folder))?;
        let named = files.into_iter().map(|(path, id)| (path, id.to_string()));
        Ok(named.collect())
    }

    fn resolve(&self, revision: &str) -> Result<String, VcsError> {
        Ok(self.commit_id(revision)?.to_string())
    }

    fn head(&self) -> Result<Option<String>, VcsError> {
        Ok(self.head_id()?.map(|id| id.to_string()))
    }

    fn incoming(&self) -> Result<Vec<String>, VcsError> {
        let operation = Operation::find(&self.layout.git_dir)?;
        let commits = operation.map(|operation| operation.incoming());
        let commits = commits.unwrap_or_default();
        Ok(commits.iter().map(ObjectId::to_string).collect())
    }

    fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, VcsError> {
        let (one, other) = (self.commit_id(one)?, self.commit_id(other)?);
        let base = self.graph()?.merge_base(one, other);
        let base = base.map_err(|fault| self.object_error(fault))?;
        Ok(base.map(|id| id.to_string()))
    }

    fn file_at(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, VcsError> {
        let tree = self.tree(revision)?;
        let repository = &self.repository()?.gix;
        let found = objects::entry_at(repository, tree, path);
        let found = found.map_err(|fault| self.object_error(fault))?;
        let Some(found) = found.filter(|found| !found.mode.is_tree() && !found.mode.is_commit())
        else {
            return Ok(None);
        };
        let content = objects::file(repository, found.id);
        let content = content.map_err(|fault| self.object_error(fault))?;
        content
            .map(Some)
            .ok_or_else(|| self.too_large(path, revision))
    }

    fn changes(&self, from: &str, to: &str, folder: &str) -> Result<Vec<PathChange>, VcsError> {
        let trees = [self.tree(from)?, self.tree(to)?];
        let changes = differences::between(&self.repository()?.gix, trees, folder);
        changes.map_err(|fault| self.names_error(fault, to, folder))
    }

    fn log(&self, query: &LogQuery) -> Result<Vec<Commit>, VcsError> {
        let from = match &*query.from {
            [] => self.head_id()?.into_iter().collect(),
            from => self.commit_ids(from)?,
        };
        let query = log::Query {
            from,
            without: self.commit_ids(&query.without)?,
            paths: &query.paths,
            limit: query.limit.unwrap_or(usize::MAX),
        };
        let commits = log::list(&mut self.graph()?, &query);
        commits.map_err(|fault| self.object_error(fault))
    }

    fn unmerged(&self, folder: &str) -> Result<Vec<Unmerged>, VcsError> {
        let Some(index) = index::read(&self.layout.git_dir)? else {
            return Ok(Vec::new());
        };
        let open = unmerged::list(&index, folder);
        if open.is_empty() {
            return Ok(Vec::new());
        }

        let names = self.side_names()?;
        let repository = &self.repository()?.gix;
        let mut files = Vec::new();
        for (path, stages) in open {
            let file = unmerged::read(repository, &path, stages, &names);
            let file = file.map_err(|fault| self.object_error(fault))?;
            files.push(file.ok_or_else(|| self.too_large(&path.to_string(), "HEAD"))?);
        }
        Ok(files)
    }

    fn mark_resolved(&self, paths: &[String]) -> Result<(), VcsError> {
        if paths.is_empty() || !self.layout.has_worktree {
            return Ok(());
        }
        writing::mark_resolved(&self.repository()?.gix, &self.layout, paths)
    }

    fn commit(&self, commit: &NewCommit<'_>) -> Result<String, VcsError> {
        let refused = |reason| VcsError::Refused {
            action: "commit",
            reason,
        };
        if !self.layout.has_worktree {
            return Err(refused(String::from("there is no working tree here")));
        }
        if let Some(operation) = Operation::find(&self.layout.git_dir)? {
            let name = operation.name();
            return Err(refused(format!(
                "a {name} is under way: finish the {name} first"
            )));
        }
        let repository = self.repository_with_branches()?;
        let id = writing::commit(repository, &self.layout, self.head_id()?, commit)?;
        Ok(id.to_string())
    }

    fn merging(&self) -> Result<Option<String>, VcsError> {
        let heads = match Operation::find(&self.layout.git_dir)? {
            Some(Operation::Merge { heads, .. }) => heads,
            Some(Operation::Rebase { .. } | Operation::CherryPick(_) | Operation::Revert(_))
            | None => Vec::new(),
        };
        Ok(heads.first().map(ObjectId::to_string))
    }

    fn hooks_dir(&self) -> Result<Option<PathBuf>, VcsError> {
        let config = self.repository()?.gix.config_snapshot();
        let chosen = config
            .string("core.hooksPath")
            .filter(|path| !path.is_empty());
        let Some(chosen) = chosen else {
            return Ok(Some(self.layout.common_dir.join("hooks")));
        };
        // A path that begins with `~` or so, git itself makes out; a plain one is seen from the root.
        let path = config.trusted_path("core.hooksPath");
        let path = path.ok().flatten().map(|path| path.to_owned());
        let path = path.unwrap_or_else(|| gix::path::from_bstring(chosen));
        let path = self.layout.root.join(path);
        Ok(Some(gix::path::realpath(&path).unwrap_or(path)))
    }

    fn registration(&self, driver: &Driver<'_>) -> Result<Registration, VcsError> {
        self.driver_files().registration(driver)
    }

    fn register(&self, driver: &Driver<'_>) -> Result<Vec<PathBuf>, VcsError> {
        self.driver_files().register(driver)
    }

    fn unregister(&self) -> Result<Vec<PathBuf>, VcsError> {
        self.driver_files().unregister()
    }

    fn prove(&self, scratch: &Path) -> Result<Proof, VcsError> {
        match self.driver_files().command()? {
            Some(command) => proof::prove(scratch, &command),
            None => Ok(Proof::Unarmed {
                reason: String::from("no driver is registered"),
            }),
        }
    }
}

fn unknown(revision: &str) -> VcsError {
    VcsError::UnknownRevision {
        revision: revision.to_owned(),
    }
}
