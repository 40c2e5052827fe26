//! `tickets start`

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::targets::Caution;
use crate::cli::targets::TargetArgs;
use crate::ops;
use crate::ops::Start;

/// Start work on tickets
///
/// They become in-progress, and yours where nobody has them yet.
#[derive(Debug, clap::Args)]
pub(crate) struct StartArgs {
    #[command(flatten)]
    targets: TargetArgs,
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
    let ask = ("start", args.write);
    let targets = args
        .targets
        .agreed(invocation, &tracker, ask, Caution::Queries)?;
    let Some(tickets) = targets else {
        return Ok(ExitCode::Nothing);
    };
    let outcome = ops::start(&tracker, &tickets, &start)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Started {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
