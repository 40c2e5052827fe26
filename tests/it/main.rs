//! The integration tests: a file per command, scenario and rule.

mod transcripts;
