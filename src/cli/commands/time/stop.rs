//! `tickets time stop`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::time::output;
use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;

/// Stop your timer, and write down the time
#[derive(Debug, clap::Args)]
pub(crate) struct StopArgs {
    /// Only if it runs on this ticket
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_any))]
    ticket: Option<Reference>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &StopArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::stop_timer(&tracker, args.ticket.as_ref())?;
    output::wrote(
        invocation,
        &outcome,
        args.write.dry_run,
        |_, key, minutes| format!("Stopped the timer on {key} after {minutes}"),
    )
}
