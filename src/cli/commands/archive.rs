//! `tickets archive`

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::targets::Caution;
use crate::cli::targets::TargetArgs;
use crate::ops;

/// Put tickets away
///
/// They are hidden from lists and read-only; their keys still find them.
#[derive(Debug, clap::Args)]
pub(crate) struct ArchiveArgs {
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ArchiveArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let ask = ("archive", args.write);
    let targets = args
        .targets
        .agreed(invocation, &tracker, ask, Caution::Queries)?;
    let Some(tickets) = targets else {
        return Ok(ExitCode::Nothing);
    };
    let outcome = ops::archive(&tracker, &tickets)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Archived {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
