//! Reads commits, their order and their common ancestors.

use chrono::DateTime;
use jj_lib::backend::CommitId;
use jj_lib::backend::MergedTreeValue;
use jj_lib::backend::Signature;
use jj_lib::commit::Commit as JjCommit;
use jj_lib::object_id::ObjectId as _;
use jj_lib::repo::Repo as _;
use jj_lib::repo_path::RepoPath;
use jj_lib::repo_path::RepoPathBuf;
use jj_lib::revset::ResolvedRevsetExpression;

use crate::domain::Timestamp;
use crate::vcs::Commit;
use crate::vcs::User;
use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::repository::Repository;
use crate::vcs::jj::revisions;

/// Which commits a log has, by id.
pub(crate) struct Range {
    /// Whose ancestors count, themselves included.
    pub(crate) from: Vec<CommitId>,
    /// Whose ancestors are left out, themselves included.
    pub(crate) without: Vec<CommitId>,
}

/// Returns the commits in `range` that changed one of `paths`, children before their parents; no path stands for all
/// commits. The root commit, which every repository has, is not one.
pub(crate) async fn log(
    repository: &Repository,
    range: Range,
    paths: &[String],
    limit: usize,
) -> Result<Vec<Commit>, Fault> {
    let Some(paths) = valid(paths) else {
        return Ok(Vec::new());
    };
    let root = repository.store().root_commit_id().clone();
    let from = ResolvedRevsetExpression::commits(range.from).ancestors();
    let without = ResolvedRevsetExpression::commits([range.without, vec![root]].concat());
    let wanted = from.minus(&without.ancestors());
    // Which of them changed the paths is not known before they are read.
    let limit_read = if paths.is_empty() { limit } else { usize::MAX };

    let mut commits = Vec::new();
    for id in revisions::evaluate(repository, wanted, limit_read).await? {
        if commits.len() == limit {
            break;
        }
        let commit = repository.commit(&id).await?;
        if paths.is_empty() || changes_any(repository, &commit, &paths).await? {
            commits.push(convert(repository, &commit)?);
        }
    }
    Ok(commits)
}

/// Returns the newest of the best common ancestors, `None` when there is only the root commit.
pub(crate) async fn merge_base(
    repository: &Repository,
    one: CommitId,
    other: CommitId,
) -> Result<Option<CommitId>, Fault> {
    let index = repository.indexed().await?.index();
    let mut newest = None;
    for id in index.common_ancestors(&[one], &[other]).await? {
        if id == *repository.store().root_commit_id() {
            continue;
        }
        let commit = repository.commit(&id).await?;
        let age = (commit.committer().timestamp.timestamp, id);
        newest = newest.max(Some(age));
    }
    Ok(newest.map(|(_, id)| id))
}

/// Returns the paths as jj-lib has them, `None` when no file can have any of the names.
fn valid(paths: &[String]) -> Option<Vec<RepoPathBuf>> {
    let valid: Vec<_> = paths
        .iter()
        .filter_map(|path| RepoPathBuf::from_internal_string(path.trim_end_matches('/')).ok())
        .collect();
    (paths.is_empty() || !valid.is_empty()).then_some(valid)
}

/// Returns whether a commit differs from each of its parents in one of the paths.
async fn changes_any(
    repository: &Repository,
    commit: &JjCommit,
    paths: &[RepoPathBuf],
) -> Result<bool, Fault> {
    for parent in commit.parent_ids() {
        let parent = repository.commit(parent).await?;
        if !differs(commit, &parent, paths).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn differs(
    commit: &JjCommit,
    parent: &JjCommit,
    paths: &[RepoPathBuf],
) -> Result<bool, Fault> {
    if commit.tree_ids() == parent.tree_ids() {
        return Ok(false);
    }
    for path in paths {
        if value(commit, path).await? != value(parent, path).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn value(commit: &JjCommit, path: &RepoPath) -> Result<MergedTreeValue, Fault> {
    Ok(commit.tree().path_value(path).await?)
}

fn convert(repository: &Repository, commit: &JjCommit) -> Result<Commit, Fault> {
    let root = repository.store().root_commit_id();
    let parents = commit.parent_ids().iter().filter(|id| *id != root);
    let author = commit.author();
    let written = DateTime::from_timestamp_millis(author.timestamp.timestamp.0);
    Ok(Commit {
        id: commit.id().hex(),
        parents: parents.map(|id| id.hex()).collect(),
        author: user(author),
        at: Timestamp::new(written.ok_or("a commit's time is out of range")?),
        message: commit.description().trim_end_matches('\n').to_owned(),
    })
}

/// Returns the author; jj lets people work before they said who they are.
fn user(author: &Signature) -> User {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let email = filled(&author.email);
    let name = filled(&author.name).or_else(|| email.clone());
    User {
        name: name.unwrap_or_else(|| String::from("(nobody)")),
        email,
    }
}
