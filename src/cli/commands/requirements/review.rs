//! `tickets requirements review`

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::RequirementTargets;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::ops;

/// Say that requirements are right as they are now
///
/// A requirement is suspect when its text, or that of what it follows from, changed after it was implemented, verified
/// or reviewed; a scenario also when a Background that it runs did. A review notes the text as it is now; the status
/// stays.
#[derive(Debug, clap::Args)]
pub(crate) struct ReviewArgs {
    #[command(flatten)]
    targets: RequirementTargets,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ReviewArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::review_requirements(&tracker, &args.targets.requirements)?;
    let is_rehearsal = args.write.dry_run;
    output::changed(invocation, &tracker, &outcome, is_rehearsal, "Reviewed")
}
