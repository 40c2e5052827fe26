//! `tickets unlink`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Link;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Direction;

/// Remove links from a ticket
///
/// Those it does not have are passed over.
#[derive(Debug, clap::Args)]
pub(crate) struct UnlinkArgs {
    /// Ticket to change
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    ticket: Reference,
    /// URI or path (can be repeated)
    #[arg(required = true, value_name = "URI")]
    links: Vec<Link>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UnlinkArgs) -> CliResult {
    let tracker = invocation.open_to(args.write.writes())?;
    let outcome = ops::link(&tracker, &args.ticket, &args.links, Direction::Remove)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Unlinked {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
