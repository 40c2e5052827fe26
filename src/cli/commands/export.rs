//! `tickets export`

use std::path::PathBuf;

use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::RecordFormat;

/// Export all tickets with everything about them
///
/// Closed and archived tickets, comments and unknown fields included, and the
/// records of every other kind, which say in `record` what they are;
/// `tickets import` makes the same project of it. The forms are jsonl (the
/// default), json, yaml and, for tickets alone, csv.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ExportArgs) -> CliResult {
    let ui = &invocation.ui;
    if !ui.fields.is_empty() {
        return Err(CliError::usage_with_hint(
            "an export has all fields",
            "`tickets list --all --fields …` chooses some",
        ));
    }
    let format = match ui.format {
        Format::Table if !ui.is_format_chosen => RecordFormat::Jsonl,
        Format::Jsonl => RecordFormat::Jsonl,
        Format::Json => RecordFormat::Json,
        Format::Yaml => RecordFormat::Yaml,
        Format::Csv => RecordFormat::Csv,
        Format::Table | Format::Simple | Format::Markdown => {
            return Err(CliError::usage_with_hint(
                "an export is for programs",
                "choose jsonl, json, yaml or csv",
            ));
        }
    };
    let tracker = invocation.open_at(&args.read)?;
    let exported = ops::export(&tracker, format)?;
    ui.problems(&exported.problems);
    if exported.left_out > 0 {
        ui.note(format_args!(
            "{} epics, backlog items, sprints and requirements are left out: csv holds tickets only",
            exported.left_out
        ));
    }
    match &args.output {
        Some(path) => {
            output::save(path, &exported.text)?;
            ui.status(format_args!(
                "Exported {} {} to {}",
                exported.count,
                if exported.planned > 0 {
                    "records"
                } else {
                    "tickets"
                },
                path.display()
            ));
        }
        None => ui.print(&exported.text)?,
    }
    Ok(ExitCode::Success)
}
