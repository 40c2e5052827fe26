//! `tickets backlog close`

use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Category;
use crate::ops;

/// Call items done, or cancel them
///
/// An item is not done while a ticket of it is not settled or a line of its
/// definition of done is not checked off. Its tickets stay as they are.
#[derive(Debug, clap::Args)]
pub(crate) struct CloseArgs {
    #[command(flatten)]
    targets: ItemTargets,
    /// They will not be done
    #[arg(long)]
    cancel: bool,
    /// Even if something about them is not done
    #[arg(long)]
    force: bool,
    /// Why, in a few words
    #[arg(short = 'm', long, alias = "comment", value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CloseArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let (category, verb) = if args.cancel {
        (Category::Dropped, "Cancelled")
    } else {
        (Category::Done, "Closed")
    };
    let how = (args.reason.as_deref(), args.force);
    let outcome = ops::close_items(&tracker, &args.targets.items, category, how)?;
    output::changed(invocation, &tracker, &outcome, args.write.dry_run, verb)
}
