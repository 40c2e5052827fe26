//! How long each command takes as a whole process, beside the least it could take.
//!
//! `cargo bench` measures projects of 100, 1,000 and 10,000 tickets;
//! `cargo bench -- 1000` only one of 1,000. Each run of a command is followed
//! by a run of its floor, so that both meet the same noise; the floors are
//! programs of their own (`benches/floors/`). It prints and judges nothing:
//! the times are the machine's, the ratios travel.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a bench stands outside the program"
)]

mod measure;

use measure::Floors;
use measure::Project;
use measure::Timing;

const RUNS: usize = 25;

fn main() {
    // cargo adds `--bench` of its own.
    let arguments = std::env::args().skip(1);
    let mut counts: Vec<u64> = arguments.filter_map(|word| word.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![100, 1_000, 10_000];
    }
    let folder = tempfile::tempdir().expect("there is a folder for such things");
    let floors = Floors::build(folder.path());
    println!("Whole processes, warm caches, {RUNS} runs each, in milliseconds.");
    println!("E is an empty Rust program, S adds one stat of every record file,");
    println!("W one durable replacement of a file.");
    for count in counts {
        let project = Project::make(folder.path().join(count.to_string()), count);
        measure_project(&floors, project, count);
    }
}

fn measure_project(floors: &Floors, mut project: Project, count: u64) {
    project.look_threads = floors.quickest_look(&project);
    let (files, bytes) = Project::size(&project.records());
    println!(
        "\n{count} tickets, {files} files, {} kB; S with {} threads\n",
        bytes / 1_000,
        project.look_threads
    );
    println!(
        "{:<26}{:>9}{:>9}{:>9}{:>12}{:>8}",
        "command", "median", "min", "max", "floor", "ratio"
    );
    for command in measure::all(count) {
        let mut timings = [Timing::default(), Timing::default()];
        measure::race(RUNS, &mut timings, |program, run| {
            if program == 0 {
                project.tickets(&(command.arguments)(run))
            } else {
                floors.command(command.floor, &project)
            }
        });
        measure::print(&command, &timings[0], &timings[1]);
    }
}
