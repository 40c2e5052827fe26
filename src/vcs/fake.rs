//! An in-memory version control system for tests.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::System;
use crate::vcs::Tip;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;

/// A version control system that answers what a test tells it.
///
/// [`FakeVcs::new`] is a clone with one working tree, no user, no branch and no history; change the fields or use the
/// methods to say more.
#[derive(Debug, Clone)]
pub struct FakeVcs {
    /// Root of this working tree.
    pub root: PathBuf,
    /// Folder that all working trees share.
    pub shared_dir: PathBuf,
    /// Folder of this working tree alone.
    pub worktree_dir: PathBuf,
    /// Roots of the other working trees.
    pub other_worktrees: Vec<PathBuf>,
    /// Who works here.
    pub user: Option<User>,
    /// Current branch.
    pub branch: Option<String>,
    /// Branches, from name to revision.
    pub branches: BTreeMap<String, String>,
    /// History, from revision to the paths of its files.
    pub revisions: BTreeMap<String, Vec<String>>,
    /// Why the repository cannot be opened: fails the questions that a real system opens it for.
    pub failure: Option<String>,
}

impl FakeVcs {
    /// Returns an empty clone whose working tree is `root`; its private files are below `<root>/.fake/tickets`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let private_dir = root.join(".fake").join("tickets");
        Self {
            root,
            shared_dir: private_dir.clone(),
            worktree_dir: private_dir,
            other_worktrees: Vec::new(),
            user: None,
            branch: None,
            branches: BTreeMap::new(),
            revisions: BTreeMap::new(),
            failure: None,
        }
    }

    /// Names the user.
    #[must_use]
    pub fn with_user(mut self, name: &str, email: Option<&str>) -> Self {
        self.user = Some(User {
            name: name.to_owned(),
            email: email.map(str::to_owned),
        });
        self
    }

    /// Makes `name` the current branch.
    #[must_use]
    pub fn with_branch(mut self, name: &str) -> Self {
        self.branch = Some(name.to_owned());
        self
    }

    /// Adds a branch that stands at a new revision with the given files.
    #[must_use]
    pub fn with_tip(mut self, name: &str, revision: &str, files: &[&str]) -> Self {
        let files = files.iter().map(|file| (*file).to_owned()).collect();
        self.revisions.insert(revision.to_owned(), files);
        self.branches.insert(name.to_owned(), revision.to_owned());
        self
    }

    /// Adds another working tree.
    #[must_use]
    pub fn with_worktree(mut self, root: impl Into<PathBuf>) -> Self {
        self.other_worktrees.push(root.into());
        self
    }

    /// Makes the repository one that cannot be opened.
    #[must_use]
    pub fn with_failure(mut self, reason: &str) -> Self {
        self.failure = Some(reason.to_owned());
        self
    }

    fn open(&self) -> Result<(), VcsError> {
        match &self.failure {
            Some(reason) => Err(VcsError::Open {
                git_dir: self.root.clone(),
                source: reason.as_str().into(),
            }),
            None => Ok(()),
        }
    }
}

impl Vcs for FakeVcs {
    fn system(&self) -> System {
        System::Fake
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn shared_dir(&self) -> &Path {
        &self.shared_dir
    }

    fn worktree_dir(&self) -> &Path {
        &self.worktree_dir
    }

    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError> {
        let mut roots = self.other_worktrees.clone();
        roots.push(self.root.clone());
        roots.sort();
        roots.dedup();
        Ok(roots)
    }

    fn user(&self) -> Result<Option<User>, VcsError> {
        self.open()?;
        Ok(self.user.clone())
    }

    fn branch(&self) -> Result<Option<String>, VcsError> {
        self.open()?;
        Ok(self.branch.clone())
    }

    fn tips(&self) -> Result<Vec<Tip>, VcsError> {
        self.open()?;
        let tips = self.branches.iter().map(|(name, revision)| Tip {
            name: name.clone(),
            revision: revision.clone(),
        });
        Ok(tips.collect())
    }

    fn names_at(&self, revision: &str, folder: &str) -> Result<Vec<String>, VcsError> {
        self.open()?;
        let branch = self.branches.get(revision).map(String::as_str);
        let Some(files) = self.revisions.get(branch.unwrap_or(revision)) else {
            return Err(VcsError::UnknownRevision {
                revision: revision.to_owned(),
            });
        };

        let folder = folder.trim_matches('/');
        let is_below = |file: &str| match file.strip_prefix(folder) {
            Some(rest) => folder.is_empty() || rest.starts_with('/'),
            None => false,
        };
        let mut names: Vec<String> = files
            .iter()
            .filter(|file| is_below(file))
            .cloned()
            .collect();
        names.sort();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::path::PathBuf;

    use crate::vcs::FakeVcs;
    use crate::vcs::System;
    use crate::vcs::User;
    use crate::vcs::Vcs;
    use crate::vcs::conformance;
    use crate::vcs::conformance::Support;
    use crate::vcs::conformance::Workbench;

    /// A fake clone; folders other than the added working trees belong to the first one.
    struct FakeClone {
        first: FakeVcs,
        files: Vec<String>,
    }

    impl FakeClone {
        fn new() -> Self {
            Self {
                first: FakeVcs::new("/fake/main").with_branch("main"),
                files: Vec::new(),
            }
        }
    }

    impl Workbench for FakeClone {
        fn system(&self) -> System {
            System::Fake
        }

        fn root(&self) -> PathBuf {
            self.first.root.clone()
        }

        fn open(&self, folder: &Path) -> Box<dyn Vcs> {
            let mut vcs = self.first.clone();
            if let Some(root) = vcs
                .other_worktrees
                .iter()
                .find(|root| folder.starts_with(root))
            {
                vcs.root.clone_from(root);
                vcs.worktree_dir = root.join(".fake/tickets");
                vcs.other_worktrees.push(self.root());
            }
            Box::new(vcs)
        }

        fn initial_branch(&self) -> Option<&str> {
            Some("main")
        }

        fn set_user(&mut self, name: &str, email: Option<&str>) -> Support {
            self.first.user = Some(User {
                name: name.to_owned(),
                email: email.map(str::to_owned),
            });
            Support::Done
        }

        fn commit(&mut self, files: &[&str]) -> Option<String> {
            self.files
                .extend(files.iter().map(|file| (*file).to_owned()));
            let revision = format!("{:04}", self.first.revisions.len() + 1);
            self.first
                .revisions
                .insert(revision.clone(), self.files.clone());
            if let Some(branch) = self.first.branch.clone() {
                self.first.branches.insert(branch, revision.clone());
            }
            Some(revision)
        }

        fn start_branch(&mut self, name: &str) -> Support {
            let revision = format!("{:04}", self.first.revisions.len());
            self.first.branches.insert(name.to_owned(), revision);
            self.first.branch = Some(name.to_owned());
            Support::Done
        }

        fn leave_branch(&mut self) -> Support {
            self.first.branch = None;
            Support::Done
        }

        fn add_worktree(&mut self, branch: &str) -> Option<PathBuf> {
            let root = PathBuf::from("/fake").join(branch);
            self.first.other_worktrees.push(root.clone());
            Some(root)
        }

        fn delete_worktree(&mut self, root: &Path) {
            self.first.other_worktrees.retain(|other| other != root);
        }
    }

    conformance::conforms!(FakeClone::new());

    #[test]
    fn a_failing_repository_still_has_a_root() {
        let vcs = FakeVcs::new("/fake/main").with_failure("disk on fire");

        assert_eq!(vcs.root(), Path::new("/fake/main"));
        let error = vcs.tips().unwrap_err();
        assert_eq!(error.to_string(), "cannot open the repository `/fake/main`");
    }

    #[test]
    fn what_a_test_says_is_what_the_fake_answers() {
        let vcs = FakeVcs::new("/fake/main")
            .with_user("Alice", None)
            .with_branch("main")
            .with_tip("main", "1", &["a/b.txt", "a.txt"])
            .with_worktree("/fake/linked");

        assert_eq!(vcs.names_at("main", "a").unwrap(), ["a/b.txt"]);
        assert_eq!(vcs.branch().unwrap().as_deref(), Some("main"));
        assert_eq!(vcs.user().unwrap().unwrap().name, "Alice");
        assert_eq!(vcs.worktrees().unwrap().len(), 2);
    }
}
