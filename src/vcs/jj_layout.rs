//! Finds a Jujutsu workspace and its folders by looking at paths, without opening the repository.
//!
//! It stands apart from the adapter because a program built without jj-lib needs it too.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::Environment;
use crate::vcs::VcsError;
use crate::vcs::discover::Climb;
use crate::vcs::git;

/// Where a workspace and its folders are; all paths are absolute and real.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Root of the working copy.
    pub(crate) root: PathBuf,
    /// The repository that all workspaces share, the `.jj/repo` of the main one.
    pub(crate) repo_dir: PathBuf,
}

/// Returns the layout of the nearest workspace on the way up, `None` when a git repository is nearer or there is none.
///
/// Where both are in the same folder, git is what jj stores its commits in. A git repository that the environment
/// names wins, unless it is that one: git runs its hooks so, and a tracker must not have two private folders.
pub(crate) fn find(
    climb: &Climb<'_>,
    environment: &Environment,
) -> Result<Option<Layout>, VcsError> {
    let Some(root) = climb.folders().find(|folder| is_workspace(folder)) else {
        return Ok(None);
    };
    if let Some(git) = git::find(&climb.ending_at(root), environment)? {
        let is_behind = same_folder(&git.git_dir, &root.join(".git"))
            || environment.git_dir.is_none() && git.root == root;
        if !is_behind {
            return Ok(None);
        }
    }
    of_workspace(root).map(Some)
}

/// Returns the layout of the workspace in `root`.
pub(crate) fn of_workspace(root: &Path) -> Result<Layout, VcsError> {
    Ok(Layout {
        repo_dir: repo_dir_of(root)?,
        root: root.to_owned(),
    })
}

/// Returns whether `folder` has a `.jj` that is more than what a removed repository leaves.
fn is_workspace(folder: &Path) -> bool {
    folder.join(".jj").join("repo").exists()
}

/// Returns the repository that `root/.jj/repo` is or, in a workspace that was added to another one, points to.
fn repo_dir_of(root: &Path) -> Result<PathBuf, VcsError> {
    let jj_dir = root.join(".jj");
    let repo = jj_dir.join("repo");
    if repo.is_dir() {
        return real(&repo);
    }

    let target = fs::read(&repo).map_err(|source| VcsError::Read {
        path: repo.clone(),
        source,
    })?;
    let target = jj_dir.join(String::from_utf8_lossy(&target).as_ref());
    if !target.is_dir() {
        return Err(VcsError::Open {
            git_dir: repo,
            source: format!("it points to `{}`, which is no folder", target.display()).into(),
        });
    }
    real(&target)
}

/// Returns the git folder that jj stores its commits in, `None` when it stores them elsewhere or the file is damaged.
pub(crate) fn git_dir(layout: &Layout) -> Option<PathBuf> {
    let store = layout.repo_dir.join("store");
    let target = fs::read_to_string(store.join("git_target")).ok()?;
    let git_dir = gix::path::realpath(store.join(target)).ok()?;
    git_dir.is_dir().then_some(git_dir)
}

fn same_folder(one: &Path, other: &Path) -> bool {
    match (gix::path::realpath(one), gix::path::realpath(other)) {
        (Ok(one), Ok(other)) => one == other,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => false,
    }
}

fn real(path: &Path) -> Result<PathBuf, VcsError> {
    gix::path::realpath(path).map_err(|fault| VcsError::Open {
        git_dir: path.to_owned(),
        source: Box::new(fault),
    })
}
