//! Makes and changes jj repositories for tests, with jj-lib in the place of the `jj` program.
//!
//! It names nothing of the tracker, so that other tests can do the same. Each call does what one `jj` command does,
//! in its order: look at the disk, change the repository in one transaction, bring the working copy up to date.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use jj_lib::backend::CommitId;
use jj_lib::commit::Commit;
use jj_lib::config::ConfigLayer;
use jj_lib::config::ConfigSource;
use jj_lib::config::StackedConfig;
use jj_lib::conflicts::MaterializedTreeValue;
use jj_lib::conflicts::materialize_tree_value;
use jj_lib::default_backend_factories::default_backend_factories;
use jj_lib::default_backend_factories::default_working_copy_factories;
use jj_lib::default_backend_factories::default_working_copy_factory;
use jj_lib::git;
use jj_lib::gitignore::GitIgnoreFile;
use jj_lib::matchers::EverythingMatcher;
use jj_lib::matchers::NothingMatcher;
use jj_lib::object_id::ObjectId as _;
use jj_lib::op_store::RefTarget;
use jj_lib::ref_name::RefName;
use jj_lib::ref_name::WorkspaceNameBuf;
use jj_lib::repo::MutableRepo;
use jj_lib::repo::ReadonlyRepo;
use jj_lib::repo::Repo as _;
use jj_lib::rewrite::merge_commit_trees;
use jj_lib::settings::UserSettings;
use jj_lib::working_copy::SnapshotOptions;
use jj_lib::workspace::Workspace;
use pollster::block_on;

/// Whether a new repository has a `.git` beside its `.jj`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// As `jj git init --colocate` makes it.
    BesideGit,
    /// As `jj git init --no-colocate` makes it, with the git repository inside `.jj`.
    Alone,
}

/// A workspace that is written to.
#[derive(Debug, Clone)]
pub(crate) struct JjWriter {
    root: PathBuf,
    place: Place,
    name: String,
    email: String,
    time: String,
}

impl JjWriter {
    /// Makes a repository in an existing folder; commits are by `name` at `time`, as `2026-01-01T00:00:00Z`.
    pub(crate) fn init(root: &Path, place: Place, name: &str, email: &str, time: &str) -> Self {
        let writer = Self {
            root: root.to_owned(),
            place,
            name: name.to_owned(),
            email: email.to_owned(),
            time: time.to_owned(),
        };
        let settings = writer.settings();
        let hash = gix::hash::Kind::Sha1;
        match place {
            Place::BesideGit => block_on(Workspace::init_colocated_git(&settings, root, hash)),
            Place::Alone => block_on(Workspace::init_internal_git(&settings, root, hash)),
        }
        .unwrap();
        // This also sets git's HEAD where there is one, as `jj git init` does.
        writer.new_on(&[&writer.root_id()]);
        writer
    }

    /// Sets the time of the commits from here on.
    pub(crate) fn set_time(&mut self, time: &str) {
        time.clone_into(&mut self.time);
    }

    /// Adds a workspace in the new folder `root`, with its working copy on the commit `parent`.
    pub(crate) fn add_workspace(&self, name: &str, root: &Path, parent: &str) -> Self {
        std::fs::create_dir(root).unwrap();
        let (workspace, repository) = self.load();
        block_on(Workspace::init_workspace_with_existing_repo(
            root,
            workspace.repo_path(),
            &repository,
            &*default_working_copy_factory(),
            WorkspaceNameBuf::from(name),
        ))
        .unwrap();
        let added = Self {
            root: root.to_owned(),
            place: Place::Alone,
            ..self.clone()
        };
        added.new_on(&[parent]);
        added
    }

    /// Returns the id of the commit that every repository begins with.
    pub(crate) fn root_id(&self) -> String {
        self.load().1.store().root_commit_id().hex()
    }

    /// Returns the working copy's commit, as of the last look at the disk.
    pub(crate) fn working_copy(&self) -> Commit {
        let (workspace, repository) = self.load();
        working_copy(&workspace, &repository)
    }

    /// Makes what is on disk the working copy's commit, as every `jj` command does first; returns its id.
    pub(crate) fn snapshot(&self) -> String {
        block_on(async {
            let (mut workspace, mut repository) = self.load();
            let old = working_copy(&workspace, &repository);
            let name = workspace.workspace_name().to_owned();
            let mut locked = workspace.start_working_copy_mutation().await.unwrap();
            let options = SnapshotOptions {
                base_ignores: GitIgnoreFile::empty(),
                progress: None,
                start_tracking_matcher: &EverythingMatcher,
                force_tracking_matcher: &NothingMatcher,
                max_new_file_size: u64::MAX,
            };
            let (tree, _) = locked.locked_wc().snapshot(&options).await.unwrap();
            let mut id = old.id().clone();
            if tree.tree_ids() != old.tree_ids() {
                let mut transaction = repository.start_transaction();
                let changed = transaction.repo_mut();
                let commit = changed.rewrite_commit(&old).set_tree(tree).write().await;
                id = commit.unwrap().id().clone();
                changed.set_wc_commit(name, id.clone()).unwrap();
                changed.rebase_descendants().await.unwrap();
                repository = transaction.commit("snapshot working copy").await.unwrap();
            }
            locked.finish(repository.op_id().clone()).await.unwrap();
            id.hex()
        })
    }

    /// Describes what is on disk and begins the next commit, as `jj commit`, and moves a bookmark there, as
    /// `jj bookmark set`; returns the described commit.
    pub(crate) fn commit(&self, message: &str, bookmark: Option<&str>) -> String {
        self.snapshot();
        let old = self.working_copy();
        let mut described = None;
        self.change("commit", async |repository| {
            let author = repository.base_repo().settings().signature();
            let builder = repository.rewrite_commit(&old);
            let builder = builder.set_description(message).set_author(author);
            let commit = builder.write().await.unwrap();
            described = Some(commit.id().hex());
            if let Some(name) = bookmark {
                let target = RefTarget::normal(commit.id().clone());
                repository.set_local_bookmark_target(RefName::new(name), target);
            }
            let next = repository.new_commit(vec![commit.id().clone()], commit.tree());
            Some(next.write().await.unwrap())
        });
        described.unwrap()
    }

    /// Begins a commit on others, as `jj new`; where they cannot be merged the conflicts are on disk.
    pub(crate) fn new_on(&self, parents: &[&str]) {
        self.snapshot();
        self.change("new empty commit", async |repository| {
            let ids = parents.iter().map(|id| CommitId::try_from_hex(id).unwrap());
            let ids: Vec<CommitId> = ids.collect();
            let mut commits = Vec::new();
            for id in &ids {
                commits.push(repository.store().get_commit(id).unwrap());
            }
            let tree = merge_commit_trees(repository, &commits).await.unwrap();
            Some(repository.new_commit(ids, tree).write().await.unwrap())
        });
    }

    /// Makes a bookmark stand at these commits; more than one is a conflict, none deletes it.
    pub(crate) fn bookmark(&self, name: &str, ids: &[&str]) {
        self.change("bookmark", async |repository| {
            repository.set_local_bookmark_target(RefName::new(name), target(ids));
            None
        });
    }

    /// Makes a tag stand at a commit.
    pub(crate) fn tag(&self, name: &str, id: &str) {
        self.change("tag", async |repository| {
            repository.set_local_tag_target(RefName::new(name), target(&[id]));
            None
        });
    }

    /// Changes the repository in one transaction and checks the returned commit out, if there is one.
    pub(crate) fn change(
        &self,
        description: &str,
        change: impl AsyncFnOnce(&mut MutableRepo) -> Option<Commit>,
    ) {
        block_on(async {
            let (mut workspace, repository) = self.load();
            let old = working_copy(&workspace, &repository);
            let name = workspace.workspace_name().to_owned();
            let mut transaction = repository.start_transaction();
            let changed = transaction.repo_mut();
            let next = change(changed).await;
            if let Some(next) = &next {
                changed.edit(name.clone(), next).await.unwrap();
            }
            changed.rebase_descendants().await.unwrap();
            if self.place == Place::BesideGit {
                let current = changed.view().get_wc_commit_id(&name).unwrap();
                let current = changed.store().get_commit(current).unwrap();
                git::reset_head(changed, &name, &self.root, &current)
                    .await
                    .unwrap();
                git::export_refs(changed).unwrap();
            }
            let repository = transaction.commit(description).await.unwrap();
            let operation = repository.op_id().clone();
            let new = working_copy(&workspace, &repository);
            let tree = old.tree();
            workspace
                .check_out(operation, Some(&tree), &new)
                .await
                .unwrap();
        });
    }

    /// Returns the files of a commit.
    pub(crate) fn files(&self, commit: &Commit) -> BTreeMap<String, Vec<u8>> {
        let tree = commit.tree();
        let entries = tree.entries().map(|(path, value)| {
            let name = path.as_internal_file_string().to_owned();
            let labels = tree.labels();
            let value = materialize_tree_value(commit.store(), &path, value.unwrap(), labels);
            let content = match block_on(value).unwrap() {
                MaterializedTreeValue::File(mut file) => block_on(file.read_all(&path)).unwrap(),
                _ => Vec::new(),
            };
            (name, content)
        });
        entries.collect()
    }

    /// Opens the repository at its newest operation.
    pub(crate) fn load(&self) -> (Workspace, Arc<ReadonlyRepo>) {
        let workspace = Workspace::load(
            &self.settings(),
            &self.root,
            &default_backend_factories(),
            &default_working_copy_factories(),
        )
        .unwrap();
        let repository = block_on(workspace.repo_loader().load_at_head()).unwrap();
        (workspace, repository)
    }

    fn settings(&self) -> UserSettings {
        let mut layer = ConfigLayer::empty(ConfigSource::CommandArg);
        layer.set_value("user.name", &*self.name).unwrap();
        layer.set_value("user.email", &*self.email).unwrap();
        layer
            .set_value("debug.commit-timestamp", &*self.time)
            .unwrap();
        let mut config = StackedConfig::with_defaults();
        config.add_layer(layer);
        UserSettings::from_config(config).unwrap()
    }
}

fn working_copy(workspace: &Workspace, repository: &ReadonlyRepo) -> Commit {
    let id = repository
        .view()
        .get_wc_commit_id(workspace.workspace_name());
    repository.store().get_commit(id.unwrap()).unwrap()
}

fn target(ids: &[&str]) -> RefTarget {
    let ids: Vec<CommitId> = ids
        .iter()
        .map(|id| CommitId::try_from_hex(id).unwrap())
        .collect();
    RefTarget::from_legacy_form(vec![], ids)
}
