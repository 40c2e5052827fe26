//! Lists the working trees of a clone from the files that git keeps about them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use gix::discover::path::from_gitdir_file;
use gix::discover::path::from_plain_file_relative_to_file;

use crate::vcs::VcsError;
use crate::vcs::git::layout::Layout;
use crate::vcs::git::settings::Settings;

/// Returns the roots of all working trees that still exist, sorted.
///
/// The main one of a repository made with `--separate-git-dir` is only known from within: git writes it down nowhere.
pub(crate) fn roots(layout: &Layout) -> Result<Vec<PathBuf>, VcsError> {
    let own = layout.has_worktree.then(|| layout.root.clone());
    let mut roots = BTreeSet::from_iter(own);
    roots.extend(main_root(layout));

    let path = layout.common_dir.join("worktrees");
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            return Ok(roots.into_iter().collect());
        }
        Err(source) => return Err(VcsError::Read { path, source }),
    };
    for entry in entries {
        let entry = entry.map_err(|source| VcsError::Read {
            path: path.clone(),
            source,
        })?;
        roots.extend(linked_root(&entry.path()));
    }
    Ok(roots.into_iter().collect())
}

fn main_root(layout: &Layout) -> Option<PathBuf> {
    if layout.common_dir == layout.git_dir && layout.has_worktree {
        return None;
    }
    let settings = Settings::read(&layout.common_dir);
    if settings.is_bare {
        return None;
    }

    let is_dot_git = layout
        .common_dir
        .file_name()
        .is_some_and(|name| name == ".git");
    let beside = layout.common_dir.parent().filter(|_| is_dot_git);
    let root = settings.work_tree.or_else(|| beside.map(Path::to_owned))?;
    gix::path::realpath(root).ok().filter(|root| root.is_dir())
}

/// Returns the root that a linked working tree's private folder describes, when its `.git` file points back.
fn linked_root(git_dir: &Path) -> Option<PathBuf> {
    let dot_git = from_plain_file_relative_to_file(&git_dir.join("gitdir"))?.ok()?;
    let target = from_gitdir_file(&dot_git).ok()?;
    let points_back = gix::path::realpath(target).ok()? == gix::path::realpath(git_dir).ok()?;
    points_back
        .then(|| gix::path::realpath(dot_git.parent()?).ok())
        .flatten()
}
