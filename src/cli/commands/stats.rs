//! `tickets stats`

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::render::stats;
use crate::cli::report::CliResult;
use crate::ops;

/// Show how many tickets there are of each sort
#[derive(Debug, clap::Args)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &StatsArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let ui = &invocation.ui;
    let (stats, problems) = ops::stats(&tracker);
    ui.problems(&problems);
    let json = stats.to_json();
    let names: Vec<String> = json.keys().cloned().collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    ui.answer(Answer {
        result: Yield::One(json),
        fields: names.clone(),
        columns: names,
        name: "total",
        page: Some(stats::page(&stats, ui.theme.stdout(), ui.width)),
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}
