//! Makes Mercurial repositories for tests, with the `hg` program and nothing from the machine's configuration.

use std::ffi::OsString;
use std::fmt::Debug;

use std::path::Path;
use std::path::PathBuf;

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
use crate::vcs::hg::client::Client;
use crate::vcs::hg::user::shown;

/// A temporary home with an empty repository in its folder `main`.
///
/// A branch of the suite is a bookmark, which may stand where others do, and a named branch, so that the first branch
/// stays behind when the second one gets a commit. All commands go through one `hg`, which is ten times as fast.
pub(crate) struct HgBench {
    home: TempDir,
    hg: Client,
    made: u32,
}

impl HgBench {
    /// Makes the repository.
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().canonicalize().unwrap();
        let root = path.join("main");
        let outside = Client::new(&path, &environment(&path));
        outside.ask(&["init", root.to_str().unwrap()]).unwrap();
        Self {
            hg: Client::new(&root, &environment(&path)),
            home,
            made: 0,
        }
    }

    /// Makes the repository, with one commit of one ticket.
    pub(crate) fn with_ticket() -> Self {
        let mut bench = Self::new();
        bench.commit(&[".tickets/tickets/00/TICKET-1-first.yaml"]);
        bench
    }

    /// Returns the temporary home.
    pub(crate) fn home(&self) -> PathBuf {
        self.home.path().canonicalize().unwrap()
    }

    /// Returns the environment in which only the repository counts and the search ends at the home.
    pub(crate) fn environment(&self) -> Environment {
        environment(&self.home())
    }

    /// Runs hg in the repository, expecting it to fail or to leave something open.
    pub(crate) fn fail(&self, arguments: &[&str]) -> String {
        let answer = self.hg.try_ask(arguments).unwrap();
        assert_ne!(answer.code, 0, "{arguments:?}");
        String::from_utf8_lossy(&answer.complaint).into_owned()
    }

    /// Runs hg in the repository and returns what it says.
    #[track_caller]
    pub(crate) fn hg(&self, arguments: &[&str]) -> String {
        let answer = self.hg.ask(arguments).unwrap();
        String::from_utf8_lossy(&answer.output).trim().to_owned()
    }

    /// Returns the adapter that is found from `folder`.
    pub(crate) fn discover(&self, folder: &Path) -> Result<Box<dyn Vcs>, VcsError> {
        discover(folder, &self.environment())
    }

    /// Returns the adapter of the repository on a machine where no program is installed.
    pub(crate) fn open_without_hg(&self, folder: &Path) -> Box<dyn Vcs> {
        let environment = Environment {
            search_path: Some(OsString::new()),
            ..self.environment()
        };
        discover(folder, &environment).unwrap()
    }

    /// Makes a share of the repository, with options such as `--relative`, and returns its root.
    pub(crate) fn share(&self, name: &str, options: &[&str]) -> PathBuf {
        let root = self.home().join(name);
        let places = [self.root(), root.clone()];
        let places = places.each_ref().map(|path| path.to_str().unwrap());
        self.hg(&[&["share"], options, &places].concat());
        root
    }

    /// Names the branch of the working tree, where a commit does not.
    fn name_branch(&self, name: &str) {
        if self.hg(&["branch"]) != name {
            self.hg(&["branch", "--force", name]);
        }
    }
}

fn environment(home: &Path) -> Environment {
    Environment {
        ceilings: vec![home.to_owned()],
        ..Environment::isolated()
    }
}

/// Checks the sentence of an error, in which the temporary home is `~`.
#[track_caller]
pub(crate) fn check_error(result: Result<impl Debug, VcsError>, home: &Path, expected: &str) {
    let text = result.unwrap_err().to_string();
    assert_eq!(text.replace(&home.display().to_string(), "~"), expected);
}

/// Returns the names of all branches.
pub(crate) fn tip_names(vcs: &dyn Vcs) -> Vec<String> {
    let tips = vcs.tips().unwrap();
    tips.into_iter().map(|tip| tip.name).collect()
}

impl Workbench for HgBench {
    fn system(&self) -> System {
        System::Mercurial
    }

    fn root(&self) -> PathBuf {
        self.home().join("main")
    }

    fn open(&self, folder: &Path) -> Box<dyn Vcs> {
        self.discover(folder).unwrap()
    }

    fn initial_branch(&self) -> Option<&str> {
        Some("default")
    }

    fn set_user(&mut self, name: &str, email: Option<&str>) -> Support {
        let email = email.map(|email| format!(" <{email}>")).unwrap_or_default();
        let text = format!("[ui]\nusername = {name}{email}\n");
        self.write(".hg/hgrc", Some(text.as_bytes()));
        Support::Done
    }

    fn commit_all(&mut self, message: &str) -> Option<String> {
        self.made += 1;
        self.hg(&["addremove", "--similarity=0", "--quiet"]);
        if self.root().join(".hg/merge").is_dir() {
            self.hg(&["resolve", "--mark", "--all"]);
        }
        let message = format!("--message={message}");
        let author = format!("--user={}", shown(&builder()));
        let date = format!("--date={} 0", made_at(self.made).as_millis() / 1_000);
        let allow_empty = "--config=ui.allowemptycommit=yes";
        self.hg(&[allow_empty, "commit", &message, &author, &date]);
        Some(self.hg(&["log", "--rev=.", "--template={node}"]))
    }

    fn start_branch(&mut self, name: &str) -> Support {
        self.name_branch(name);
        self.hg(&["bookmark", "--force", name]);
        Support::Done
    }

    fn start_unrelated(&mut self, name: &str) -> Support {
        self.hg(&["update", "--quiet", "null"]);
        self.start_branch(name)
    }

    fn switch(&mut self, branch: &str) -> Support {
        self.hg(&["update", "--quiet", branch]);
        self.name_branch(branch);
        Support::Done
    }

    fn leave_branch(&mut self) -> Support {
        Support::Impossible
    }

    fn tag(&mut self, name: &str) -> Support {
        self.hg(&["tag", "--local", name]);
        Support::Done
    }

    fn parent_of(&self, revision: &str) -> Option<String> {
        Some(format!("p1({revision})"))
    }

    fn merge(&mut self, branch: &str) -> Support {
        // Otherwise what is put aside lies beside the files.
        let aside = "--config=ui.origbackuppath=.hg/aside";
        self.hg(&[aside, "merge", "--quiet", "--tool=internal:merge", branch]);
        Support::Done
    }

    fn commits(&self) -> Support {
        Support::Done
    }

    fn stage(&mut self, file: &str) -> Support {
        let pattern = format!("path:{file}");
        self.hg(&["addremove", "--similarity=0", "--quiet", &pattern]);
        Support::Done
    }

    fn status(&self) -> Vec<String> {
        let status = self.hg(&["status"]);
        status.lines().map(str::to_owned).collect()
    }

    /// A share cannot be seen from its source; what can be known has its own tests.
    fn add_worktree(&mut self, _branch: &str) -> Option<PathBuf> {
        None
    }

    fn delete_worktree(&mut self, _root: &Path) {}
}
