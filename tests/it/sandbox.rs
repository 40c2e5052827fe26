//! A world of its own for each test: folders, home, clock, seeds, and a git that knows no other settings.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub(crate) const TICKETS: &str = env!("CARGO_BIN_EXE_tickets");

/// A temporary folder with a home and a project in it.
///
/// Each command comes one second after the one before and has a seed of its
/// own, so that the same test gives the same bytes each time.
#[derive(Debug)]
pub(crate) struct Sandbox {
    folder: TempDir,
    repo: PathBuf,
    variables: Vec<(String, String)>,
    commands: AtomicU64,
}

/// What a command printed and how it ended.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// None for a process that a signal ended.
    pub(crate) code: Option<i32>,
}

/// Stdout, then stderr and the exit code where they say something.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr\n{}", self.stderr)?;
        }
        match self.code {
            Some(0) => Ok(()),
            Some(code) => writeln!(f, "--- exit {code}"),
            None => writeln!(f, "--- killed"),
        }
    }
}

impl Run {
    /// The same, for a command that must have succeeded.
    pub(crate) fn ok(&self) -> &Run {
        assert_eq!(self.code, Some(0), "{self}");
        self
    }

    /// The answer of `--format json`.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self}"))
    }

    /// The lines of stderr as JSON objects.
    pub(crate) fn json_notes(&self) -> Vec<Value> {
        let parse = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in `{line}`"))
        };
        self.stderr.lines().map(parse).collect()
    }
}

impl Sandbox {
    /// A git repository with a project in it.
    pub(crate) fn new() -> Sandbox {
        let sandbox = Sandbox::repository();
        sandbox.run(&["init", "--quiet"]).ok();
        sandbox
    }

    /// The same, with a ticket of each title.
    pub(crate) fn with_tickets(titles: &[&str]) -> Sandbox {
        let sandbox = Sandbox::new();
        for title in titles {
            sandbox.run(&["create", title]).ok();
        }
        sandbox
    }

    /// A git repository without a project.
    pub(crate) fn repository() -> Sandbox {
        let sandbox = Sandbox::plain();
        sandbox.git(&["init", "--quiet", "--initial-branch=main", "--template="]);
        sandbox
    }

    /// A plain folder without version control.
    pub(crate) fn plain() -> Sandbox {
        let folder = tempfile::Builder::new()
            .prefix("tickets-it-")
            .tempdir()
            .unwrap();
        let root = folder.path().canonicalize().unwrap();
        let repo = root.join("repo");
        fs::create_dir_all(&repo).unwrap();
        fs::create_dir_all(root.join("home")).unwrap();
        fs::create_dir_all(root.join("tmp")).unwrap();
        let settings = "[user]\n\tname = Alice Doe\n\temail = alice@example.com\n\
                        [init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n\
                        [gc]\n\tauto = 0\n[core]\n\tfsync = none\n";
        write_file(&root.join("home/.gitconfig"), settings.as_bytes());
        Sandbox {
            folder,
            repo,
            variables: Vec::new(),
            commands: AtomicU64::new(0),
        }
    }

    /// The same with a variable that every command sees.
    pub(crate) fn with_variable(mut self, name: &str, value: &str) -> Sandbox {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, with git merging lines alone, as it does behind a forge's button.
    pub(crate) fn without_driver(self) -> Sandbox {
        if self.repo.join(".git").exists() {
            self.git(&["config", "--remove-section", "merge.tickets"]);
            fs::remove_file(self.repo.join(".git/info/attributes")).unwrap();
        }
        self.with_variable("TICKETS_MERGE_DRIVER", "off")
    }

    /// The folder around everything.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// The working tree.
    pub(crate) fn repo(&self) -> &Path {
        &self.repo
    }

    /// A command of the program, not started yet; later than all before it.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let number = self.commands.fetch_add(1, Ordering::SeqCst);
        let mut command = self.isolated(TICKETS);
        command
            .args(args)
            .env("TICKETS_NOW", time_of(number))
            .env("TICKETS_SEED", (number + 1).to_string())
            .stdin(Stdio::null());
        command
    }

    /// A program that sees nothing of the world but its `PATH`.
    pub(crate) fn isolated(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", path_variable())
            .env("HOME", self.root().join("home"))
            .env("TMPDIR", self.root().join("tmp"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(&self.repo);
        command
    }

    /// Runs the program in the working tree.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Run {
        self.finish(self.command(args))
    }

    /// Runs the program in a folder, given from the working tree or absolute.
    pub(crate) fn run_in<S: AsRef<OsStr>>(&self, folder: impl AsRef<Path>, args: &[S]) -> Run {
        let mut command = self.command(args);
        command.current_dir(self.repo.join(folder));
        self.finish(command)
    }

    /// Runs the program with a variable in its environment.
    pub(crate) fn run_with<S: AsRef<OsStr>>(&self, variable: (&str, &str), args: &[S]) -> Run {
        let mut command = self.command(args);
        command.env(variable.0, variable.1);
        self.finish(command)
    }

    /// Runs the program with a text on its standard input.
    pub(crate) fn run_with_stdin<S: AsRef<OsStr>>(&self, input: &str, args: &[S]) -> Run {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        // A program that does not read its input closes the pipe.
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).ok());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        self.rendered(&output)
    }

    /// Runs a command to its end.
    pub(crate) fn finish(&self, mut command: Command) -> Run {
        let output = command.output().unwrap();
        self.rendered(&output)
    }

    /// What a process printed, with the sandbox's folder as `[ROOT]`.
    pub(crate) fn rendered(&self, output: &Output) -> Run {
        let root = self.root().display().to_string();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&root, "[ROOT]");
        Run {
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            code: output.status.code(),
        }
    }

    /// Runs git in the working tree; it must succeed.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        self.git_in(".", args)
    }

    /// The same in another folder.
    pub(crate) fn git_in(&self, folder: impl AsRef<Path>, args: &[&str]) -> String {
        let run = self.try_git(folder, args);
        assert_eq!(run.code, Some(0), "git {args:?}: {run}");
        run.stdout
    }

    /// Runs git, which may fail.
    pub(crate) fn try_git(&self, folder: impl AsRef<Path>, args: &[&str]) -> Run {
        let number = self.commands.load(Ordering::SeqCst);
        let mut command = self.isolated("git");
        command
            .args(args)
            .current_dir(self.repo.join(folder))
            .env("GIT_AUTHOR_DATE", time_of(number))
            .env("GIT_COMMITTER_DATE", time_of(number))
            .stdin(Stdio::null());
        self.finish(command)
    }

    /// Commits everything in the working tree.
    pub(crate) fn commit_all(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    /// A linked working tree with a new branch of the same name.
    pub(crate) fn worktree(&self, name: &str) -> PathBuf {
        let path = self.root().join(name);
        let shown = path.display().to_string();
        self.git(&["worktree", "add", "--quiet", "-b", name, &shown]);
        path
    }

    /// Writes a file, given from the working tree.
    pub(crate) fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        write_file(&self.repo.join(path), content.as_ref());
    }

    /// The text of a file, given from the working tree.
    pub(crate) fn read(&self, path: impl AsRef<Path>) -> String {
        let path = self.repo.join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The one file below `.tickets/tickets/` that belongs to a key, from the working tree.
    pub(crate) fn file_of(&self, key: &str) -> String {
        let start = format!("{key}-");
        let is_its = |path: &String| {
            let name = path.rsplit('/').next().unwrap_or_default();
            name.starts_with(&start) || name == format!("{key}.yaml")
        };
        let all = self.files_below(".tickets/tickets");
        let own = |path: &&String| is_its(path) && path.ends_with(".yaml");
        let found: Vec<&String> = all.iter().filter(own).collect();
        assert_eq!(found.len(), 1, "files of {key} in {all:?}");
        found[0].clone()
    }

    /// All files below a folder, given from the working tree, sorted.
    pub(crate) fn files_below(&self, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        let mut open = vec![self.repo.join(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                if entry.file_type().unwrap().is_dir() {
                    open.push(entry.path());
                } else {
                    let path = entry.path();
                    let path = path.strip_prefix(&self.repo).unwrap_or(&path);
                    files.push(path.display().to_string());
                }
            }
        }
        files.sort();
        files
    }

    /// Every file below `.tickets/` with its content, to see whether anything changed.
    pub(crate) fn project(&self) -> Vec<(String, String)> {
        let files = self.files_below(".tickets").into_iter();
        let content = |path: String| {
            let bytes = fs::read(self.repo.join(&path)).unwrap_or_default();
            (path, String::from_utf8_lossy(&bytes).into_owned())
        };
        files
            .filter(|path| !path.starts_with(".tickets/.local/"))
            .map(content)
            .collect()
    }

    /// A ticket as `show --format json` tells it.
    pub(crate) fn ticket(&self, key: &str) -> Value {
        self.run(&["show", key, "--format", "json"]).ok().json()
    }

    /// The keys that a command lists.
    pub(crate) fn keys(&self, args: &[&str]) -> Vec<String> {
        let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
        let answer = self.run(&args).ok().json();
        let keys = answer.as_array().unwrap().iter();
        keys.map(|ticket| ticket["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The time of a command: they come one second after another.
fn time_of(number: u64) -> String {
    let seconds = 10 * 3600 + number;
    let (hours, rest) = (seconds / 3600, seconds % 3600);
    format!("2026-11-20T{hours:02}:{:02}:{:02}Z", rest / 60, rest % 60)
}

fn path_variable() -> std::ffi::OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

fn write_file(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
