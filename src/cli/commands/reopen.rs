//! `tickets reopen`

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::targets::Caution;
use crate::cli::targets::TargetArgs;
use crate::ops;

/// Reopen closed tickets
#[derive(Debug, clap::Args)]
pub(crate) struct ReopenArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Why, in a few words, for the history
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ReopenArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let ask = ("reopen", args.write);
    let targets = args
        .targets
        .agreed(invocation, &tracker, ask, Caution::Queries)?;
    let Some(tickets) = targets else {
        return Ok(ExitCode::Nothing);
    };
    let outcome = ops::reopen(&tracker, &tickets, args.reason.as_deref())?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Reopened {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
