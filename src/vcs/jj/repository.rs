//! Opens a jj repository for reading, at one operation.

use std::cell::OnceCell;
use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use jj_lib::backend::CommitId;
use jj_lib::commit::Commit;
use jj_lib::default_backend_factories::default_backend_factories;
use jj_lib::git_backend::GitBackend;
use jj_lib::local_working_copy::LocalWorkingCopy;
use jj_lib::op_store::OpStore;
use jj_lib::op_store::OperationId;
use jj_lib::operation::Operation;
use jj_lib::ref_name::WorkspaceNameBuf;
use jj_lib::repo::ReadonlyRepo;
use jj_lib::repo::RepoLoader;
use jj_lib::repo::StoreLoadError;
use jj_lib::settings::UserSettings;
use jj_lib::store::Store;
use jj_lib::view::View;
use jj_lib::working_copy::WorkingCopy as _;

use crate::vcs::Environment;
use crate::vcs::VcsError;
use crate::vcs::git::names;
use crate::vcs::git::names::Trees;
use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::ask::ask;
use crate::vcs::jj::index;
use crate::vcs::jj::settings;
use crate::vcs::jj_layout::Layout;

/// A repository as it was after one operation.
pub(crate) struct Repository {
    /// Where it is.
    pub(crate) layout: Layout,
    /// What the operation left: bookmarks, heads, workspaces.
    pub(crate) view: View,
    /// The git repository that holds the commits.
    pub(crate) git: gix::Repository,
    /// The folders of git seen so far.
    pub(crate) trees: RefCell<Trees>,
    loader: RepoLoader,
    operation: Operation,
    indexed: OnceCell<Arc<ReadonlyRepo>>,
}

impl Repository {
    /// Opens the repository of `layout` at its newest operation.
    pub(crate) fn open(layout: &Layout, environment: &Environment) -> Result<Self, VcsError> {
        ask(open(layout, environment)).map_err(|fault| open_error(layout, fault))
    }

    /// Returns the store of commits, trees and files.
    pub(crate) fn store(&self) -> &Arc<Store> {
        self.loader.store()
    }

    /// Returns the operation that this is the state after.
    pub(crate) fn operation(&self) -> &Operation {
        &self.operation
    }

    /// Returns jj's settings.
    pub(crate) fn settings(&self) -> &UserSettings {
        self.loader.settings()
    }

    /// Returns the repository with its index of commits, which only questions about ancestors need.
    pub(crate) async fn indexed(&self) -> Result<&Arc<ReadonlyRepo>, Fault> {
        if let Some(repository) = self.indexed.get() {
            return Ok(repository);
        }
        let index_dir = self.layout.repo_dir.join("index");
        let index = index::load(&index_dir, &self.operation, self.store()).await?;
        let (operation, view) = (self.operation.clone(), self.view.clone());
        let repository = self.loader.create_from(operation, view, index);
        Ok(self.indexed.get_or_init(|| repository))
    }

    /// Returns the name of the workspace.
    pub(crate) fn workspace(&self) -> Result<WorkspaceNameBuf, Fault> {
        let working_copy = LocalWorkingCopy::load(
            Arc::clone(self.store()),
            self.layout.root.clone(),
            self.layout.root.join(".jj").join("working_copy"),
            self.settings(),
        )?;
        Ok(working_copy.workspace_name().to_owned())
    }

    /// Returns the working copy's commit, `None` when the workspace was forgotten.
    pub(crate) async fn working_copy(&self) -> Result<Option<Commit>, Fault> {
        let name = self.workspace()?;
        match self.view.get_wc_commit_id(&name) {
            Some(id) => Ok(Some(self.commit(id).await?)),
            None => Ok(None),
        }
    }

    /// Returns a commit that the view or the index named.
    ///
    /// jj-lib answers for others too, but by making them jj's own, which writes.
    pub(crate) async fn commit(&self, id: &CommitId) -> Result<Commit, Fault> {
        Ok(self.store().get_commit_async(id).await?)
    }

    /// Returns whether a commit is in the repository, hidden ones included.
    pub(crate) async fn has(&self, id: &CommitId) -> Result<bool, Fault> {
        if self
            .view
            .all_referenced_commit_ids()
            .any(|known| known == id)
        {
            return Ok(true);
        }
        Ok(jj_lib::repo::Repo::index(&**self.indexed().await?)
            .has_id(id)
            .await?)
    }
}

impl fmt::Debug for Repository {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Repository")
            .field("layout", &self.layout)
            .field("operation", self.operation.id())
            .finish_non_exhaustive()
    }
}

async fn open(layout: &Layout, environment: &Environment) -> Result<Repository, Fault> {
    let settings = UserSettings::from_config(settings::load(layout, environment)?)?;
    let factories = default_backend_factories();
    let loader = RepoLoader::init_from_file_system(&settings, &layout.repo_dir, &factories)?;
    let Some(backend) = loader.store().backend_impl::<GitBackend>() else {
        return Err(Box::new(StoreLoadError::UnsupportedType {
            store: "commit",
            store_type: loader.store().backend().name().to_owned(),
        }));
    };
    check_metadata(layout)?;
    let git = backend.git_repo();
    let operation = newest_operation(&loader).await?;
    Ok(Repository {
        layout: layout.clone(),
        view: operation.view().await?,
        git,
        trees: RefCell::new(Trees::new(names::ENTRIES_MAX)),
        loader,
        operation,
        indexed: OnceCell::new(),
    })
}

/// Refuses what jj-lib would repair by writing: the commits' metadata in no part, or in parts that writers on several
/// machines left.
fn check_metadata(layout: &Layout) -> Result<(), Fault> {
    let heads: PathBuf = ["store", "extra", "heads"].iter().collect();
    let count = fs::read_dir(layout.repo_dir.join(heads))?.count();
    if count != 1 {
        return Err(format!(
            "its commits' metadata is in {count} parts; jj's next command makes one of them"
        )
        .into());
    }
    Ok(())
}

/// Returns the newest operation.
///
/// Operations that happened at the same time have several; jj would merge them, which is a new operation.
async fn newest_operation(loader: &RepoLoader) -> Result<Operation, Fault> {
    let mut newest: Option<Operation> = None;
    for id in loader.op_heads_store().get_op_heads().await? {
        let operation = read_operation(loader.op_store(), id).await?;
        let age = |operation: &Operation| {
            let end = operation.metadata().time.end.timestamp;
            (end, operation.id().clone())
        };
        if newest
            .as_ref()
            .is_none_or(|newest| age(newest) < age(&operation))
        {
            newest = Some(operation);
        }
    }
    newest.ok_or_else(|| "it has no operation".into())
}

async fn read_operation(store: &Arc<dyn OpStore>, id: OperationId) -> Result<Operation, Fault> {
    let operation = store.read_operation(&id).await?;
    Ok(Operation::new(Arc::clone(store), id, operation))
}

fn open_error(layout: &Layout, fault: Fault) -> VcsError {
    let git_dir = layout.repo_dir.clone();
    match fault.downcast_ref() {
        Some(StoreLoadError::UnsupportedType { store, store_type }) => VcsError::Unsupported {
            git_dir,
            feature: format!("the {store} store `{store_type}`"),
        },
        Some(
            StoreLoadError::ReadError { .. }
            | StoreLoadError::Backend(_)
            | StoreLoadError::Signing(_),
        )
        | None => VcsError::Open {
            git_dir,
            source: fault,
        },
    }
}
