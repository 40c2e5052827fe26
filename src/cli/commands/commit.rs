//! `tickets commit`

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::ops;
use crate::vcs::short_id;

/// Commit the tickets, and nothing else
///
/// All that changed below `.tickets/` is committed; what else is changed or
/// staged stays as it is. Hooks do not run, and a repository that signs its
/// commits is left to `git commit`.
#[derive(Debug, clap::Args)]
pub(crate) struct CommitArgs {
    /// Message, or `-` for standard input [default: made from the facts]
    #[arg(short, long, allow_hyphen_values = true)]
    message: Option<String>,
    /// Show what would be committed, and commit nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

pub(crate) fn run(invocation: &Invocation, args: &CommitArgs) -> CliResult {
    let tracker = invocation.open_to(WriteArgs {
        dry_run: args.dry_run,
        commit: false,
    })?;
    let message = args.message.as_deref().map(input::text).transpose()?;
    let committed = ops::commit(&tracker, message.as_deref())?;
    let ui = &invocation.ui;
    let subject = committed.message.lines().next().unwrap_or_default();
    match &committed.id {
        Some(id) => ui.status(format_args!("Committed {} {subject}", short_id(id))),
        None => {
            ui.status(format_args!("Would commit: {subject}"));
            for path in &committed.paths {
                ui.status(format_args!("  {path}"));
            }
            ui.note(format_args!("dry run: nothing was changed"));
        }
    }
    ui.facts(&[
        ("id", json!(committed.id)),
        ("message", json!(committed.message)),
        ("paths", json!(committed.paths)),
    ])?;
    Ok(ExitCode::Success)
}
