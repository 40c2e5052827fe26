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
    #[command(flatten)]
    links: LinksArgs,
}

/// Which links, the same for `link` and `unlink`.
#[derive(Debug, clap::Args)]
pub(crate) struct LinksArgs {
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
    relate(invocation, &args.links, Direction::Add)
}

/// Adds the links or removes them.
pub(crate) fn relate(invocation: &Invocation, args: &LinksArgs, direction: Direction) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::link(&tracker, &args.ticket, &args.links, direction)?;
    let verb = match direction {
        Direction::Add => "Linked",
        Direction::Remove => "Unlinked",
    };
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("{verb} {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
