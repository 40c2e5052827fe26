//! Answers the tracker's questions about a git working tree.

use std::cell::OnceCell;
use std::cell::RefCell;
use std::error::Error;
use std::path::Path;
use std::path::PathBuf;

use gix::ObjectId;

use crate::vcs::ConfigScope;
use crate::vcs::Driver;
use crate::vcs::Environment;
use crate::vcs::Proof;
use crate::vcs::Registration;
use crate::vcs::System;
use crate::vcs::Tip;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::git::driver::DriverFiles;
use crate::vcs::git::layout::Layout;
use crate::vcs::git::names;
use crate::vcs::git::names::NamesError;
use crate::vcs::git::names::Trees;
use crate::vcs::git::objects;
use crate::vcs::git::objects::ObjectError;
use crate::vcs::git::proof;
use crate::vcs::git::repository::RefStorage;
use crate::vcs::git::repository::Repository;
use crate::vcs::git::tips;
use crate::vcs::git::user::Identity;
use crate::vcs::git::worktrees;

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

    fn tree(&self, revision: &str) -> Result<ObjectId, VcsError> {
        let unknown = || VcsError::UnknownRevision {
            revision: revision.to_owned(),
        };
        let id = match ObjectId::from_hex(revision.as_bytes()) {
            Ok(id) => id,
            Err(_) => {
                let parsed = self.repository_with_branches()?.rev_parse_single(revision);
                parsed.map_err(|_| unknown())?.detach()
            }
        };
        let tree = objects::tree_of(&self.repository()?.gix, id);
        tree.map_err(|fault| self.object_error(fault))?
            .ok_or_else(unknown)
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
        names.map_err(|fault| match fault {
            NamesError::Object(fault) => self.object_error(fault),
            NamesError::TooLarge { limit } => VcsError::TooLarge {
                folder: folder.to_owned(),
                revision: revision.to_owned(),
                limit,
            },
        })
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
