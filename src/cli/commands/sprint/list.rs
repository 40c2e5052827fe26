//! `tickets sprint list`

use crate::cli::commands::sprint::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::SprintQuery;

/// List sprints with their progress
///
/// Active ones come first, then planned ones, each by their days.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only sprints of this status (can be repeated)
    #[arg(short, long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Closed and cancelled ones too
    #[arg(short, long)]
    all: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let query = SprintQuery {
        statuses: args.status.clone(),
        all: args.all,
    };
    let list = ops::list_sprints(&tracker, &query)?;
    let ui = &invocation.ui;
    ui.problems(&list.problems);
    let records = list.sprints.iter().map(output::json).collect();
    invocation.planned(&tracker, output::answer(Yield::Many(records), None))?;
    if ui.format == Format::Table {
        let count = list.sprints.len();
        let noun = if count == 1 { "sprint" } else { "sprints" };
        let hidden = match list.hidden {
            0 => String::new(),
            hidden => format!("; {hidden} closed or cancelled not shown (--all shows them)"),
        };
        ui.note(format_args!("{count} {noun}{hidden}"));
    }
    Ok(ExitCode::Success)
}
