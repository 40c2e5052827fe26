//! Reads the files of a commit, and what differs between two.

use std::error::Error;

use gix::ObjectId;
use jj_lib::backend::MergedTreeValue;
use jj_lib::backend::MergedTreeValueExt as _;
use jj_lib::backend::TreeValue;
use jj_lib::commit::Commit;
use jj_lib::conflicts::ConflictMaterializeOptions;
use jj_lib::conflicts::MaterializedTreeValue;
use jj_lib::conflicts::materialize_merge_result_to_bytes;
use jj_lib::conflicts::materialize_tree_value;
use jj_lib::matchers::EverythingMatcher;
use jj_lib::matchers::Matcher;
use jj_lib::matchers::PrefixMatcher;
use jj_lib::merged_tree::MergedTree;
use jj_lib::merged_tree::TreeDiffIterator;
use jj_lib::object_id::ObjectId as _;
use jj_lib::repo_path::RepoPath;
use jj_lib::repo_path::RepoPathBuf;

use crate::vcs::PathChange;
use crate::vcs::PathState;
use crate::vcs::git::names::ENTRIES_MAX;
use crate::vcs::git::names::NamesError;
use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::repository::Repository;

/// A folder holds more files than any tracker does; the limit is a fragment of a sentence.
#[derive(Debug, thiserror::Error)]
#[error("more than {limit}")]
pub(crate) struct TooLarge {
    /// The limit.
    pub(crate) limit: String,
}

/// Returns the paths of all files below `folder` in a commit, sorted.
pub(crate) async fn names(
    repository: &Repository,
    commit: &Commit,
    folder: &str,
) -> Result<Vec<String>, Fault> {
    let Some(tree) = commit.tree_ids().as_resolved() else {
        return merged_names(&commit.tree(), folder);
    };
    let tree = ObjectId::try_from(tree.as_bytes())?;
    let names = repository
        .trees
        .borrow_mut()
        .names(&repository.git, tree, folder);
    names.map_err(|fault| match fault {
        NamesError::Object(fault) => fault.source,
        NamesError::TooLarge { limit } => Box::new(TooLarge { limit }),
    })
}

/// Returns the files of a commit whose parents could not be merged, which git does not have like that.
fn merged_names(tree: &MergedTree, folder: &str) -> Result<Vec<String>, Fault> {
    let Some(folder) = Folder::new(folder) else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for (count, (path, value)) in tree.entries_matching(&*folder.matcher()).enumerate() {
        check_count(count)?;
        if is_file(&value?) && folder.has(&path) {
            names.push(path.as_internal_file_string().to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Returns the files below `folder` that differ between two commits, sorted.
pub(crate) fn changes(from: &Commit, to: &Commit, folder: &str) -> Result<Vec<PathChange>, Fault> {
    let Some(folder) = Folder::new(folder) else {
        return Ok(Vec::new());
    };
    let mut changes = Vec::new();
    let (from, to) = (from.tree(), to.tree());
    let matcher = folder.matcher();
    for (count, entry) in TreeDiffIterator::new(&from, &to, &*matcher).enumerate() {
        check_count(count)?;
        let values = entry.values?;
        let state = match (is_file(&values.before), is_file(&values.after)) {
            (false, true) => PathState::Added,
            (true, true) => PathState::Modified,
            (true, false) => PathState::Deleted,
            (false, false) => continue,
        };
        if folder.has(&entry.path) {
            let path = entry.path.as_internal_file_string().to_owned();
            changes.push(PathChange { path, state });
        }
    }
    changes.sort();
    Ok(changes)
}

/// Returns the bytes of a file of a commit; one with a conflict has markers in it, as jj writes them to disk.
pub(crate) async fn file(
    repository: &Repository,
    commit: &Commit,
    path: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    let Ok(path) = RepoPath::from_internal_string(path) else {
        return Ok(None);
    };
    if path.is_root() {
        return Ok(None);
    }
    let tree = commit.tree();
    let value = tree.path_value(path).await?;
    match materialize_tree_value(repository.store(), path, value, tree.labels()).await? {
        MaterializedTreeValue::File(mut file) => Ok(Some(file.read_all(path).await?)),
        MaterializedTreeValue::Symlink { target, .. } => Ok(Some(target.into_bytes())),
        MaterializedTreeValue::FileConflict(file) => {
            let options = ConflictMaterializeOptions {
                marker_style: repository.settings().get("ui.conflict-marker-style")?,
                marker_len: None,
                merge: repository.store().merge_options().clone(),
            };
            let text = materialize_merge_result_to_bytes(&file.contents, &file.labels, &options);
            Ok(Some(text.into()))
        }
        MaterializedTreeValue::OtherConflict { id, labels } => {
            Ok(Some(id.describe(&labels).into_bytes()))
        }
        MaterializedTreeValue::AccessDenied(fault) => Err(fault),
        MaterializedTreeValue::Absent
        | MaterializedTreeValue::GitSubmodule(_)
        | MaterializedTreeValue::Tree(_) => Ok(None),
    }
}

/// A folder of a commit.
pub(crate) struct Folder {
    path: RepoPathBuf,
}

impl Folder {
    /// Returns the folder that a path with `/` names, `None` when no folder can have such a name.
    pub(crate) fn new(path: &str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        let path = RepoPathBuf::from_internal_string(path).ok()?;
        Some(Self { path })
    }

    /// Returns what leads jj-lib to the folder; it also finds a file of that name.
    pub(crate) fn matcher(&self) -> Box<dyn Matcher> {
        if self.path.is_root() {
            return Box::new(EverythingMatcher);
        }
        Box::new(PrefixMatcher::new([&self.path]))
    }

    /// Returns whether `path` is below the folder.
    pub(crate) fn has(&self, path: &RepoPath) -> bool {
        path.starts_with(&self.path) && path != &*self.path
    }
}

/// Returns whether there is something that a working tree has as a file; a conflict is one, a submodule is none.
fn is_file(value: &MergedTreeValue) -> bool {
    value.is_file_like() && !matches!(value.as_normal(), Some(TreeValue::GitSubmodule(_)))
}

/// Refuses what a few small objects can describe though no disk holds it.
fn check_count(count: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
    if count < ENTRIES_MAX {
        return Ok(());
    }
    let limit = format!("{ENTRIES_MAX} files and folders");
    Err(Box::new(TooLarge { limit }))
}
