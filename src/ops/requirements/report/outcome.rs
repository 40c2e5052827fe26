//! One test of a report, whatever its form.

use crate::ops::requirements::report::cucumber;
use crate::ops::requirements::report::junit;

/// How a test ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// It was not run.
    #[default]
    Skipped,
    /// All of it held.
    Passed,
    /// Something did not hold, or could not be run.
    Failed,
}

/// One test of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TestCase {
    /// The names of what it belongs to: its feature, its class, its suite.
    pub(crate) groups: Vec<String>,
    /// Its own name.
    pub(crate) name: String,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// Its line in the `.feature` file; of an outline with some runners that of the row.
    pub(crate) line: Option<u64>,
    /// Its id in parts: feature, rule, scenario, examples, row. Many runners leave some out.
    pub(crate) path: Vec<String>,
    /// Its tags without the `@`; none where the report has no tags.
    pub(crate) tags: Option<Vec<String>>,
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
