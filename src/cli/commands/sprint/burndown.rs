//! `tickets sprint burndown`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::sprint::output;
use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::render::burn_chart::Course;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::ops;

/// Draw what remains in a sprint, day by day
///
/// By story points, or by tickets where nothing in it has points. `--format json` gives the numbers.
#[derive(Debug, clap::Args)]
pub(crate) struct BurndownArgs {
    /// Sprint; the active one where none is named
    #[arg(add = ArgValueCandidates::new(complete::keys_of::<Sprint>))]
    sprint: Option<Reference>,
    /// Draw what is done beside all that is to be done
    #[arg(long)]
    burnup: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &BurndownArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let series = ops::sprint_series(&tracker, args.sprint.as_ref())?;
    invocation.ui.problems(&series.problems);
    let course = if args.burnup {
        Course::Up
    } else {
        Course::Down
    };
    output::burndown(&invocation.ui, &series, course)?;
    Ok(ExitCode::Success)
}
