//! Jujutsu in a program that was built without jj-lib: the git repository behind it serves.
//!
//! Bookmarks are seen as far as jj exported them to git, which it does by itself only where a `.git` is beside the
//! `.jj`. Conflicts that jj committed look resolved to git. A workspace that was added to one with a `.git` is a plain
//! folder: git's index belongs to the other one.

use std::path::Path;
use std::path::PathBuf;

use crate::vcs::Commit;
use crate::vcs::Environment;
use crate::vcs::LogQuery;
use crate::vcs::NewCommit;
use crate::vcs::PathChange;
use crate::vcs::System;
use crate::vcs::Tip;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::discover::Climb;
use crate::vcs::git::GitVcs;
use crate::vcs::git::layout::Layout;
use crate::vcs::jj_layout;

/// The git repository inside of a jj repository: jj alone writes to it.
#[derive(Debug)]
struct JjAsGit {
    git: GitVcs,
}

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
    let layout = Layout {
        root: workspace.root,
        has_worktree: true,
        common_dir: git_dir.clone(),
        git_dir,
    };
    let git = GitVcs::new(layout, environment);
    Ok(Some(Box::new(JjAsGit { git })))
}

/// git's index and what it has under way are not asked for: jj uses neither.
impl Vcs for JjAsGit {
    fn system(&self) -> System {
        self.git.system()
    }

    fn root(&self) -> &Path {
        self.git.root()
    }

    fn shared_dir(&self) -> &Path {
        self.git.shared_dir()
    }

    fn worktree_dir(&self) -> &Path {
        self.git.worktree_dir()
    }

    fn worktrees(&self) -> Result<Vec<PathBuf>, VcsError> {
        self.git.worktrees()
    }

    fn user(&self) -> Result<Option<User>, VcsError> {
        self.git.user()
    }

    fn branch(&self) -> Result<Option<String>, VcsError> {
        Ok(None)
    }

    fn tips(&self) -> Result<Vec<Tip>, VcsError> {
        self.git.tips()
    }

    fn names_at(&self, revision: &str, folder: &str) -> Result<Vec<String>, VcsError> {
        self.git.names_at(revision, folder)
    }

    fn resolve(&self, revision: &str) -> Result<String, VcsError> {
        self.git.resolve(revision)
    }

    fn head(&self) -> Result<Option<String>, VcsError> {
        self.git.head()
    }

    fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, VcsError> {
        self.git.merge_base(one, other)
    }

    fn file_at(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, VcsError> {
        self.git.file_at(revision, path)
    }

    fn changes(&self, from: &str, to: &str, folder: &str) -> Result<Vec<PathChange>, VcsError> {
        self.git.changes(from, to, folder)
    }

    fn log(&self, query: &LogQuery) -> Result<Vec<Commit>, VcsError> {
        self.git.log(query)
    }

    fn commit(&self, _commit: &NewCommit<'_>) -> Result<String, VcsError> {
        Err(VcsError::Refused {
            action: "commit",
            reason: String::from("the working copy is a commit of jj already"),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::fs::File;
    use std::io::Write as _;
    use std::path::Path;

    use tempfile::TempDir;

    use crate::vcs::Environment;
    use crate::vcs::NewCommit;
    use crate::vcs::System;
    use crate::vcs::Vcs;
    use crate::vcs::VcsError;
    use crate::vcs::discover;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(path)
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
    }

    /// Returns the adapter for `folder` of a home.
    fn open(home: &TempDir, folder: &str) -> Box<dyn Vcs> {
        let environment = Environment {
            ceilings: vec![home.path().to_owned()],
            ..Environment::isolated()
        };
        discover(&home.path().join(folder), &environment).unwrap()
    }

    #[test]
    fn the_git_repository_inside_serves() {
        let home = tempfile::tempdir().unwrap();
        let store = home
            .path()
            .canonicalize()
            .unwrap()
            .join("main/.jj/repo/store");
        fs::create_dir_all(&store).unwrap();
        gix::init_bare(store.join("git")).unwrap();
        write(&store.join("git_target"), "git");
        let config = fs::read_to_string(store.join("git/config")).unwrap();
        write(
            &store.join("git/config"),
            &format!("{config}[user]\n\tname = Git\n"),
        );
        fs::create_dir_all(home.path().join("main/a/b")).unwrap();

        let vcs = open(&home, "main/a/b");
        assert_eq!(vcs.system(), System::Git);
        assert_eq!(vcs.root(), home.path().canonicalize().unwrap().join("main"));
        assert_eq!(vcs.shared_dir(), store.join("git/tickets"));
        assert_eq!(vcs.worktrees().unwrap(), [vcs.root()]);
        assert_eq!(vcs.user().unwrap().unwrap().name, "Git");
        assert_eq!(vcs.tips().unwrap(), []);
        assert_eq!(vcs.branch().unwrap(), None);
        assert_eq!(vcs.head().unwrap(), None);
        let author = vcs.user().unwrap().unwrap();
        let error = vcs.commit(&NewCommit {
            paths: &[],
            message: "",
            author: &author,
            at: "2026-01-01T00:00:00Z".parse().unwrap(),
        });
        let error = error.unwrap_err();
        assert!(matches!(error, VcsError::Refused { .. }), "{error:?}");
    }

    #[test]
    fn a_git_repository_beside_is_git_and_one_that_is_anothers_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let main = home.path().join("main");
        gix::init(&main).unwrap();
        write(&main.join(".jj/repo/store/git_target"), "../../../.git");
        write(&home.path().join("other/.jj/repo"), "../../main/.jj/repo");

        assert_eq!(open(&home, "main").system(), System::Git);
        assert_eq!(open(&home, "other").system(), System::None);
    }
}
