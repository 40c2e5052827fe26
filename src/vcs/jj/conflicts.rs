//! Lists the conflicts of the working copy's commit that are still there on disk.
//!
//! The commit is from jj's last look at the disk. A file that has no markers any more is resolved for jj as soon as it
//! looks again, so the disk is what tells.

use std::fs;
use std::io;
use std::path::Path;

use gix::bstr::BString;
use jj_lib::backend::CommitId;
use jj_lib::backend::FileId;
use jj_lib::commit::Commit;
use jj_lib::conflicts::MaterializedFileConflictValue;
use jj_lib::conflicts::choose_materialized_conflict_marker_len;
use jj_lib::conflicts::parse_conflict;
use jj_lib::conflicts::try_materialize_file_conflict_value;
use jj_lib::files;
use jj_lib::files::MergeResult;
use jj_lib::object_id::HexPrefix;
use jj_lib::object_id::ObjectId as _;
use jj_lib::object_id::PrefixResolution;
use jj_lib::repo::Repo as _;
use jj_lib::repo_path::RepoPath;

use crate::vcs::Side;
use crate::vcs::Unmerged;
use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::repository::Repository;
use crate::vcs::jj::trees::Folder;

/// Returns the conflicted files below `folder`, sorted by path.
///
/// Conflicts between a file and something else, as a folder, are not among them: they have no sides to merge.
pub(crate) async fn unmerged(
    repository: &Repository,
    folder: &str,
) -> Result<Vec<Unmerged>, Fault> {
    let (Some(commit), Some(folder)) = (repository.working_copy().await?, Folder::new(folder))
    else {
        return Ok(Vec::new());
    };

    let mut unmerged = Vec::new();
    let tree = commit.tree();
    for (path, value) in tree.conflicts_matching(&*folder.matcher()) {
        if !folder.has(&path) {
            continue;
        }
        let value = value?;
        let store = repository.store();
        let labels = tree.labels();
        let conflict = try_materialize_file_conflict_value(store, &path, &value, labels).await?;
        let Some(conflict) = conflict else { continue };
        if is_on_disk(repository, &path, &conflict)? {
            unmerged.push(describe(repository, &commit, &path, conflict).await?);
        }
    }
    unmerged.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(unmerged)
}

/// Returns whether jj, were it to look at the disk now, would still find the conflict there.
fn is_on_disk(
    repository: &Repository,
    path: &RepoPath,
    conflict: &MaterializedFileConflictValue,
) -> Result<bool, Fault> {
    let path = path.to_fs_path(&repository.layout.root)?;
    let Some(content) = read_file(&path)? else {
        return Ok(false);
    };
    let marker_length = choose_materialized_conflict_marker_len(&conflict.contents);
    let sides = conflict.contents.num_sides();
    if parse_conflict(&content, sides, marker_length).is_some() {
        return Ok(true);
    }
    // Without markers there is only what jj could merge by itself, as when a side deleted the file that was empty.
    let merged = files::merge_hunks(&conflict.contents, repository.store().merge_options());
    match merged {
        MergeResult::Resolved(merged) => Ok(merged == content),
        MergeResult::Conflict(_) => Ok(false),
    }
}

/// Returns the bytes of a file, `None` when there is none; what a link leads to is not the file.
fn read_file(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_file() => fs::read(path).map(Some),
        Ok(_) => Ok(None),
        Err(fault) => match fault.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(None),
            _ => Err(fault),
        },
    }
}

async fn describe(
    repository: &Repository,
    commit: &Commit,
    path: &RepoPath,
    conflict: MaterializedFileConflictValue,
) -> Result<Unmerged, Fault> {
    let labels = conflict.labels;
    let contents = conflict.ids.zip(conflict.contents);
    let content = |(id, content): &(Option<FileId>, BString)| id.as_ref().map(|_| content.to_vec());

    let mut sides = Vec::new();
    for (index, term) in contents.adds().enumerate() {
        let revision = match labels.get_add(index) {
            Some(label) => labelled_commit(repository, label).await?,
            None => parent(commit, contents.num_sides(), index),
        };
        let label = match (labels.get_add(index), &revision) {
            (Some(label), _) => label.to_owned(),
            (None, Some(id)) => format!("{id:.8}"),
            (None, None) => format!("side {}", index + 1),
        };
        sides.push(Side {
            revision: revision.map(|id| id.hex()),
            label,
            content: content(term),
        });
    }
    Ok(Unmerged {
        path: path.as_internal_file_string().to_owned(),
        bases: contents.removes().map(content).collect(),
        sides,
    })
}

/// Returns the commit that a label as jj writes them (`nlqwxzwn 7dd24e73 "subject"`) names.
async fn labelled_commit(repository: &Repository, label: &str) -> Result<Option<CommitId>, Fault> {
    let Some(id) = label.split(' ').nth(1).and_then(HexPrefix::try_from_hex) else {
        return Ok(None);
    };
    let index = repository.indexed().await?.index();
    match index.resolve_commit_id_prefix(&id).await? {
        PrefixResolution::SingleMatch(id) => Ok(Some(id)),
        PrefixResolution::NoMatch | PrefixResolution::AmbiguousMatch => Ok(None),
    }
}

/// Returns the parent that a side without a label is from, where it is as good as certain.
fn parent(commit: &Commit, sides: usize, index: usize) -> Option<CommitId> {
    let parents = commit.parent_ids();
    (parents.len() == sides)
        .then(|| parents.get(index).cloned())
        .flatten()
}
