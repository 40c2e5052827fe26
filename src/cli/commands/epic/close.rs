//! `tickets epic close`

use crate::cli::commands::epic::output;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned::EpicTargets;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::WordError;
use crate::ops;

/// Complete epics, or cancel them
///
/// Their tickets stay as they are.
#[derive(Debug, clap::Args)]
pub(crate) struct CloseArgs {
    #[command(flatten)]
    targets: EpicTargets,
    /// They will not be completed
    #[arg(long)]
    cancel: bool,
    /// Why, in a few words
    #[arg(short = 'm', long, alias = "comment", value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CloseArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let (name, verb) = if args.cancel {
        ("cancelled", "Cancelled")
    } else {
        ("completed", "Completed")
    };
    let unusable = |error: WordError| CliError::usage(error.to_string());
    let status = name.parse().map_err(unusable)?;
    let reason = args.reason.as_deref();
    let epics = &args.targets.epics;
    let outcome = ops::move_epics(&tracker, epics, ("close", &status), reason)?;
    output::changed(invocation, &tracker, &outcome, args.write.dry_run, verb)
}
