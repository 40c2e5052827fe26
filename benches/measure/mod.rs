//! Whole processes, timed beside the floors they stand on.

mod commands;
mod floors;
mod project;
mod stopwatch;
mod table;
mod words;

pub(crate) use commands::Command;
pub(crate) use commands::all;
pub(crate) use floors::Floor;
pub(crate) use floors::Floors;
pub(crate) use project::Project;
pub(crate) use stopwatch::Timing;
pub(crate) use stopwatch::race;
pub(crate) use table::print;
pub(crate) use table::print_heading;
