//! `tickets count`

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::FilterArgs;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::ops;

/// Count tickets
#[derive(Debug, clap::Args)]
pub(crate) struct CountArgs {
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    filters: FilterArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CountArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let (count, problems) = ops::count(&tracker, &args.filters.filter(&tracker)?);
    invocation.ui.problems(&problems);
    invocation.ui.answer(Answer {
        result: Yield::One([("count".to_owned(), count.into())].into_iter().collect()),
        fields: vec!["count"],
        columns: vec!["count"],
        name: "count",
        page: Some(format!("{count}\n")),
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}
