//! `tickets undo`

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::ops;

/// Take back the last change that `tickets` made in this clone
///
/// What would happen is shown first. Files that changed since are not touched.
/// Undoing twice brings the change back.
#[derive(Debug, clap::Args)]
pub(crate) struct UndoArgs {
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UndoArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let ui = &invocation.ui;
    let last = ops::last_transaction(&tracker)?;
    let files = last.steps.len();
    let noun = if files == 1 { "file" } else { "files" };
    let description = format!("`{}` of {} ({files} {noun})", last.summary, last.at);
    if !args.yes && !args.write.dry_run {
        for step in last.steps.iter().take(10) {
            ui.status(format_args!("  .tickets/{}", step.path));
        }
        if !Ui::is_interactive() {
            let hint = "`--yes` says it, `--dry-run` shows the changes";
            return Err(CliError::usage_with_hint(
                format!("undoing {description} needs a yes"),
                hint,
            ));
        }
        if !ui.confirm(&format!("Undo {description}?"))? {
            ui.status(format_args!("Nothing was undone"));
            return Ok(ExitCode::Nothing);
        }
    }
    let paths: Vec<String> = last
        .steps
        .iter()
        .map(|step| format!(".tickets/{}", step.path))
        .collect();
    let outcome = ops::undo(&tracker)?;
    ui.wrote(args.write.dry_run, &outcome.receipt, |ui| {
        ui.status(format_args!("Undid {description}"));
        ui.facts(&[
            ("undone", json!(last.summary)),
            ("at", json!(last.at)),
            ("paths", json!(paths)),
        ])
    })?;
    Ok(ExitCode::Success)
}
