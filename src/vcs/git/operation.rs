//! What git is in the middle of, from the files that it leaves in its folder meanwhile.

use std::fs;
use std::io;
use std::path::Path;

use gix::ObjectId;

use crate::vcs::VcsError;

/// Something that git began and that waits for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operation {
    /// `git merge`, of these commits.
    Merge {
        /// What is merged.
        heads: Vec<ObjectId>,
        /// The message that git proposes, which names them.
        message: String,
    },
    /// `git rebase`, or `git am`.
    Rebase {
        /// The commits that are being applied right now.
        picked: Vec<ObjectId>,
        /// The branch that is rebased, if it is one.
        branch: Option<String>,
    },
    /// `git cherry-pick`, of this commit.
    CherryPick(ObjectId),
    /// `git revert`, of this commit.
    Revert(ObjectId),
}

impl Operation {
    /// Returns what is under way in the working tree whose own git folder this is.
    pub(crate) fn find(git_dir: &Path) -> Result<Option<Self>, VcsError> {
        for folder in ["rebase-merge", "rebase-apply"] {
            let folder = git_dir.join(folder);
            if folder.is_dir() {
                return Self::rebase(git_dir, &folder).map(Some);
            }
        }

        let heads = commits(&git_dir.join("MERGE_HEAD"))?;
        if !heads.is_empty() {
            let message = text(&git_dir.join("MERGE_MSG"))?.unwrap_or_default();
            return Ok(Some(Self::Merge { heads, message }));
        }
        if let [commit, ..] = *commits(&git_dir.join("CHERRY_PICK_HEAD"))? {
            return Ok(Some(Self::CherryPick(commit)));
        }
        if let [commit, ..] = *commits(&git_dir.join("REVERT_HEAD"))? {
            return Ok(Some(Self::Revert(commit)));
        }
        Ok(None)
    }

    /// Returns the commits that it brings in.
    pub(crate) fn incoming(&self) -> Vec<ObjectId> {
        match self {
            Self::Merge { heads, .. } => heads.clone(),
            Self::Rebase { picked, .. } => picked.clone(),
            Self::CherryPick(commit) | Self::Revert(commit) => vec![*commit],
        }
    }

    /// Returns what git calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "merge",
            Self::Rebase { .. } => "rebase",
            Self::CherryPick(_) => "cherry-pick",
            Self::Revert(_) => "revert",
        }
    }

    fn rebase(git_dir: &Path, folder: &Path) -> Result<Self, VcsError> {
        let mut picked = commits(&git_dir.join("MERGE_HEAD"))?;
        // A rebase that stopped for an edit has applied its commit, `git am` applies none.
        let is_applied = folder.join("amend").exists();
        let is_mail = folder.join("applying").exists();
        if picked.is_empty() && !is_applied && !is_mail {
            picked = commits(&git_dir.join("REBASE_HEAD"))?;
        }
        let branch = text(&folder.join("head-name"))?;
        let branch = branch.and_then(|name| {
            let short = name.trim().strip_prefix("refs/heads/");
            short.map(str::to_owned)
        });
        Ok(Self::Rebase { picked, branch })
    }
}

/// Returns the commits that a file names, one a line; none when there is no such file.
fn commits(path: &Path) -> Result<Vec<ObjectId>, VcsError> {
    let text = text(path)?.unwrap_or_default();
    let ids = text
        .lines()
        .map(|line| ObjectId::from_hex(line.trim().as_bytes()));
    ids.collect::<Result<_, _>>()
        .map_err(|fault| VcsError::Read {
            path: path.to_owned(),
            source: io::Error::new(io::ErrorKind::InvalidData, fault),
        })
}

fn text(path: &Path) -> Result<Option<String>, VcsError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => {
            let path = path.to_owned();
            Err(VcsError::Read { path, source })
        }
    }
}
