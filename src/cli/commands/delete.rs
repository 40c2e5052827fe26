//! `tickets delete`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops;
use crate::ops::References;

/// Delete tickets with their comments
///
/// Their numbers are not used again. `close` or `archive` is what one mostly
/// wants; `undo` brings deleted tickets back.
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    /// Ticket to delete (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    /// Also remove the references that other tickets make to it
    #[arg(long)]
    unlink: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    if !args.yes && !args.write.dry_run {
        let mut names = Vec::new();
        for reference in &args.tickets {
            let stored = tracker.get::<Ticket>(reference)?;
            names.push(format!("{} {}", stored.file.key, stored.record.title));
        }
        if !Ui::is_interactive() {
            return Err(CliError::usage_with_hint(
                "deleting needs a yes, and there is nobody to ask",
                "`--yes` says it",
            ));
        }
        if !invocation
            .ui
            .confirm(&format!("Delete {}?", names.join(", ")))?
        {
            invocation.ui.status(format_args!("Nothing was deleted"));
            return Ok(ExitCode::Nothing);
        }
    }
    let others = if args.unlink {
        References::Unlink
    } else {
        References::Refuse
    };
    let outcome = ops::delete(&tracker, &args.tickets, others)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Deleted {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
