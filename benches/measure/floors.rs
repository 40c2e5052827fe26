//! The floors: programs that do the least a command can do, and nothing else.

use std::path::Path;
use std::path::PathBuf;
use std::process;
use std::time::Duration;

use crate::measure::Project;
use crate::measure::Timing;
use crate::measure::race;

/// What a command is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Floor {
    /// E: an empty Rust program.
    Empty,
    /// S: E, and one stat of every record file.
    Look,
    /// R: E, and reading every record and entry file.
    Read,
    /// W: E, and one durable replacement of a file.
    Replace,
    /// P: E, and 1,000 new files written once, without a sync.
    Plain,
}

impl Floor {
    /// How the tables call it.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Floor::Empty => "E",
            Floor::Look => "S",
            Floor::Read => "R",
            Floor::Replace => "W",
            Floor::Plain => "P",
        }
    }
}

/// The floors as programs, for one project.
///
/// Each is a program of its own, so that it starts as fast as a program can:
/// this bench re-executing itself would carry its own size along. `rustc -O`
/// makes them, stripped as the release profile strips `tickets`.
#[derive(Debug)]
pub(crate) struct Floors {
    folder: PathBuf,
    /// With how many threads a look at all files is the fastest.
    look_threads: usize,
    /// With how many threads reading all files is.
    read_threads: usize,
}

impl Floors {
    /// Builds the programs in `folder`.
    pub(crate) fn build(folder: &Path) -> Floors {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/floors");
        for name in ["empty", "look", "read", "replace", "plain"] {
            let built = process::Command::new("rustc")
                .args(["--edition=2024", "-O", "-Cstrip=symbols", "-o"])
                .arg(folder.join(name))
                .arg(sources.join(name).with_extension("rs"))
                .status();
            assert!(built.expect("rustc is on the path").success(), "{name}");
        }
        Floors {
            folder: folder.to_owned(),
            look_threads: 1,
            read_threads: 1,
        }
    }

    /// Finds out with how many threads each floor is the fastest in a project.
    pub(crate) fn fit(&mut self, project: &Project) {
        self.look_threads = self.quickest("look", project);
        self.read_threads = self.quickest("read", project);
    }

    /// How to start a floor for a project.
    pub(crate) fn command(&self, floor: Floor, project: &Project) -> process::Command {
        let program = |name: &str| process::Command::new(self.folder.join(name));
        match floor {
            Floor::Empty => program("empty"),
            Floor::Look => self.threaded("look", self.look_threads, project),
            Floor::Read => self.threaded("read", self.read_threads, project),
            Floor::Replace => {
                let mut command = program("replace");
                command.arg(project.root());
                command
            }
            Floor::Plain => {
                let mut command = program("plain");
                command.arg(project.plain());
                command
            }
        }
    }

    fn quickest(&self, name: &str, project: &Project) -> usize {
        let median = |threads: usize| -> Duration {
            let mut timings = [Timing::default()];
            race(10, &mut timings, |_, _| {
                self.threaded(name, threads, project)
            })
            .expect("floors do not fail");
            timings[0].median()
        };
        [1, 2, 4]
            .into_iter()
            .min_by_key(|threads| median(*threads))
            .unwrap_or(1)
    }

    fn threaded(&self, name: &str, threads: usize, project: &Project) -> process::Command {
        let mut command = process::Command::new(self.folder.join(name));
        command.arg(project.records()).arg(threads.to_string());
        command
    }
}
