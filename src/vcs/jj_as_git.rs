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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::fs::File;
    use std::io::Write as _;
    use std::path::Path;

    use tempfile::TempDir;

    use crate::vcs::Environment;
    use crate::vcs::System;
    use crate::vcs::Vcs;
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
