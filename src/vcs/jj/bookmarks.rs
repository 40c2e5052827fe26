//! Lists bookmarks, and finds the one that the work is on.

use std::iter;

use jj_lib::backend::CommitId;
use jj_lib::git::REMOTE_NAME_FOR_LOCAL_GIT_REPO;
use jj_lib::revset::ResolvedRevsetExpression;
use jj_lib::view::View;

use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::repository::Repository;
use crate::vcs::jj::revisions;

/// Returns local and remote bookmarks and the commits they stand at, sorted; a conflicted one comes once for each side.
///
/// The bookmarks of the remote `git` only say what jj last exported to the git repository behind it.
pub(crate) fn tips(view: &View) -> Vec<(String, CommitId)> {
    let mut tips = Vec::new();
    for (name, target) in view.local_bookmarks() {
        let ids = target.added_ids().cloned();
        tips.extend(iter::repeat(name.as_str().to_owned()).zip(ids));
    }
    for (symbol, remote) in view.all_remote_bookmarks() {
        if symbol.remote == REMOTE_NAME_FOR_LOCAL_GIT_REPO {
            continue;
        }
        let name = format!("{}/{}", symbol.remote.as_str(), symbol.name.as_str());
        let ids = remote.target.added_ids().cloned();
        tips.extend(iter::repeat(name).zip(ids));
    }
    tips.sort();
    tips.dedup();
    tips
}

/// Returns the local bookmark at the working copy's commit or else the nearest one before it, when there is only one.
pub(crate) async fn current(repository: &Repository) -> Result<Option<String>, Fault> {
    let Some(working_copy) = repository.working_copy().await? else {
        return Ok(None);
    };
    let nearest = match (
        names_at(&repository.view, working_copy.id()),
        working_copy.parent_ids(),
    ) {
        (names, _) if !names.is_empty() => names,
        (_, [parent]) if !names_at(&repository.view, parent).is_empty() => {
            names_at(&repository.view, parent)
        }
        _ => match &*nearest_commits(repository, working_copy.id()).await? {
            [id] => names_at(&repository.view, id),
            _ => Vec::new(),
        },
    };
    match nearest.as_slice() {
        [name] => Ok(Some(name.clone())),
        _ => Ok(None),
    }
}

fn names_at(view: &View, id: &CommitId) -> Vec<String> {
    let names = view.local_bookmarks_for_commit(id);
    names.map(|(name, _)| name.as_str().to_owned()).collect()
}

/// Returns the ancestors of `id` that have a bookmark and no descendant with one before `id`; at most two of them.
async fn nearest_commits(repository: &Repository, id: &CommitId) -> Result<Vec<CommitId>, Fault> {
    let bookmarks = repository.view.local_bookmarks();
    let mut ids: Vec<CommitId> = bookmarks
        .flat_map(|(_, target)| target.added_ids())
        .cloned()
        .collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ancestors = ResolvedRevsetExpression::commit(id.clone()).ancestors();
    let nearest = ancestors
        .intersection(&ResolvedRevsetExpression::commits(ids))
        .heads();
    revisions::evaluate(repository, nearest, 2).await
}
