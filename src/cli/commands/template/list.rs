//! `tickets template list`

use crate::cli::commands::template::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::ops;

/// List the templates with the fields that they set
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let list = ops::list_templates(&tracker)?;
    let ui = &invocation.ui;
    ui.problems(&list.problems);
    let records = list.templates.iter().map(output::record).collect();
    output::print(invocation, Yield::Many(records), None)?;
    if ui.format == Format::Table {
        let count = list.templates.len();
        let noun = if count == 1 { "template" } else { "templates" };
        ui.note(format_args!("{count} {noun}"));
    }
    Ok(ExitCode::Success)
}
