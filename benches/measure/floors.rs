//! The floors: programs that do the least a command can do, and nothing else.

use std::fmt;
use std::path::Path;
use std::path::PathBuf;
use std::process;

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
    /// W: E, and one durable replacement of a file.
    Replace,
}

impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Floor::Empty => "E",
            Floor::Look => "S",
            Floor::Replace => "W",
        })
    }
}

/// The floors as programs.
///
/// Each is a program of its own, so that it starts as fast as a program can:
/// this bench re-executing itself would carry its own size along. `rustc -O`
/// makes them, stripped as the release profile strips `tickets`.
#[derive(Debug)]
pub(crate) struct Floors {
    folder: PathBuf,
}

impl Floors {
    /// Builds the programs in `folder`.
    pub(crate) fn build(folder: &Path) -> Floors {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/floors");
        for name in ["empty", "look", "replace"] {
            let built = process::Command::new("rustc")
                .args(["--edition=2024", "-O", "-Cstrip=symbols", "-o"])
                .arg(folder.join(name))
                .arg(sources.join(name).with_extension("rs"))
                .status();
            assert!(built.expect("rustc is on the path").success(), "{name}");
        }
        Floors {
            folder: folder.to_owned(),
        }
    }

    /// How to start a floor for a project.
    pub(crate) fn command(&self, floor: Floor, project: &Project) -> process::Command {
        match floor {
            Floor::Empty => process::Command::new(self.folder.join("empty")),
            Floor::Look => self.look(project, project.look_threads),
            Floor::Replace => {
                let mut command = process::Command::new(self.folder.join("replace"));
                command.arg(project.root());
                command
            }
        }
    }

    /// With how many threads a look at all files is the fastest.
    pub(crate) fn quickest_look(&self, project: &Project) -> usize {
        let median = |threads: usize| -> std::time::Duration {
            let mut timings = [Timing::default()];
            race(10, &mut timings, |_, _| self.look(project, threads));
            timings[0].median()
        };
        [1, 2, 4]
            .into_iter()
            .min_by_key(|threads| median(*threads))
            .unwrap_or(1)
    }

    fn look(&self, project: &Project, threads: usize) -> process::Command {
        let mut command = process::Command::new(self.folder.join("look"));
        command.arg(project.records()).arg(threads.to_string());
        command
    }
}
