//! `tickets batch`

mod doing;
mod plan;
mod planning;
mod refusing;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// Runs a batch of these lines.
fn batch(sandbox: &Sandbox, lines: &str, flags: &[&str]) -> Run {
    let args: Vec<&str> = ["batch", "-"].iter().chain(flags).copied().collect();
    sandbox.run_with_stdin(lines, &args)
}
