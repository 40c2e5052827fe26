//! `tickets time discard`

use crate::cli::commands::time::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::ops;

/// Forget your timer without writing the time down
#[derive(Debug, clap::Args)]
pub(crate) struct DiscardArgs {
    /// Show what would change, and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

pub(crate) fn run(invocation: &Invocation, args: &DiscardArgs) -> CliResult {
    let write = WriteArgs {
        dry_run: args.dry_run,
        commit: false,
    };
    let tracker = invocation.open_to(write)?;
    let outcome = ops::discard_timer(&tracker)?;
    invocation.ui.wrote(args.dry_run, &outcome.receipt, |ui| {
        let Some(timer) = &outcome.value else {
            return Ok(());
        };
        let (record, since) = (&timer.record, timer.started_at);
        let sentence = format_args!("Discarded the timer on {record}, which ran since {since}");
        output::own(ui, timer, sentence)
    })?;
    Ok(ExitCode::Success)
}
