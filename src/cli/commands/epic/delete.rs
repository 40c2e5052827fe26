//! `tickets epic delete`

use crate::cli::commands::epic::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::planned::EpicTargets;
use crate::cli::report::CliResult;
use crate::domain::Epic;
use crate::ops;
use crate::ops::References;

/// Delete epics; their tickets stay
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: EpicTargets,
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
    let epics = &args.targets.epics;
    let is_agreed = args.yes || args.write.dry_run;
    if !planned::agree_to_delete::<Epic>(invocation, &tracker, epics, is_agreed)? {
        return Ok(ExitCode::Nothing);
    }
    let others = if args.unlink {
        References::Unlink
    } else {
        References::Refuse
    };
    let outcome = ops::delete_epics(&tracker, epics, others)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Deleted",
    )
}
