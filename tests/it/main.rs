//! Integration tests: the program as its users meet it.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stands outside the program, and fails by panicking"
)]

mod allocation;
mod cli;
mod concurrency;
mod crash;
mod hostile;
mod merge;
mod sandbox;
mod stories;
mod tidy;
mod transcripts;
