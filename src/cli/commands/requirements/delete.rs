//! `tickets requirements delete`

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::RequirementTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::domain::Requirement;
use crate::ops;
use crate::ops::References;

/// Delete requirements
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: RequirementTargets,
    /// Also delete all that follow from them: of a feature, its rules and scenarios
    #[arg(short, long)]
    recursive: bool,
    /// Also remove the references that others make to them
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
    let named = &args.targets.requirements;
    let is_agreed = args.yes || args.write.dry_run;
    if !planned::agree_to_delete::<Requirement>(invocation, &tracker, named, is_agreed)? {
        return Ok(ExitCode::Nothing);
    }
    let others = if args.unlink {
        References::Unlink
    } else {
        References::Refuse
    };
    let outcome = ops::delete_requirements(&tracker, named, others, args.recursive)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Deleted",
    )
}
