//! `tickets backlog show`

use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::shown_record::ShownRecord;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Tracker;

/// Show backlog items with their score, their readiness, their tickets and journals
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    targets: ItemTargets,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    invocation.show_each(&tracker, &args.targets.items, |reference| {
        shown(invocation, &tracker, reference)
    })?;
    Ok(ExitCode::Success)
}

/// A backlog item, whole.
pub(crate) fn shown(
    invocation: &Invocation,
    tracker: &Tracker,
    reference: &Reference,
) -> Result<ShownRecord, CliError> {
    let shown = ops::show_item(tracker, reference)?;
    let page = output::page(&shown, invocation.ui.theme.stdout());
    let whole = (output::json(&shown), page);
    let answer = output::answer(Yield::Many(Vec::new()), None);
    Ok(invocation.shown_planned(tracker, &shown.stored.file, whole, answer))
}
