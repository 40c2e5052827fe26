//! `tickets ready`

use crate::cli::commands::list;
use crate::cli::commands::list::QueryArgs;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::LIST_COLUMNS;
use crate::cli::report::CliResult;
use crate::ops;

/// List tickets that can be started now
///
/// Those that nobody has begun and whose dependencies are settled, the most
/// important first.
#[derive(Debug, clap::Args)]
pub(crate) struct ReadyArgs {
    #[command(flatten)]
    list: QueryArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ReadyArgs) -> CliResult {
    let tracker = invocation.open_at(&args.list.read)?;
    let query = list::query(invocation, &tracker, &args.list, &LIST_COLUMNS)?;
    let ready = ops::ready(&tracker, &query);
    list::print(invocation, &tracker, &ready, &LIST_COLUMNS)
}
