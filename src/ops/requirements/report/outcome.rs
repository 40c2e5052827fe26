//! One test of a report, whatever its form.

use crate::ops::requirements::report::cucumber;
use crate::ops::requirements::report::junit;

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// It was not run.
    Skipped,
    /// All of it held.
    Passed,
    /// Something did not hold, or could not be run.
    Failed,
}

/// One test of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TestCase {
    /// The names of what it belongs to: its feature, its class, its suite.
    pub(crate) groups: Vec<String>,
    /// Its own name.
    pub(crate) name: String,
    /// How it ended.
    pub(crate) outcome: Outcome,
}

/// Reads a report; its first sign tells its form.
///
/// # Errors
/// Why it is none.
pub(crate) fn read(text: &str) -> Result<Vec<TestCase>, String> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.chars().next() {
        Some('<') => junit::read(text),
        Some('[') => cucumber::read(text),
        Some(_) => Err("it is neither Cucumber JSON nor JUnit XML".to_owned()),
        None => Err("it is empty".to_owned()),
    }
}
