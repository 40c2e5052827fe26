//! Finds a git working tree and its folders by looking at paths, without opening the repository.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use gix::discover::path::from_gitdir_file;
use gix::discover::path::from_plain_file;

use crate::vcs::Environment;
use crate::vcs::VcsError;
use crate::vcs::discover::Climb;
use crate::vcs::git::settings::Settings;

/// Where a working tree and its git folders are; all paths are absolute and real.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Root of the working tree; the git folder where there is none.
    pub(crate) root: PathBuf,
    /// Whether there is a working tree: not in a bare repository, nor inside of a git folder.
    pub(crate) has_worktree: bool,
    /// The working tree's own git folder.
    pub(crate) git_dir: PathBuf,
    /// The git folder that all working trees share; the same as `git_dir` for the main one.
    pub(crate) common_dir: PathBuf,
}

/// A git folder and the folder whose `.git` led to it, or the git folder once more when the search began inside of it.
struct Found {
    folder: PathBuf,
    git_dir: PathBuf,
}

/// Returns the layout of the nearest git working tree on the way up, or of the one that the environment names.
///
/// Unlike git this crosses file system boundaries and ignores who owns the repository: it is only read.
pub(crate) fn find(
    climb: &Climb<'_>,
    environment: &Environment,
) -> Result<Option<Layout>, VcsError> {
    let work_tree = || match &environment.git_work_tree {
        Some(path) => real_root(&climb.start().join(path)).map(Some),
        None => Ok(None),
    };

    if let Some(path) = &environment.git_dir {
        let git_dir = named_git_dir(&climb.start().join(path))?;
        // Inside the same repository the root is known better than git does, which takes the current folder for it.
        let folder = match search(climb) {
            Ok(Some(found)) if found.git_dir == git_dir => found.folder,
            Ok(_) | Err(_) => climb.start().to_owned(),
        };
        return complete(Found { folder, git_dir }, work_tree()?).map(Some);
    }

    match search(climb)? {
        Some(found) => complete(found, work_tree()?).map(Some),
        None => Ok(None),
    }
}

/// Looks for a `.git` in each folder on the way up.
fn search(climb: &Climb<'_>) -> Result<Option<Found>, VcsError> {
    for folder in climb.folders() {
        if let Some(git_dir) = git_dir_of(folder)? {
            let folder = folder.to_owned();
            return Ok(Some(Found { folder, git_dir }));
        }
        if is_git_dir(folder) {
            let folder = folder.to_owned();
            let git_dir = folder.clone();
            return Ok(Some(Found { folder, git_dir }));
        }
    }
    Ok(None)
}

/// Returns the git folder that `folder/.git` is or points to.
fn git_dir_of(folder: &Path) -> Result<Option<PathBuf>, VcsError> {
    let dot_git = folder.join(".git");
    let metadata = dot_git.symlink_metadata().and_then(|own| {
        if own.is_symlink() {
            dot_git.metadata().map(|target| (target, true))
        } else {
            Ok((own, false))
        }
    });
    let (kind, is_link) = match metadata {
        Ok((metadata, is_link)) => (metadata.file_type(), is_link),
        Err(fault) if is_absence(&fault) => return Ok(None),
        Err(source) => {
            return Err(VcsError::Read {
                path: dot_git,
                source,
            });
        }
    };

    if kind.is_file() {
        return pointed_git_dir(&dot_git).map(Some);
    }
    if is_git_dir(&dot_git) {
        // The folders on the way up are real already.
        let git_dir = if is_link { real(&dot_git)? } else { dot_git };
        return Ok(Some(git_dir));
    }
    // An empty folder or a device is what sandboxes put over a `.git` to hide it.
    if !kind.is_dir() {
        return Ok(None);
    }
    match fs::read_dir(&dot_git).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(None),
        Ok(false) => Err(VcsError::Broken {
            path: dot_git,
            fault: String::from("its `HEAD`, `objects` or `refs` is missing"),
        }),
        Err(source) => Err(VcsError::Read {
            path: dot_git,
            source,
        }),
    }
}

/// Returns the git folder that a `.git` file names.
fn pointed_git_dir(file: &Path) -> Result<PathBuf, VcsError> {
    let broken = |fault| VcsError::Broken {
        path: file.to_owned(),
        fault,
    };
    let target =
        from_gitdir_file(file).map_err(|_| broken(String::from("it does not say `gitdir: …`")))?;
    if !is_git_dir(&target) {
        return Err(broken(format!(
            "it points to `{}`, which is none",
            target.display()
        )));
    }
    real(&target)
}

/// Returns the git folder that `GIT_DIR` names.
fn named_git_dir(path: &Path) -> Result<PathBuf, VcsError> {
    if path.is_file() {
        return pointed_git_dir(path);
    }
    if !is_git_dir(path) {
        return Err(VcsError::Broken {
            path: path.to_owned(),
            fault: String::from(
                "`GIT_DIR` names it, but its `HEAD`, `objects` or `refs` is missing",
            ),
        });
    }
    real(path)
}

/// Decides which folder is the root of the working tree: `work_tree` before the configured one before the found one.
fn complete(found: Found, work_tree: Option<PathBuf>) -> Result<Layout, VcsError> {
    let common_dir = common_dir(&found.git_dir)?;
    let layout = |root| Layout {
        root,
        has_worktree: true,
        git_dir: found.git_dir.clone(),
        common_dir: common_dir.clone(),
    };
    if let Some(root) = work_tree {
        return Ok(layout(root));
    }
    let settings = Settings::read(&common_dir);
    // The settings describe the main working tree; a linked one is where its `.git` file is.
    let is_linked = common_dir != found.git_dir;
    if found.folder == found.git_dir || settings.is_bare && !is_linked {
        return Ok(Layout {
            has_worktree: false,
            ..layout(found.git_dir.clone())
        });
    }

    match settings.work_tree {
        Some(root) if !is_linked => Ok(layout(real_root(&root)?)),
        Some(_) | None => Ok(layout(found.folder)),
    }
}

fn common_dir(git_dir: &Path) -> Result<PathBuf, VcsError> {
    let path = git_dir.join("commondir");
    match from_plain_file(&path) {
        Some(Ok(common_dir)) => real(&git_dir.join(common_dir)),
        Some(Err(source)) => Err(VcsError::Read { path, source }),
        None => Ok(git_dir.to_owned()),
    }
}

/// Returns whether `folder` has what makes a repository or the private part of a linked working tree.
///
/// A `HEAD` that is a symbolic link to an unborn branch counts, as does a `refs` that is a file (git's reftable format).
fn is_git_dir(folder: &Path) -> bool {
    folder.join("HEAD").symlink_metadata().is_ok()
        && (folder.join("objects").is_dir() && folder.join("refs").exists()
            || folder.join("commondir").is_file())
}

fn is_absence(fault: &io::Error) -> bool {
    matches!(
        fault.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Returns the path absolute and without symbolic links.
fn real(path: &Path) -> Result<PathBuf, VcsError> {
    gix::path::realpath(path).map_err(|fault| VcsError::Read {
        path: path.to_owned(),
        source: io::Error::other(fault),
    })
}

/// Returns the real path of a working tree that a setting names, which has to exist.
fn real_root(path: &Path) -> Result<PathBuf, VcsError> {
    let failed = |source| VcsError::Read {
        path: path.to_owned(),
        source,
    };
    if !path.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::NotADirectory.into()));
    }
    real(path)
}
