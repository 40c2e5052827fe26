//! `tickets unlink`

use crate::cli::commands::link;
use crate::cli::commands::link::LinksArgs;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;
use crate::ops::Direction;

/// Remove links from a ticket
///
/// Those it does not have are passed over.
#[derive(Debug, clap::Args)]
pub(crate) struct UnlinkArgs {
    #[command(flatten)]
    links: LinksArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UnlinkArgs) -> CliResult {
    link::relate(invocation, &args.links, Direction::Remove)
}
