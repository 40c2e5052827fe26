//! `tickets blocked`

use crate::cli::commands::list;
use crate::cli::commands::list::QueryArgs;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;
use crate::ops;

/// List tickets that wait for others, and for which
#[derive(Debug, clap::Args)]
pub(crate) struct BlockedArgs {
    #[command(flatten)]
    list: QueryArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &BlockedArgs) -> CliResult {
    let tracker = invocation.open_at(&args.list.read)?;
    let columns = [
        "id",
        "status",
        "priority",
        "title",
        "blocked_by",
        "assignee",
    ];
    let query = list::query(invocation, &tracker, &args.list, &columns)?;
    let blocked = ops::blocked(&tracker, &query);
    list::print(invocation, &tracker, &blocked, &columns)
}
