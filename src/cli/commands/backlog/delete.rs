//! `tickets backlog delete`

use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::planned::DeletionArgs;
use crate::cli::report::CliResult;
use crate::domain::BacklogItem;
use crate::ops;

/// Delete backlog items; their tickets stay
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: ItemTargets,
    #[command(flatten)]
    deletion: DeletionArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.deletion.write)?;
    let items = &args.targets.items;
    if !args
        .deletion
        .agree::<BacklogItem>(invocation, &tracker, items)?
    {
        return Ok(ExitCode::Nothing);
    }
    let others = args.deletion.references();
    let outcome = ops::delete_items(&tracker, items, others)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.deletion.write.dry_run,
        "Deleted",
    )
}
