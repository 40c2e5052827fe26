//! `tickets epic delete`

use crate::cli::commands::epic::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::planned::DeletionArgs;
use crate::cli::planned::EpicTargets;
use crate::cli::report::CliResult;
use crate::domain::Epic;
use crate::ops;

/// Delete epics; their tickets stay
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: EpicTargets,
    #[command(flatten)]
    deletion: DeletionArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.deletion.write)?;
    let epics = &args.targets.epics;
    if !args.deletion.agree::<Epic>(invocation, &tracker, epics)? {
        return Ok(ExitCode::Nothing);
    }
    let others = args.deletion.references();
    let outcome = ops::delete_epics(&tracker, epics, others)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.deletion.write.dry_run,
        "Deleted",
    )
}
