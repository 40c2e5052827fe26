//! The adapter for folders without version control.

use std::path::Path;
use std::path::PathBuf;
use std::slice;

use crate::vcs::System;
use crate::vcs::Tip;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::discover::Climb;

/// A plain folder: one working tree, no branches, nobody named.
#[derive(Debug)]
pub(crate) struct NoVcs {
    root: PathBuf,
    private_dir: PathBuf,
}

impl NoVcs {
    /// Returns the adapter for the folder `root`.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self {
            private_dir: root.join(".tickets").join(".local"),
            root,
        }
    }
}

/// Returns the nearest folder on the way up that has a tracker, or else the one to start from.
pub(crate) fn find(climb: &Climb<'_>) -> PathBuf {
    climb
        .folders()
        .find(|folder| folder.join(".tickets").is_dir())
        .unwrap_or(climb.start())
        .to_owned()
}

impl Vcs for NoVcs {
    fn system(&self) -> System {
        System::None
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn shared_dir(&self) -> &Path {
        &self.private_dir
    }

    fn worktree_dir(&self) -> &Path {
        &self.private_dir
    }

    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError> {
        Ok(slice::from_ref(&self.root).to_vec())
    }

    fn user(&self) -> Result<Option<User>, VcsError> {
        Ok(None)
    }

    fn branch(&self) -> Result<Option<String>, VcsError> {
        Ok(None)
    }

    fn tips(&self) -> Result<Vec<Tip>, VcsError> {
        Ok(Vec::new())
    }

    fn names_at(&self, revision: &str, _folder: &str) -> Result<Vec<String>, VcsError> {
        Err(VcsError::UnknownRevision {
            revision: revision.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::path::PathBuf;

    use tempfile::TempDir;

    use crate::vcs::Environment;
    use crate::vcs::System;
    use crate::vcs::Vcs;
    use crate::vcs::conformance;
    use crate::vcs::conformance::Support;
    use crate::vcs::conformance::Workbench;
    use crate::vcs::discover;

    /// A plain folder with a tracker in it.
    struct PlainFolder {
        home: TempDir,
    }

    impl PlainFolder {
        fn new() -> Self {
            let home = tempfile::tempdir().unwrap();
            fs::create_dir_all(home.path().join("plain/.tickets")).unwrap();
            Self { home }
        }
    }

    impl Workbench for PlainFolder {
        fn system(&self) -> System {
            System::None
        }

        fn root(&self) -> PathBuf {
            self.home.path().canonicalize().unwrap().join("plain")
        }

        fn open(&self, folder: &Path) -> Box<dyn Vcs> {
            let environment = Environment {
                ceilings: vec![self.home.path().to_owned()],
                ..Environment::isolated()
            };
            discover(folder, &environment).unwrap()
        }

        fn initial_branch(&self) -> Option<&str> {
            None
        }

        fn set_user(&mut self, _name: &str, _email: Option<&str>) -> Support {
            Support::Impossible
        }

        fn commit_all(&mut self, _message: &str) -> Option<String> {
            None
        }

        fn start_branch(&mut self, _name: &str) -> Support {
            Support::Impossible
        }

        fn start_unrelated(&mut self, _name: &str) -> Support {
            Support::Impossible
        }

        fn switch(&mut self, _branch: &str) -> Support {
            Support::Impossible
        }

        fn leave_branch(&mut self) -> Support {
            Support::Impossible
        }

        fn tag(&mut self, _name: &str) -> Support {
            Support::Impossible
        }

        fn parent_of(&self, _revision: &str) -> Option<String> {
            None
        }

        fn merge(&mut self, _branch: &str) -> Support {
            Support::Impossible
        }

        fn commits(&self) -> Support {
            Support::Impossible
        }

        fn stage(&mut self, _file: &str) -> Support {
            Support::Impossible
        }

        fn status(&self) -> Vec<String> {
            Vec::new()
        }

        fn add_worktree(&mut self, _branch: &str) -> Option<PathBuf> {
            None
        }

        fn delete_worktree(&mut self, _root: &Path) {}
    }

    conformance::conforms!(PlainFolder::new());
    conformance::conforms_history!(PlainFolder::new());
    conformance::conforms_merging!(PlainFolder::new());
    conformance::conforms_committing!(PlainFolder::new());

    #[test]
    fn private_files_live_below_the_tracker() {
        let bench = PlainFolder::new();
        let vcs = bench.open(&bench.root());

        assert_eq!(vcs.shared_dir(), bench.root().join(".tickets/.local"));
        assert_eq!(vcs.worktree_dir(), vcs.shared_dir());
    }
}
