//! `tickets backlog show`

use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::ops;

/// Show backlog items with their score, their readiness and their tickets
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    targets: ItemTargets,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let items = ops::show_items(&tracker, &args.targets.items)?;
    let style = invocation.ui.theme.stdout();
    let pages: Vec<String> = items.iter().map(|item| output::page(item, style)).collect();
    let records = items.iter().map(output::json).collect();
    let page = Some(pages.join("\n"));
    let answer = output::answer(planned::one_or_many(records), page);
    invocation.planned(&tracker, answer)?;
    Ok(ExitCode::Success)
}
