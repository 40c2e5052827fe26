//! `tickets start`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Start;

/// Start work on tickets
///
/// They become in-progress, and yours where nobody has them yet.
#[derive(Debug, clap::Args)]
pub(crate) struct StartArgs {
    /// Ticket to start (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    /// Who works on it
    #[arg(short, long, value_name = "PERSON")]
    assignee: Option<String>,
    /// Even if it waits for other tickets
    #[arg(short, long)]
    force: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &StartArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let assignee = args
        .assignee
        .as_deref()
        .map(|name| ops::person(&tracker, name))
        .transpose()?
        .flatten();
    let start = Start {
        assignee,
        is_forced: args.force,
    };
    let outcome = ops::start(&tracker, &args.tickets, &start)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Started {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
