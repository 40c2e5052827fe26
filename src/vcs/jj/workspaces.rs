//! Lists the workspaces of a repository from what jj wrote down about them.

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use jj_lib::workspace_store::SimpleWorkspaceStore;
use jj_lib::workspace_store::WorkspaceStore as _;

use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::repository::Repository;
use crate::vcs::jj_layout;
use crate::vcs::jj_layout::Layout;

/// Returns the roots of all workspaces that still exist, sorted.
///
/// jj did not write down where they are before version 0.38; those that it made until then are only known from within,
/// save for the first.
pub(crate) fn roots(repository: &Repository) -> Result<Vec<PathBuf>, Fault> {
    let layout = &repository.layout;
    let mut roots = BTreeSet::from([layout.root.clone()]);
    let first = layout.repo_dir.parent().and_then(Path::parent);
    roots.extend(first.and_then(|root| existing(layout, root)));

    // jj-lib would make the folder where it is missing.
    if layout
        .repo_dir
        .join("workspace_store")
        .join("index")
        .is_file()
    {
        let store = SimpleWorkspaceStore::load(&layout.repo_dir)?;
        for name in repository.view.wc_commit_ids().keys() {
            if let Some(path) = store.get_workspace_path(name)? {
                roots.extend(existing(layout, &layout.repo_dir.join(path)));
            }
        }
    }
    Ok(roots.into_iter().collect())
}

/// Returns the real path of a workspace's root when it is there and still belongs to the repository.
fn existing(layout: &Layout, root: &Path) -> Option<PathBuf> {
    let root = gix::path::realpath(root).ok()?;
    let found = jj_layout::of_workspace(&root).ok()?;
    (found.repo_dir == layout.repo_dir).then_some(root)
}
