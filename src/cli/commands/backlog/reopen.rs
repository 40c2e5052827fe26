//! `tickets backlog reopen`

use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::ops;

/// Take up items again: done ones are in progress then, cancelled ones new
#[derive(Debug, clap::Args)]
pub(crate) struct ReopenArgs {
    #[command(flatten)]
    targets: ItemTargets,
    /// Why, in a few words
    #[arg(short = 'm', long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ReopenArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let reason = args.reason.as_deref();
    let outcome = ops::reopen_items(&tracker, &args.targets.items, reason)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Reopened",
    )
}
