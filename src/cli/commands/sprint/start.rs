//! `tickets sprint start`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::sprint::fields::SprintDayArgs;
use crate::cli::commands::sprint::output;
use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::ops;

/// Start a sprint, and note what is in it now
///
/// It needs its days; with `--days` alone it begins today. One sprint is active at a time, unless the
/// setting `sprint.active` is `several`.
#[derive(Debug, clap::Args)]
pub(crate) struct StartArgs {
    /// Sprint
    #[arg(add = ArgValueCandidates::new(complete::keys_of::<Sprint>))]
    sprint: Reference,
    #[command(flatten)]
    days: SprintDayArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &StartArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let edit = args.days.edit(&tracker)?;
    let outcome = ops::start_sprint(&tracker, &args.sprint, &edit)?;
    let is_rehearsal = args.write.dry_run;
    output::changed(invocation, &tracker, &outcome, is_rehearsal, "Started")
}
