//! `tickets sprint delete`

use crate::cli::commands::sprint::fields::SprintTargets;
use crate::cli::commands::sprint::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::planned::DeletionArgs;
use crate::cli::report::CliResult;
use crate::domain::Sprint;
use crate::ops;

/// Delete sprints; what is in them stays
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: SprintTargets,
    #[command(flatten)]
    deletion: DeletionArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.deletion.write)?;
    let sprints = &args.targets.sprints;
    if !args
        .deletion
        .agree::<Sprint>(invocation, &tracker, sprints)?
    {
        return Ok(ExitCode::Nothing);
    }
    let others = args.deletion.references();
    let outcome = ops::delete_sprints(&tracker, sprints, others)?;
    let is_rehearsal = args.deletion.write.dry_run;
    output::changed(invocation, &tracker, &outcome, is_rehearsal, "Deleted")
}
