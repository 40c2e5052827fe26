//! `tickets epic remove-ticket`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Epic;
use crate::domain::Reference;
use crate::ops;

/// Take tickets out of an epic
#[derive(Debug, clap::Args)]
pub(crate) struct RemoveTicketArgs {
    /// Epic
    #[arg(add = ArgValueCandidates::new(complete::keys_of::<Epic>))]
    epic: Reference,
    /// Ticket (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &RemoveTicketArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let epic = tracker.find_planned::<Epic>(&args.epic)?.file.key;
    let outcome = ops::remove_from_epic(&tracker, &args.epic, &args.tickets)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Removed {} {} from {epic}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
