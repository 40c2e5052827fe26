//! `tickets unarchive`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;

/// Take tickets out of the archive
///
/// They are as they were before.
#[derive(Debug, clap::Args)]
pub(crate) struct UnarchiveArgs {
    /// Ticket to unarchive (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UnarchiveArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::unarchive(&tracker, &args.tickets)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Unarchived {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
