//! Jujutsu in a program that was built without jj-lib: the git repository behind it serves.
//!
//! Bookmarks are seen as far as jj exported them to git, which it does by itself only where a `.git` is beside the
//! `.jj`. Conflicts that jj committed look resolved to git. A workspace that was added to one with a `.git` is a plain
//! folder: git's index belongs to the other one.

use std::path::PathBuf;

use crate::vcs::Environment;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::discover::Climb;
use crate::vcs::git::GitVcs;
use crate::vcs::git::layout::Layout;
use crate::vcs::jj_layout;

/// Returns the adapter for the nearest workspace on the way up when it has no `.git` of its own.
pub(crate) fn find(
    climb: &Climb<'_>,
    environment: &Environment,
) -> Result<Option<Box<dyn Vcs>>, VcsError> {
    let Some(workspace) = jj_layout::find(climb, environment)? else {
        return Ok(None);
    };
    let is_inside = |git_dir: &PathBuf| git_dir.starts_with(&workspace.repo_dir);
    let Some(git_dir) = jj_layout::git_dir(&workspace).filter(is_inside) else {
        return Ok(None);
    };
    let layout = layout(workspace.root, git_dir);
    Ok(Some(Box::new(GitVcs::new(layout, environment))))
}

fn layout(root: PathBuf, git_dir: PathBuf) -> Layout {
    Layout {
        root,
        common_dir: git_dir.clone(),
        git_dir,
    }
}
