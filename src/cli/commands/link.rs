//! `tickets link`

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

/// Add links to a ticket
///
/// A link is any URI or path; each is one argument.
#[derive(Debug, clap::Args)]
pub(crate) struct LinkArgs {
    /// Ticket to change
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    ticket: Reference,
    /// URI or path (can be repeated)
    #[arg(required = true, value_name = "URI")]
    links: Vec<Link>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &LinkArgs) -> CliResult {
    let tracker = invocation.open_to(args.write.writes())?;
    let outcome = ops::link(&tracker, &args.ticket, &args.links, Direction::Add)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Linked {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
