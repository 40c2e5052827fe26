//! The real hg, as one command server.

use std::io::Read as _;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::ChildStdin;
use std::process::ChildStdout;
use std::process::Command;
use std::process::Stdio;

use crate::merge_fuzz::git::Driver;
use crate::merge_fuzz::repository::Repository;
use crate::simulation::Files;
use crate::simulation::lay_out;

/// A Mercurial repository, and the server that works in it. Every other round is merged without the merge tool.
pub(crate) struct Mercurial {
    root: PathBuf,
    driver: Driver,
    server: Child,
    to: ChildStdin,
    from: ChildStdout,
    base: Option<(String, Files)>,
    sides: Vec<String>,
}

impl Mercurial {
    /// A repository in a new folder.
    pub(crate) fn new(root: &Path) -> Mercurial {
        std::fs::create_dir_all(root).unwrap();
        let mut command = hg(root);
        let made = command.arg("init").status().unwrap();
        assert!(made.success());
        let mut command = hg(root);
        command.args(["--config", "ui.username=Alice Doe <alice@example.com>"]);
        command.args(["--config", "ui.allowemptycommit=True"]);
        command.args(["--config", "ui.origbackuppath=.hg/origbackups"]);
        let program = env!("CARGO_BIN_EXE_tickets");
        for setting in [
            format!("merge-tools.tickets.executable={program}"),
            "merge-tools.tickets.args=merge-file --label-ours ours --label-theirs theirs \
             --output $output -- $base $local $other"
                .to_owned(),
            "merge-tools.tickets.premerge=False".to_owned(),
            "merge-tools.tickets.check=conflicts".to_owned(),
            "merge-patterns.glob:.tickets/**.yaml=tickets".to_owned(),
        ] {
            command.args(["--config", &setting]);
        }
        let mut server = command
            .args(["serve", "--cmdserver", "pipe"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut hg = Mercurial {
            root: root.to_owned(),
            driver: Driver::Missing,
            to: server.stdin.take().unwrap(),
            from: server.stdout.take().unwrap(),
            server,
            base: None,
            sides: Vec::new(),
        };
        hg.frame();
        hg
    }

    /// Runs a command; returns its code and what it said.
    fn run(&mut self, arguments: &[&str]) -> (i32, String) {
        let request = arguments.join("\0");
        let length = u32::try_from(request.len()).unwrap().to_be_bytes();
        self.to.write_all(b"runcommand\n").unwrap();
        self.to.write_all(&length).unwrap();
        self.to.write_all(request.as_bytes()).unwrap();
        self.to.flush().unwrap();
        let mut said = Vec::new();
        loop {
            match self.frame() {
                (b'r', code) => {
                    let code = i32::from_be_bytes(code.try_into().unwrap());
                    return (code, String::from_utf8_lossy(&said).into_owned());
                }
                (b'I' | b'L', _) => self.to.write_all(&0_u32.to_be_bytes()).unwrap(),
                (_, content) => said.extend(content),
            }
        }
    }

    fn ok(&mut self, arguments: &[&str]) -> String {
        let (code, said) = self.run(arguments);
        assert_eq!(code, 0, "hg {arguments:?}: {said}");
        said.trim().to_owned()
    }

    /// The next piece that the server sends, with its channel.
    fn frame(&mut self) -> (u8, Vec<u8>) {
        let mut head = [0; 5];
        self.from.read_exact(&mut head).unwrap();
        let [channel, length @ ..] = head;
        if matches!(channel, b'I' | b'L') {
            return (channel, Vec::new());
        }
        let mut content = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap()];
        self.from.read_exact(&mut content).unwrap();
        (channel, content)
    }

    /// Commits the files in the working tree, which were `before`; returns the commit.
    fn put(&mut self, before: &Files, after: &Files) -> String {
        lay_out(&self.root, before, after);
        self.ok(&["commit", "--addremove", "--quiet", "--message=side"]);
        self.ok(&["log", "--rev=.", "--template={node}"])
    }
}

impl Drop for Mercurial {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn hg(root: &Path) -> Command {
    let mut command = Command::new("hg");
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", root)
        .env("HGRCPATH", "")
        .env("HGPLAIN", "+strictflags")
        .env("HGENCODING", "UTF-8")
        .current_dir(root);
    command
}

impl Repository for Mercurial {
    fn name(&self) -> &'static str {
        match self.driver {
            Driver::Registered => "hg with the merge tool",
            Driver::Missing => "hg without the merge tool",
        }
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn record(&mut self, base: &Files, sides: &[Files]) {
        if self.base.as_ref().is_none_or(|(_, files)| files != base) {
            self.ok(&["update", "--quiet", "--clean", "--rev=null"]);
            let id = self.put(&Files::new(), base);
            self.base = Some((id, base.clone()));
        }
        self.driver = match self.driver {
            Driver::Registered => Driver::Missing,
            Driver::Missing => Driver::Registered,
        };
        self.sides.clear();
        let id = self.base.as_ref().unwrap().0.clone();
        for side in sides {
            self.ok(&["update", "--quiet", "--clean", &format!("--rev={id}")]);
            let side = self.put(base, side);
            self.sides.push(side);
        }
    }

    fn check_out(&mut self, side: usize) {
        let rev = format!("--rev={}", self.sides[side]);
        self.ok(&["update", "--quiet", "--clean", &rev]);
    }

    fn merge(&mut self, side: usize) -> bool {
        let rev = format!("--rev={}", self.sides[side]);
        let mut arguments = vec!["merge", "--quiet", &rev];
        if self.driver == Driver::Missing {
            arguments.push("--tool=internal:merge");
        }
        let (code, said) = self.run(&arguments);
        // 1 says that there are conflicts.
        assert!(matches!(code, 0 | 1), "{said}");
        true
    }

    fn unmerged(&mut self) -> String {
        self.ok(&[
            "resolve",
            "--list",
            "--template={ifeq(mergestatus, 'U', '{path}\n')}",
        ])
    }

    fn commit(&mut self) {
        let (code, said) = self.run(&["commit", "--quiet", "--addremove", "--message=merged"]);
        // 1 says that nothing changed.
        assert!(matches!(code, 0 | 1), "{said}");
    }
}
