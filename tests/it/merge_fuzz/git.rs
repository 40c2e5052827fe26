//! The real git.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use crate::merge_fuzz::repository::Repository;
use crate::simulation::Files;

/// Whether merges go through the driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Driver {
    /// They do, as after `tickets init`.
    Registered,
    /// They do not, as on a forge.
    Missing,
}

/// A git repository.
pub(crate) struct Git {
    root: PathBuf,
    driver: Driver,
    recorded: Option<Files>,
}

impl Git {
    /// A repository in a new folder.
    pub(crate) fn new(root: &Path, driver: Driver) -> Git {
        std::fs::create_dir_all(root).unwrap();
        let git = Git {
            root: root.to_owned(),
            driver,
            recorded: None,
        };
        git.ok(&["init", "--quiet", "--initial-branch=main", "--template="]);
        for setting in [
            ["user.name", "Alice Doe"],
            ["user.email", "alice@example.com"],
            ["gc.auto", "0"],
            ["core.fsync", "none"],
            ["advice.detachedHead", "false"],
        ] {
            git.ok(&["config", setting[0], setting[1]]);
        }
        git
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.root)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", "2026-11-21T10:00:00Z")
            .env("GIT_COMMITTER_DATE", "2026-11-21T10:00:00Z")
            .current_dir(&self.root)
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn import(&self, stream: &[u8]) {
        let mut child = self
            .command(&["fast-import", "--quiet", "--force"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(stream).unwrap();
        assert!(child.wait().unwrap().success());
    }
}

impl Repository for Git {
    fn name(&self) -> &'static str {
        match self.driver {
            Driver::Registered => "git with the driver",
            Driver::Missing => "git without the driver",
        }
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn record(&mut self, base: &Files, sides: &[Files]) {
        if self.recorded.as_ref() != Some(base) {
            let mut stream = Vec::new();
            commit(&mut stream, "base", None, (&Files::new(), base));
            self.import(&stream);
        }
        let mut stream = Vec::new();
        for (number, side) in sides.iter().enumerate() {
            let from = Some("refs/heads/base^0");
            commit(&mut stream, &format!("side-{number}"), from, (base, side));
        }
        self.import(&stream);
        let is_first = self.recorded.is_none();
        self.recorded = Some(base.clone());
        if is_first && self.driver == Driver::Registered {
            self.ok(&["checkout", "--quiet", "base"]);
            let setup = Command::new(env!("CARGO_BIN_EXE_tickets"))
                .args(["vcs", "setup", "--quiet"])
                .env("HOME", &self.root)
                .current_dir(&self.root)
                .output()
                .unwrap();
            let complaint = String::from_utf8_lossy(&setup.stderr);
            assert!(setup.status.success(), "{complaint}");
        }
    }

    fn check_out(&mut self, side: usize) {
        self.ok(&[
            "checkout",
            "--quiet",
            "--force",
            "--detach",
            &format!("side-{side}"),
        ]);
    }

    fn merge(&mut self, side: usize) -> bool {
        let output = self.run(&["merge", "--quiet", "--no-edit", &format!("side-{side}")]);
        // 1 says that there are conflicts.
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{complaint}");
        !output.status.success()
    }

    fn unmerged(&mut self) -> String {
        self.ok(&["ls-files", "--unmerged"])
    }

    fn commit(&mut self) {
        self.ok(&["add", "--all"]);
        let output = self.run(&["commit", "--quiet", "--message=merged"]);
        assert!(matches!(output.status.code(), Some(0 | 1)));
    }
}

/// Adds a commit of what differs to a stream for `git fast-import`.
fn commit(stream: &mut Vec<u8>, branch: &str, from: Option<&str>, files: (&Files, &Files)) {
    let (before, after) = files;
    let mut head = format!(
        "commit refs/heads/{branch}\ncommitter Alice Doe <alice@example.com> 1795168800 +0000\n\
         data {}\n{branch}\n",
        branch.len()
    );
    if let Some(from) = from {
        writeln!(head, "from {from}").unwrap();
    }
    stream.extend_from_slice(head.as_bytes());
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        writeln!(stream, "D {path}").unwrap();
    }
    let is_new = |(path, content): &(&String, &Vec<u8>)| before.get(*path) != Some(*content);
    for (path, content) in after.iter().filter(is_new) {
        writeln!(stream, "M 100644 inline {path}\ndata {}", content.len()).unwrap();
        stream.extend_from_slice(content);
        stream.push(b'\n');
    }
    stream.push(b'\n');
}
