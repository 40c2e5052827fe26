//! `tickets reopen`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;

/// Reopen closed tickets
#[derive(Debug, clap::Args)]
pub(crate) struct ReopenArgs {
    /// Ticket to reopen (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    /// Why, in a few words, for the history
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ReopenArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::reopen(&tracker, &args.tickets, args.reason.as_deref())?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Reopened {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
