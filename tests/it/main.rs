//! Integration tests: the program as its users meet it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stands outside the program, and fails by panicking"
)]
#![expect(
    clippy::too_many_lines,
    clippy::print_stdout,
    reason = "a list of cases is as long as it is, and figures are printed"
)]

mod allocation;
mod assertions;
mod cli;
mod concurrency;
mod crash;
mod features;
mod hostile;
mod mercurial;
mod merge;
mod merge_driver;
mod merge_fuzz;
mod places;
mod readers_beside_writers;
mod recipes;
mod report;
mod sandbox;
mod search_index;
mod search_relevance;
mod simulation;
mod snapshot;
mod stories;
mod tidy;
mod transcripts;
mod two_clones;
