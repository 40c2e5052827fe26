//! `tickets sprint delete`

use crate::cli::commands::sprint::fields::SprintTargets;
use crate::cli::commands::sprint::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::domain::Sprint;
use crate::ops;
use crate::ops::References;

/// Delete sprints; what is in them stays
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: SprintTargets,
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
    let sprints = &args.targets.sprints;
    let is_agreed = args.yes || args.write.dry_run;
    if !planned::agree_to_delete::<Sprint>(invocation, &tracker, sprints, is_agreed)? {
        return Ok(ExitCode::Nothing);
    }
    let others = if args.unlink {
        References::Unlink
    } else {
        References::Refuse
    };
    let outcome = ops::delete_sprints(&tracker, sprints, others)?;
    let is_rehearsal = args.write.dry_run;
    output::changed(invocation, &tracker, &outcome, is_rehearsal, "Deleted")
}
