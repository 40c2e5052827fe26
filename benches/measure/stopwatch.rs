//! From the start of a process to its end.

use std::fmt;
use std::io::Read as _;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// How long the runs of one program took.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timing {
    runs: Vec<Duration>,
}

/// A program that could not do what it was asked to.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Timing {
    /// The middle one, which a disturbance does not move.
    pub(crate) fn median(&self) -> Duration {
        self.sorted()[self.runs.len() / 2]
    }

    /// The shortest.
    pub(crate) fn min(&self) -> Duration {
        self.sorted()[0]
    }

    /// The longest.
    pub(crate) fn max(&self) -> Duration {
        self.sorted()[self.runs.len() - 1]
    }

    fn sorted(&self) -> Vec<Duration> {
        let mut runs = self.runs.clone();
        runs.sort();
        runs
    }
}

/// Runs several programs in turn, A B A B, so that all of them meet the same
/// noise. `command` makes the command of a program for a run, outside of the
/// timing; the first run, which warms the caches, is not counted.
///
/// # Errors
/// A program that fails.
pub(crate) fn race(
    runs: usize,
    timings: &mut [Timing],
    command: impl Fn(usize, usize) -> Command,
) -> Result<(), Failure> {
    for run in 0..=runs {
        for (program, timing) in timings.iter_mut().enumerate() {
            let taken = time(command(program, run))?;
            if run > 0 {
                timing.runs.push(taken);
            }
        }
    }
    Ok(())
}

/// Runs a program to its end; its output is read, as a pipe would, and dropped.
fn time(mut command: Command) -> Result<Duration, Failure> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut output = Vec::with_capacity(1 << 16);
    let begin = Instant::now();
    let mut child = command.spawn().expect("it was just built");
    let mut pipe = child.stdout.take().expect("it is piped");
    pipe.read_to_end(&mut output).expect("it is a pipe");
    let status = child.wait().expect("nobody else waits for it");
    let taken = begin.elapsed();
    if status.success() {
        Ok(taken)
    } else {
        let words: Vec<_> = command
            .get_args()
            .map(|word| word.to_string_lossy())
            .collect();
        Err(Failure(format!("`{}`: {status}", words.join(" "))))
    }
}
