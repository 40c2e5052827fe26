//! `tickets epic reopen`

use crate::cli::commands::epic::output;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned::EpicTargets;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::WordError;
use crate::ops;

/// Make completed or cancelled epics active again
#[derive(Debug, clap::Args)]
pub(crate) struct ReopenArgs {
    #[command(flatten)]
    targets: EpicTargets,
    /// Why, in a few words
    #[arg(short = 'm', long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ReopenArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let unusable = |error: WordError| CliError::usage(error.to_string());
    let status = "active".parse().map_err(unusable)?;
    let reason = args.reason.as_deref();
    let epics = &args.targets.epics;
    let outcome = ops::move_epics(&tracker, epics, ("reopen", &status), reason)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Reopened",
    )
}
