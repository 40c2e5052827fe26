//! `tickets backlog ready`

use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::ops;

/// Call groomed items ready for a sprint
///
/// An item is ready with story points and an acceptance criterion, when all that
/// it depends on is settled. What is missing is told, and nothing changes then.
#[derive(Debug, clap::Args)]
pub(crate) struct ReadyArgs {
    #[command(flatten)]
    targets: ItemTargets,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ReadyArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::ready_items(&tracker, &args.targets.items)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Readied",
    )
}
