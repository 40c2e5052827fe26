//! `tickets sprint show`

use crate::cli::commands::sprint::fields::SprintTargets;
use crate::cli::commands::sprint::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::ops;

/// Show sprints with their goals, progress and work
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    targets: SprintTargets,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let mut records = Vec::new();
    let mut pages = Vec::new();
    for reference in &args.targets.sprints {
        let shown = ops::show_sprint(&tracker, reference)?;
        pages.push(output::page(&shown, invocation.ui.theme.stdout()));
        records.push(output::json(&shown));
    }
    let page = Some(pages.join("\n"));
    let answer = output::answer(planned::one_or_many(records), page);
    invocation.planned(&tracker, answer)?;
    Ok(ExitCode::Success)
}
