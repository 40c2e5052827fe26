//! Whole processes, timed beside the floors they stand on.
//!
//! Reading order: `project` and `tickets` (what is worked on), `commands` (what is timed), `before` (what happens
//! outside of the timing), `floors`, `stopwatch`, `peak` (memory), `outcome` and `table` (the figures).

mod before;
mod commands;
mod floors;
mod outcome;
pub(crate) mod peak;
mod project;
mod stopwatch;
pub(crate) mod table;
mod tickets;
mod words;

pub(crate) use before::Before;
pub(crate) use commands::Command;
pub(crate) use commands::all;
pub(crate) use floors::Floor;
pub(crate) use floors::Floors;
pub(crate) use outcome::Outcome;
pub(crate) use project::Project;
pub(crate) use stopwatch::Failure;
pub(crate) use stopwatch::Timing;
pub(crate) use stopwatch::race;

/// The sizes that the command line names, or `default`.
pub(crate) fn sizes(default: &[usize]) -> Vec<usize> {
    let chosen: Vec<usize> = std::env::args()
        .filter_map(|word| word.replace(['_', ','], "").parse().ok())
        .collect();
    if chosen.is_empty() {
        default.to_vec()
    } else {
        chosen
    }
}

/// Whether the command line asks for a command: it names a part of its name, or no command at all.
pub(crate) fn is_chosen(command: &Command) -> bool {
    let words = std::env::args().skip(1);
    let parts: Vec<String> = words
        .filter(|word| !word.starts_with("--") && !word.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    parts.is_empty() || parts.iter().any(|part| command.name.contains(&**part))
}
