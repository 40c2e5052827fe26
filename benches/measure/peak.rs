//! The most memory that a program had at once.
//!
//! The system tells it of a process's children once they are gone, all of them together. So the bench starts itself anew
//! for each command that it asks about: a process with one child. The child begins as a copy of that small process, so
//! no figure is below the bench's own few megabytes.

use std::ffi::OsString;
use std::ffi::c_long;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use crate::measure::Outcome;
use crate::measure::Project;
use crate::measure::commands::at_size;

/// Megabytes that `list`, of the first 50, may have at its peak, at 1,000, 10,000 and 100,000 tickets.
const TARGETS: [f64; 3] = [20.0, 40.0, 200.0];

/// The word that makes the bench run a command and print the peak.
const ASKED: &str = "--peak";

/// Does what the bench was started anew for, if it was.
pub(crate) fn was_asked() -> bool {
    let mut words = std::env::args_os().skip(1);
    let is_asked = words.next().is_some_and(|word| word == ASKED);
    if is_asked {
        report(words);
    }
    is_asked
}

fn report(mut words: impl Iterator<Item = OsString>) {
    let program = words.next().expect("the program comes first");
    let status = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("it was just built").success());
    println!("{}", kilobytes_of_children().unwrap_or_default());
}

/// The peak memory of `list`, of the first 50, the highest of three runs.
pub(crate) fn outcome(project: &Project, program: &Path) -> Outcome {
    let runs = (0..3).filter_map(|_| megabytes(project, program, &["list", "--limit", "50"]));
    let figure = runs.reduce(f64::max);
    let shown = figure.map_or("not told here".to_owned(), |mb| format!("{mb:.1} MB"));
    println!("{:<28} {shown}", "list, peak memory");
    Outcome {
        name: "list, peak memory",
        unit: "MB",
        count: project.count,
        figure,
        target: Some(at_size(TARGETS, project.count)),
    }
}

/// Megabytes that `tickets` with these arguments has at its peak; none where the system does not tell.
fn megabytes(project: &Project, program: &Path, arguments: &[&str]) -> Option<f64> {
    let bench = std::env::current_exe().expect("it runs");
    let mut command = project.command(&bench, 0);
    command.arg(ASKED).arg(program).args(arguments);
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}");
    let text = String::from_utf8_lossy(&output.stdout);
    let kilobytes: f64 = text.trim().parse().expect("it is a number");
    (kilobytes > 0.0).then_some(kilobytes / 1_024.0)
}

#[cfg(unix)]
fn kilobytes_of_children() -> Option<c_long> {
    use nix::sys::resource::UsageWho;
    use nix::sys::resource::getrusage;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let bytes_per_unit = if cfg!(target_os = "macos") { 1 } else { 1_024 };
    Some(usage.max_rss() * bytes_per_unit / 1_024)
}

#[cfg(not(unix))]
fn kilobytes_of_children() -> Option<c_long> {
    None
}
