//! `tickets epic list`

use crate::cli::commands::epic::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::domain::Epic;
use crate::domain::Record as _;
use crate::ops;
use crate::ops::EpicQuery;

/// The field of a forecast.
const FORECAST: &str = "forecast";

/// List epics with their progress
///
/// Those with the highest priority and the nearest target date come first.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only epics of this status (can be repeated)
    #[arg(short, long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Completed and cancelled ones too
    #[arg(short, long)]
    all: bool,
    #[command(flatten)]
    read: ReadArgs,
}

/// Whether anybody will see a forecast, which takes a while.
fn has_forecasts(ui: &Ui) -> bool {
    let all = Epic::FIELDS.iter().map(|spec| spec.name);
    let all: Vec<&str> = all.chain([FORECAST]).collect();
    ui.wanted(&all, &[], "id").contains(&FORECAST)
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let query = EpicQuery {
        statuses: args.status.clone(),
        all: args.all,
        with_forecasts: has_forecasts(&invocation.ui),
    };
    let list = ops::list_epics(&tracker, &query)?;
    let ui = &invocation.ui;
    ui.problems(&list.problems);
    let records = list.epics.iter().map(output::json).collect();
    invocation.planned(&tracker, output::answer(Yield::Many(records), None))?;
    if ui.format == Format::Table {
        let count = list.epics.len();
        let noun = if count == 1 { "epic" } else { "epics" };
        let hidden = match list.hidden {
            0 => String::new(),
            hidden => format!("; {hidden} completed or cancelled not shown (--all shows them)"),
        };
        ui.note(format_args!("{count} {noun}{hidden}"));
    }
    Ok(ExitCode::Success)
}
