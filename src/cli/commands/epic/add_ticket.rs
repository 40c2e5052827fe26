//! `tickets epic add-ticket`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Epic;
use crate::domain::Reference;
use crate::ops;

/// Make tickets a part of an epic
///
/// A ticket belongs to one epic at a time; it leaves the one it was in.
#[derive(Debug, clap::Args)]
pub(crate) struct AddTicketArgs {
    /// Epic
    #[arg(add = ArgValueCandidates::new(complete::keys_of::<Epic>))]
    epic: Reference,
    /// Ticket (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &AddTicketArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let epic = tracker.find_planned::<Epic>(&args.epic)?.file.key;
    let outcome = ops::add_to_epic(&tracker, &args.epic, &args.tickets)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Added {} {} to {epic}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
