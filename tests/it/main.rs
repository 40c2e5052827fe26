//! The integration tests: a file per command, scenario and rule.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stands outside the program, and fails by panicking"
)]

mod transcripts;
