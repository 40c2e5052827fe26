//! Makes git repositories for tests, with the `git` program and nothing from the machine's configuration.

use std::fmt::Debug;
use std::fs;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

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

/// Variables that a surrounding git, as in a hook, sets and that would lead the tests into its repository.
const FOREIGN_VARIABLES: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
];

/// A temporary home with an empty repository in its folder `main`.
pub(crate) struct GitBench {
    home: TempDir,
    /// How many commits it made.
    made: u32,
}

impl GitBench {
    /// Makes the repository.
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let bench = Self { home, made: 0 };
        fs::create_dir(bench.root()).unwrap();
        bench.git(&["init", "--quiet", "--initial-branch=main"]);
        bench
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
        Environment {
            ceilings: vec![self.home()],
            ..Environment::isolated()
        }
    }

    /// Runs git in the repository and returns what it says.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_in(&self.root(), arguments)
    }

    /// Runs git in `folder` and returns what it says.
    pub(crate) fn git_in(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.run_in(folder, arguments);
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim_end().to_owned()
    }

    /// Runs git in `folder`, whatever comes of it.
    pub(crate) fn run_in(&self, folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        for variable in FOREIGN_VARIABLES {
            command.env_remove(variable);
        }
        let builder = builder();
        let email = builder.email.unwrap_or_default();
        let time = made_at(self.made).to_string();
        for person in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{person}_NAME"), &builder.name)
                .env(format!("GIT_{person}_EMAIL"), &email)
                .env(format!("GIT_{person}_DATE"), &time);
        }
        command
            .current_dir(folder)
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.home.path().join("no-such-file"))
            .env("GIT_CEILING_DIRECTORIES", self.home.path())
            .env("GIT_EDITOR", "true")
            .args(["-c", "protocol.file.allow=always"])
            .args(["-c", "core.quotePath=false"])
            .args(arguments)
            .output()
            .unwrap()
    }

    /// Makes commits from a script for `git fast-import`, faster than one by one.
    pub(crate) fn import(&self, script: &str) {
        let file = self.home().join("script");
        write(&file, script);
        let mut command = Command::new("git");
        for variable in FOREIGN_VARIABLES {
            command.env_remove(variable);
        }
        let status = command
            .current_dir(self.root())
            .args(["fast-import", "--quiet", "--force"])
            .stdin(File::open(file).unwrap())
            .status()
            .unwrap();
        assert!(status.success());
    }

    /// Checks that git finds no fault, and that the index says the same to all who ask it.
    #[track_caller]
    pub(crate) fn check_sound(&self, root: &Path) {
        self.git_in(root, &["fsck", "--strict", "--no-dangling"]);
        let listed = self.git_in(root, &["ls-files", "--stage"]);
        if listed.lines().any(|line| !line.contains(" 0\t")) {
            return;
        }
        // git writes trees from what the index remembers of them.
        let tree = self.git_in(root, &["write-tree"]);
        let written = self.git_in(root, &["ls-tree", "-r", &tree]);
        let written: Vec<String> = written
            .lines()
            .map(|line| line.replacen(" blob ", " ", 1).replacen(" commit ", " ", 1))
            .collect();
        let listed: Vec<String> = listed
            .lines()
            .map(|line| line.replacen(" 0\t", "\t", 1))
            .collect();
        assert_eq!(written, listed);
    }

    /// Returns the adapter that is found from `folder`.
    pub(crate) fn discover(&self, folder: &Path) -> Result<Box<dyn Vcs>, VcsError> {
        discover(folder, &self.environment())
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
    vcs.tips()
        .unwrap()
        .into_iter()
        .map(|tip| tip.name)
        .collect()
}

/// Writes a file, replacing what was there.
pub(crate) fn write(path: &Path, content: &str) {
    File::create(path)
        .unwrap()
        .write_all(content.as_bytes())
        .unwrap();
}

impl Workbench for GitBench {
    fn system(&self) -> System {
        System::Git
    }

    fn root(&self) -> PathBuf {
        self.home().join("main")
    }

    fn open(&self, folder: &Path) -> Box<dyn Vcs> {
        self.discover(folder).unwrap()
    }

    fn initial_branch(&self) -> Option<&str> {
        Some("main")
    }

    fn set_user(&mut self, name: &str, email: Option<&str>) -> Support {
        self.git(&["config", "user.name", name]);
        if let Some(email) = email {
            self.git(&["config", "user.email", email]);
        }
        Support::Done
    }

    fn commit_all(&mut self, message: &str) -> Option<String> {
        self.made += 1;
        self.git(&["add", "--all"]);
        let message = format!("--message={message}");
        self.git(&["commit", "--quiet", "--allow-empty", &message]);
        Some(self.git(&["rev-parse", "HEAD"]))
    }

    fn start_branch(&mut self, name: &str) -> Support {
        self.git(&["switch", "--quiet", "--create", name]);
        Support::Done
    }

    fn start_unrelated(&mut self, name: &str) -> Support {
        self.git(&["switch", "--quiet", "--orphan", name]);
        Support::Done
    }

    fn switch(&mut self, branch: &str) -> Support {
        self.git(&["switch", "--quiet", branch]);
        Support::Done
    }

    fn leave_branch(&mut self) -> Support {
        self.git(&["switch", "--quiet", "--detach"]);
        Support::Done
    }

    fn tag(&mut self, name: &str) -> Support {
        self.git(&["tag", "--annotate", "--message=tag", name]);
        Support::Done
    }

    fn parent_of(&self, revision: &str) -> Option<String> {
        Some(format!("{revision}~1"))
    }

    fn merge(&mut self, branch: &str) -> Support {
        let arguments = ["merge", "--quiet", "--no-commit", "--no-ff", branch];
        // Exit code 1 is a conflict.
        let output = self.run_in(&self.root(), &arguments);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
        Support::Done
    }

    fn commits(&self) -> Support {
        Support::Done
    }

    fn stage(&mut self, file: &str) -> Support {
        self.git(&["add", "--", file]);
        Support::Done
    }

    fn status(&self) -> Vec<String> {
        let arguments = ["status", "--porcelain", "--untracked-files=all"];
        let status = self.git(&arguments);
        status.lines().map(str::to_owned).collect()
    }

    fn add_worktree(&mut self, branch: &str) -> Option<PathBuf> {
        let root = self.home().join(branch);
        self.git(&[
            "worktree",
            "add",
            "--quiet",
            "-b",
            branch,
            root.to_str().unwrap(),
        ]);
        Some(root)
    }

    fn delete_worktree(&mut self, root: &Path) {
        fs::remove_dir_all(root).unwrap();
    }
}
