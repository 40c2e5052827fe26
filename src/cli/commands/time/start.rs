//! `tickets time start`, and `tickets time TICKET --start`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::time::output;
use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::EntryType;
use crate::domain::Reference;
use crate::ops;
use crate::ops::NewTimer;
use crate::ops::Tracker;

/// Start your timer on a ticket
#[derive(Debug, clap::Args)]
pub(crate) struct StartArgs {
    /// Ticket, or another record, that it is about
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_any))]
    ticket: Reference,
    /// Type: work, meeting, research, blocked, review, testing, documentation, other [default: work]
    #[arg(short = 'T', long = "type", value_name = "TYPE")]
    entry_type: Option<EntryType>,
    /// What the work is; `-` reads standard input
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &StartArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let text = args.description.as_deref().map(input::text).transpose()?;
    let new = NewTimer {
        entry_type: args.entry_type.clone(),
        text: text.unwrap_or_default(),
    };
    start(invocation, &tracker, &args.ticket, &new, args.write)
}

/// Starts a timer on a record, and tells so.
pub(crate) fn start(
    invocation: &Invocation,
    tracker: &Tracker,
    reference: &Reference,
    new: &NewTimer,
    write: WriteArgs,
) -> CliResult {
    let outcome = ops::start_timer(tracker, reference, new)?;
    invocation.ui.wrote(write.dry_run, &outcome.receipt, |ui| {
        let timer = &outcome.value;
        let sentence = format_args!("Started a timer on {}", timer.record);
        output::own(ui, timer, sentence)
    })?;
    Ok(ExitCode::Success)
}
