//! `tickets sprint show`

use crate::cli::commands::sprint::fields::SprintTargets;
use crate::cli::commands::sprint::output;
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

/// Show sprints with their goals, progress, work and journals
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    targets: SprintTargets,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    invocation.show_each(&tracker, &args.targets.sprints, |reference| {
        shown(invocation, &tracker, reference)
    })?;
    Ok(ExitCode::Success)
}

/// A sprint, whole.
pub(crate) fn shown(
    invocation: &Invocation,
    tracker: &Tracker,
    reference: &Reference,
) -> Result<ShownRecord, CliError> {
    let (shown, problems) = ops::show_sprint(tracker, reference)?;
    invocation.ui.problems(&problems);
    let page = output::page(&shown, invocation.ui.theme.stdout());
    let whole = (output::json(&shown), page);
    let answer = output::answer(Yield::Many(Vec::new()), None);
    Ok(invocation.shown_planned(tracker, &shown.stored.file, whole, answer))
}
