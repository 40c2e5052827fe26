//! `tickets undepend`

use crate::cli::commands::depend;
use crate::cli::commands::depend::RelationArgs;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;
use crate::ops::Direction;

/// Let a ticket no longer wait for others
///
/// Those it does not wait for are passed over.
#[derive(Debug, clap::Args)]
pub(crate) struct UndependArgs {
    #[command(flatten)]
    relation: RelationArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UndependArgs) -> CliResult {
    depend::relate(invocation, &args.relation, Direction::Remove)
}
