//! `tickets archive`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;

/// Put tickets away
///
/// They are hidden from lists and read-only; their keys still find them.
#[derive(Debug, clap::Args)]
pub(crate) struct ArchiveArgs {
    /// Ticket to archive (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ArchiveArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::archive(&tracker, &args.tickets)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Archived {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
