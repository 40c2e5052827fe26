//! Makes jj repositories for tests, with nothing from the machine's configuration.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use jj_lib::object_id::ObjectId as _;
use jj_lib::ref_name::RefName;
use jj_lib::repo::Repo as _;
use tempfile::TempDir;

use crate::vcs::Environment;
use crate::vcs::System;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::conformance::Support;
use crate::vcs::conformance::Workbench;
use crate::vcs::conformance::builder;
use crate::vcs::conformance::made_at;
use crate::vcs::discover;
use crate::vcs::jj::tests::writer::JjWriter;
use crate::vcs::jj::tests::writer::Place;

/// A temporary home with an empty repository in its folder `main`.
pub(crate) struct JjBench {
    home: TempDir,
    /// What writes.
    pub(crate) jj: JjWriter,
    /// The bookmark that the next commit moves: jj itself has no current one.
    current: Option<String>,
    /// How many commits it made.
    made: u32,
}

impl JjBench {
    /// Makes the repository.
    pub(crate) fn new(place: Place) -> Self {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().canonicalize().unwrap().join("main");
        fs::create_dir(&root).unwrap();
        let person = builder();
        let email = person.email.unwrap_or_default();
        let time = made_at(0).to_string();
        Self {
            home,
            jj: JjWriter::init(&root, place, &person.name, &email, &time),
            current: None,
            made: 0,
        }
    }

    /// Returns the temporary home.
    pub(crate) fn home(&self) -> PathBuf {
        self.home.path().canonicalize().unwrap()
    }

    /// Returns the environment in which only the repository counts and the search ends at the home.
    pub(crate) fn environment(&self) -> Environment {
        Environment {
            ceilings: vec![self.home()],
            ..Environment::isolated()
        }
    }

    /// Returns the commit of a bookmark.
    pub(crate) fn tip(&self, bookmark: &str) -> String {
        let (_, repository) = self.jj.load();
        let target = repository.view().get_local_bookmark(RefName::new(bookmark));
        target.as_normal().unwrap().hex()
    }

    /// Returns the first parent of the working copy's commit.
    pub(crate) fn head(&self) -> String {
        self.jj.working_copy().parent_ids()[0].hex()
    }

    /// Returns the files on disk.
    pub(crate) fn disk(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = contents(&self.root());
        files.retain(|name, _| !name.starts_with(".jj/") && !name.starts_with(".git/"));
        files
    }
}

/// Returns all files below a folder, by their paths from there.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let below = contents(&path).into_iter();
            files.extend(below.map(|(below, content)| (format!("{name}/{below}"), content)));
        } else {
            files.insert(name, fs::read(path).unwrap());
        }
    }
    files
}

/// Checks the sentence of an error, in which the temporary home is `~`.
#[track_caller]
pub(crate) fn check_error(result: Result<impl Debug, VcsError>, home: &Path, expected: &str) {
    let text = result.unwrap_err().to_string();
    assert_eq!(text.replace(&home.display().to_string(), "~"), expected);
}

impl Workbench for JjBench {
    fn system(&self) -> System {
        System::Jujutsu
    }

    fn root(&self) -> PathBuf {
        self.home().join("main")
    }

    fn open(&self, folder: &Path) -> Box<dyn Vcs> {
        discover(folder, &self.environment()).unwrap()
    }

    fn initial_branch(&self) -> Option<&str> {
        None
    }

    fn set_user(&mut self, name: &str, email: Option<&str>) -> Support {
        let email = email.map(|email| format!("email = \"{email}\"\n"));
        let text = format!("[user]\nname = \"{name}\"\n{}", email.unwrap_or_default());
        self.write(".jj/repo/config.toml", Some(text.as_bytes()));
        Support::Done
    }

    fn commit_all(&mut self, message: &str) -> Option<String> {
        self.made += 1;
        self.jj.set_time(&made_at(self.made).to_string());
        Some(self.jj.commit(message, self.current.as_deref()))
    }

    fn start_branch(&mut self, name: &str) -> Support {
        self.jj.bookmark(name, &[&self.head()]);
        self.current = Some(name.to_owned());
        Support::Done
    }

    fn start_unrelated(&mut self, name: &str) -> Support {
        self.jj.new_on(&[&self.jj.root_id()]);
        self.current = Some(name.to_owned());
        Support::Done
    }

    fn switch(&mut self, branch: &str) -> Support {
        self.jj.new_on(&[&self.tip(branch)]);
        self.current = Some(branch.to_owned());
        Support::Done
    }

    /// Deletes the bookmark: the nearest one is the current one for as long as it is there.
    fn leave_branch(&mut self) -> Support {
        if let Some(name) = self.current.take() {
            self.jj.bookmark(&name, &[]);
        }
        Support::Done
    }

    fn tag(&mut self, name: &str) -> Support {
        self.jj.tag(name, &self.head());
        Support::Done
    }

    fn parent_of(&self, revision: &str) -> Option<String> {
        Some(format!("{revision}-"))
    }

    fn merge(&mut self, branch: &str) -> Support {
        self.jj.new_on(&[&self.head(), &self.tip(branch)]);
        Support::Done
    }

    fn commits(&self) -> Support {
        Support::Impossible
    }

    fn stage(&mut self, _file: &str) -> Support {
        Support::Impossible
    }

    fn status(&self) -> Vec<String> {
        let head = self.jj.working_copy().parent_ids()[0].clone();
        let (_, repository) = self.jj.load();
        let before = self
            .jj
            .files(&repository.store().get_commit(&head).unwrap());
        let now = self.disk();
        let changed = now
            .iter()
            .filter(|(name, now)| before.get(*name) != Some(now));
        let changed = changed.map(|(name, _)| format!("M {name}"));
        let gone = before.keys().filter(|name| !now.contains_key(*name));
        changed
            .chain(gone.map(|name| format!("D {name}")))
            .collect()
    }

    fn add_worktree(&mut self, branch: &str) -> Option<PathBuf> {
        let root = self.home().join(branch);
        self.jj.bookmark(branch, &[&self.head()]);
        self.jj.add_workspace(branch, &root, &self.head());
        Some(root)
    }

    fn delete_worktree(&mut self, root: &Path) {
        fs::remove_dir_all(root).unwrap();
    }
}
