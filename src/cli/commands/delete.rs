//! `tickets delete`

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::targets::Caution;
use crate::cli::targets::TargetArgs;
use crate::ops;
use crate::ops::References;

/// Delete tickets with their comments
///
/// Their numbers are not used again. `close` or `archive` is what one mostly
/// wants; `undo` brings deleted tickets back.
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Also remove the references that other tickets make to it
    #[arg(long)]
    unlink: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let ask = ("delete", args.write);
    let targets = args
        .targets
        .agreed(invocation, &tracker, ask, Caution::Always)?;
    let Some(tickets) = targets else {
        return Ok(ExitCode::Nothing);
    };
    let others = if args.unlink {
        References::Unlink
    } else {
        References::Refuse
    };
    let outcome = ops::delete(&tracker, &tickets, others)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Deleted {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
