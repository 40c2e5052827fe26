//! Finds the version control system that a folder belongs to.

use std::env;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::Environment;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::git;
use crate::vcs::git::GitVcs;
use crate::vcs::hg;
use crate::vcs::hg::HgVcs;
use crate::vcs::jj;
use crate::vcs::none;
use crate::vcs::none::NoVcs;

/// Returns the version control system that `start` belongs to, or the adapter for plain folders.
///
/// The nearest repository wins, even when a folder between it and `start` has a `.tickets` folder of its own; of two in
/// the same folder git's. This only looks at paths and a small configuration file; the repository is opened when a
/// question needs it.
pub fn discover(start: &Path, environment: &Environment) -> Result<Box<dyn Vcs>, VcsError> {
    let start = real_folder(start)?;
    let climb = Climb::new(&start, environment);
    if let Some(layout) = git_alone(&climb, environment) {
        return Ok(Box::new(GitVcs::new(layout, environment)));
    }

    // `GIT_DIR` leaves nothing to look for.
    let mercurial = match environment.git_dir {
        Some(_) => None,
        None => hg::nearest(&climb),
    };
    let near = match &mercurial {
        Some(root) => climb.ending_at(root),
        None => climb.clone(),
    };
    if let Some(vcs) = jj::find(&near, environment)? {
        return Ok(vcs);
    }
    if let Some(layout) = git::find(&near, environment)? {
        return Ok(Box::new(GitVcs::new(layout, environment)));
    }
    if let Some(root) = mercurial {
        return Ok(Box::new(HgVcs::new(hg::layout_of(&root)?, environment)));
    }
    Ok(Box::new(NoVcs::new(none::find(&climb))))
}

/// Returns the nearest working tree where it is git's main one and nothing else is as near, which is how most folders are.
///
/// What lies further up cannot matter then, so nobody looks there.
fn git_alone(climb: &Climb<'_>, environment: &Environment) -> Option<git::layout::Layout> {
    if environment.git_dir.is_some() {
        return None;
    }
    let layout = git::find(climb, environment).ok()??;
    let is_main = layout.has_worktree && layout.git_dir == layout.root.join(".git");
    let way = climb.ending_at(&layout.root);
    let has_other = |folder: &Path| folder.join(".hg").exists() || folder.join(".jj").exists();
    let is_found_here = climb.folders().any(|folder| folder == layout.root);
    (is_main && is_found_here && !way.folders().any(has_other)).then_some(layout)
}

/// The way from a folder upwards, ending below the nearest ceiling.
#[derive(Debug, Clone)]
pub(crate) struct Climb<'a> {
    start: &'a Path,
    ceilings: Vec<PathBuf>,
}

impl<'a> Climb<'a> {
    fn new(start: &'a Path, environment: &Environment) -> Self {
        let ceilings = environment.ceilings.iter();
        Self {
            start,
            ceilings: ceilings
                .filter_map(|ceiling| gix::path::realpath(ceiling).ok())
                .collect(),
        }
    }

    /// Returns the part of the way that ends with `last` instead of going further up.
    pub(crate) fn ending_at(&self, last: &Path) -> Self {
        let mut ceilings = self.ceilings.clone();
        ceilings.extend(last.parent().map(Path::to_owned));
        Self {
            start: self.start,
            ceilings,
        }
    }

    /// Returns the folder that the search starts from.
    pub(crate) fn start(&self) -> &'a Path {
        self.start
    }

    /// Returns the start and its ancestors; the start itself counts even when it is a ceiling, as it does for git.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &'a Path> {
        let start = self.start;
        start.ancestors().take_while(move |folder| {
            *folder == start || !self.ceilings.iter().any(|ceiling| ceiling == folder)
        })
    }
}

/// Returns `folder` absolute and without symbolic links, so that equal folders have equal paths.
fn real_folder(folder: &Path) -> Result<PathBuf, VcsError> {
    let failed = |source| VcsError::Start {
        folder: folder.to_owned(),
        source,
    };
    // An absolute path is its own whatever the current folder is.
    let here = if folder.is_absolute() {
        PathBuf::new()
    } else {
        env::current_dir().map_err(failed)?
    };
    let real = gix::path::realpath_opts(folder, &here, gix::path::realpath::MAX_SYMLINKS)
        .map_err(|fault| failed(io::Error::other(fault)))?;
    if !real.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::NotADirectory.into()));
    }
    Ok(real)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::vcs::Environment;
    use crate::vcs::System;
    use crate::vcs::VcsError;
    use crate::vcs::discover;

    fn environment(ceiling: &Path) -> Environment {
        Environment {
            ceilings: vec![ceiling.to_owned()],
            ..Environment::isolated()
        }
    }

    #[test]
    fn a_folder_without_a_repository_is_a_plain_one() {
        let home = tempfile::tempdir().unwrap();
        let inside = home.path().join("a/b");
        fs::create_dir_all(&inside).unwrap();

        let vcs = discover(&inside, &environment(home.path())).unwrap();
        assert_eq!(vcs.system(), System::None);
        assert_eq!(vcs.root(), inside.canonicalize().unwrap());
    }

    #[test]
    fn a_plain_tracker_is_found_from_below() {
        let home = tempfile::tempdir().unwrap();
        let inside = home.path().join("project/a/b");
        fs::create_dir_all(&inside).unwrap();
        fs::create_dir_all(home.path().join("project/.tickets")).unwrap();

        let vcs = discover(&inside, &environment(home.path())).unwrap();
        assert_eq!(vcs.system(), System::None);
        assert_eq!(
            vcs.root(),
            home.path().canonicalize().unwrap().join("project")
        );
    }

    #[test]
    fn a_missing_start_is_an_error_that_names_it() {
        let home = tempfile::tempdir().unwrap();
        let missing = home.path().join("missing");

        let error = discover(&missing, &environment(home.path())).unwrap_err();
        assert!(matches!(&error, VcsError::Start { folder, .. } if *folder == missing));
    }

    #[test]
    fn the_search_ends_below_a_ceiling() {
        let home = tempfile::tempdir().unwrap();
        let inside = home.path().join("a/b");
        fs::create_dir_all(&inside).unwrap();
        fs::create_dir_all(home.path().join(".tickets")).unwrap();

        let vcs = discover(&inside, &environment(home.path())).unwrap();
        assert_eq!(vcs.root(), inside.canonicalize().unwrap());
    }
}
