//! Lists the branches of a git repository.

use std::error::Error;

use gix::refs::Category;

use crate::vcs::Tip;
use crate::vcs::git::objects;

/// Returns local and remote-tracking branches, sorted by name.
///
/// Left out are symbolic ones such as `origin/HEAD` and, as by git's own listings, those that are too damaged to read.
pub(crate) fn list(repository: &gix::Repository) -> Result<Vec<Tip>, Box<dyn Error + Send + Sync>> {
    let references = repository.references()?;
    let local = references.local_branches()?;
    let remote = references.remote_branches()?;

    let mut tips: Vec<Tip> = local.chain(remote).flatten().filter_map(tip).collect();
    tips.sort();
    Ok(tips)
}

fn tip(reference: gix::Reference<'_>) -> Option<Tip> {
    let id = reference.try_id()?.detach();
    let (category, name) = reference.name().category_and_short_name()?;
    matches!(category, Category::LocalBranch | Category::RemoteBranch).then(|| Tip {
        name: name.to_string(),
        revision: objects::past_tags(reference.repo, id).to_string(),
    })
}
