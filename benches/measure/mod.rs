//! Whole processes, timed beside the floors they stand on.

mod commands;
mod floors;
mod project;
mod stopwatch;
mod table;
mod words;

pub use commands::Command;
pub use commands::all;
pub use floors::Floor;
pub use floors::Floors;
pub use project::Project;
pub use stopwatch::Timing;
pub use stopwatch::race;
pub use table::print;
pub use table::print_heading;
