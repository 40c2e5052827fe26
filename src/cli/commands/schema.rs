//! `tickets schema`

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;
use crate::ops;

/// Print the JSON Schema of a kind of file
///
/// Editors use it to check and complete `.tickets/*.yaml`. In a project, its
/// own statuses, types and priorities are the allowed values.
#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// Kind of file: ticket, epic, backlog-item, sprint, requirement or comment; or operation, a line of `tickets batch`
    #[arg(default_value = "ticket")]
    kind: String,
}

pub(crate) fn run(invocation: &Invocation, args: &SchemaArgs) -> CliResult {
    let tracker = invocation.open().ok();
    let schema = ops::schema(tracker.as_ref(), &args.kind)?;
    invocation.ui.print(&format!("{schema:#}\n"))?;
    Ok(ExitCode::Success)
}
