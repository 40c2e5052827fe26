//! What each command costs as a whole process, beside the least it could cost.
//!
//! `cargo bench` times the release build at 100, 1,000 and 10,000 tickets of
//! some 2 KB with one or two comments each, and prints each command beside its
//! floor, measured in turn with it:
//!
//! - E, an empty Rust program;
//! - S, E and one stat of every record file;
//! - W, E and one durable replacement of a file.
//!
//! Nothing is asserted. `cargo bench -- 1000` times one size only.

#![expect(
    clippy::print_stdout,
    reason = "a bench is a program of its own, and prints"
)]

mod measure;

use std::path::Path;

use crate::measure::Floors;
use crate::measure::Project;
use crate::measure::Timing;

const SIZES: [usize; 3] = [100, 1_000, 10_000];
const RUNS: usize = 21;

fn main() {
    let program = Path::new(env!("CARGO_BIN_EXE_tickets"));
    let chosen: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let sizes = if chosen.is_empty() {
        SIZES.to_vec()
    } else {
        chosen
    };
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let floors = Floors::build(folder.path());
    for count in sizes {
        let mut project = Project::new(program, count);
        project.look_threads = floors.quickest_look(&project);
        measure::print_heading(count);
        for command in measure::all(count) {
            let mut timings = [Timing::default(), Timing::default()];
            measure::race(RUNS, &mut timings, |place, run| {
                if place == 1 {
                    return floors.command(command.floor, &project);
                }
                let mut process = project.command(program, run);
                process.args((command.arguments)(run));
                process
            });
            measure::print(&command, &timings);
        }
    }
}
