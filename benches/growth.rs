//! How the cost of each command grows with the project.
//!
//! `cargo bench --bench growth` times each command as a whole process in
//! projects of 100 to 100,000 tickets, in turn with an empty Rust program (E),
//! and prints how many E it costs at each size, and by what factor the last
//! tenfold made it grow: 1 is a cost that does not depend on the size, 10 one
//! that is proportional to it. `cargo bench --bench growth -- 100 1000` stops
//! earlier.

#![expect(
    clippy::print_stdout,
    reason = "a bench is a program of its own, and prints"
)]

#[expect(dead_code, reason = "targets and memory are the other bench's matter")]
mod measure;

use std::path::Path;

use crate::measure::Command;
use crate::measure::Floor;
use crate::measure::Floors;
use crate::measure::Outcome;
use crate::measure::Project;
use crate::measure::Timing;
use crate::measure::table;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
const RUNS: usize = 11;

fn main() {
    let program = Path::new(env!("CARGO_BIN_EXE_tickets"));
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let floors = Floors::build(folder.path());
    let sizes = measure::sizes(&SIZES);
    let mut outcomes = Vec::new();
    for count in &sizes {
        let project = Project::new(program, *count);
        println!("{} tickets", table::thousands(*count));
        for command in measure::all(*count)
            .iter()
            .filter(|c| measure::is_chosen(c))
        {
            outcomes.push(measured(command, program, &floors, &project));
        }
    }
    print(&outcomes, &sizes);
}

/// How many empty programs a command costs.
fn measured(command: &Command, program: &Path, floors: &Floors, project: &Project) -> Outcome {
    let mut timings = [Timing::default(), Timing::default()];
    let raced = measure::race(RUNS, &mut timings, |place, run| {
        if place == 1 {
            return floors.command(Floor::Empty, project);
        }
        command.before.prepare(project, run);
        let mut process = project.command(program, run);
        process.args((command.arguments)(run));
        process
    });
    let [own, empty] = &timings;
    let figure = raced
        .is_ok()
        .then(|| own.median().as_secs_f64() / empty.median().as_secs_f64());
    Outcome {
        name: command.name,
        unit: "E",
        count: project.count,
        figure,
        target: None,
    }
}

fn print(outcomes: &[Outcome], sizes: &[usize]) {
    println!(
        "\n| in E |{} per tenfold |",
        table::columns(sizes, |size| table::thousands(*size))
    );
    println!("|---|{}---|", table::columns(sizes, |_| "---".to_owned()));
    for name in table::distinct(outcomes.iter().map(|outcome| outcome.name)) {
        let at = |size: &usize| {
            let mut found = outcomes.iter();
            found.find(|outcome| outcome.name == name && outcome.count == *size)
        };
        let cells = table::columns(sizes, |size| at(size).map_or("–".to_owned(), Outcome::cell));
        let figures: Vec<Option<f64>> = sizes.iter().map(|s| at(s)?.figure).collect();
        println!("| {name} |{cells} {} |", factors(sizes, &figures));
    }
}

/// By what factor a tenfold project makes a command cost more, from each size to the next.
fn factors(sizes: &[usize], figures: &[Option<f64>]) -> String {
    let pairs = sizes.windows(2).zip(figures.windows(2));
    let factors = pairs.map(|(sizes, figures)| {
        let [Some(before), Some(after)] = figures else {
            return "–".to_owned();
        };
        #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
        let tenfolds = (sizes[1] as f64 / sizes[0] as f64).log10();
        format!("{:.1}", (after / before).powf(1.0 / tenfolds))
    });
    factors.collect::<Vec<String>>().join(", ")
}
