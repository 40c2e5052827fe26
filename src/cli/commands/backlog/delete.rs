//! `tickets backlog delete`

use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::domain::BacklogItem;
use crate::ops;
use crate::ops::References;

/// Delete backlog items; their tickets stay
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: ItemTargets,
    /// Also remove the references that tickets and items make to them
    #[arg(long)]
    unlink: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let items = &args.targets.items;
    let is_agreed = args.yes || args.write.dry_run;
    if !planned::agree_to_delete::<BacklogItem>(invocation, &tracker, items, is_agreed)? {
        return Ok(ExitCode::Nothing);
    }
    let others = if args.unlink {
        References::Unlink
    } else {
        References::Refuse
    };
    let outcome = ops::delete_items(&tracker, items, others)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Deleted",
    )
}
