//! What each command costs as a whole process, beside the least it could cost.
//!
//! `cargo bench --bench commands` times the release build at 1,000 and 10,000
//! tickets of some 2 KB with one or two comments each, and prints each command
//! beside its floor, measured in turn with it:
//!
//! - E, an empty Rust program;
//! - S, E and one stat of every record file, with as many threads as are fastest;
//! - R, E and reading every record and entry file, likewise;
//! - W, E and one durable replacement of a file;
//! - P, E and 1,000 new files of 300 bytes, each written once and not synced.
//!
//! At the end comes a Markdown table of the ratios, each with the target that
//! it was promised to stay below. Nothing is asserted. `cargo bench --bench
//! commands -- 1000 100000` times these sizes instead; the largest takes
//! minutes to make and a gigabyte of disk. `-- 1000 batch search` times only
//! commands with these words in their names.

#![expect(
    clippy::print_stdout,
    reason = "a bench is a program of its own, and prints"
)]

mod measure;

use std::path::Path;
use std::time::Duration;

use crate::measure::Command;
use crate::measure::Floor;
use crate::measure::Floors;
use crate::measure::Outcome;
use crate::measure::Project;
use crate::measure::Timing;
use crate::measure::peak;
use crate::measure::table;

const SIZES: [usize; 2] = [1_000, 10_000];
const RUNS: usize = 21;

fn main() {
    if peak::was_asked() {
        return;
    }
    let program = Path::new(env!("CARGO_BIN_EXE_tickets"));
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let mut floors = Floors::build(folder.path());
    let mut outcomes = Vec::new();
    let mut times = Vec::new();
    for count in measure::sizes(&SIZES) {
        let project = Project::new(program, count);
        floors.fit(&project);
        table::print_heading(count);
        for command in measure::all(count).iter().filter(|c| measure::is_chosen(c)) {
            let (outcome, time) = measured(command, program, &floors, &project);
            outcomes.push(outcome);
            note(&mut times, (count, command.floor, time));
        }
        outcomes.push(peak::outcome(&project, program));
    }
    table::print_markdown(&outcomes, &times);
}

/// Times a command beside its floor, and prints both.
fn measured(
    command: &Command,
    program: &Path,
    floors: &Floors,
    project: &Project,
) -> (Outcome, Option<Duration>) {
    let mut timings = [Timing::default(), Timing::default()];
    let raced = measure::race(RUNS, &mut timings, |place, run| {
        command.before.prepare(project, run);
        if place == 1 {
            return floors.command(command.floor, project);
        }
        let mut process = project.command(program, run);
        process.args((command.arguments)(run));
        process
    });
    let mut outcome = Outcome {
        name: command.name,
        unit: command.floor.letter(),
        count: project.count,
        figure: None,
        target: command.target(project.count),
    };
    if let Err(failure) = raced {
        table::print_failure(command, &failure);
        return (outcome, None);
    }
    let [own, floor] = &timings;
    outcome.figure = Some(own.median().as_secs_f64() / floor.median().as_secs_f64());
    table::print(command, &timings, &outcome);
    (outcome, Some(floor.median()))
}

/// Remembers what a floor cost where it was measured first.
fn note(
    times: &mut Vec<(usize, Floor, Duration)>,
    (count, floor, time): (usize, Floor, Option<Duration>),
) {
    let is_known = times
        .iter()
        .any(|(other, known, _)| *other == count && *known == floor);
    if let Some(time) = time.filter(|_| !is_known) {
        times.push((count, floor, time));
    }
}
