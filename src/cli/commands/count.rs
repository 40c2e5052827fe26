//! `tickets count`

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::FilterArgs;
use crate::cli::filters::QueryWords;
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
    words: QueryWords,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    filters: FilterArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CountArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let query = args.words.query(&tracker)?;
    let query = args.filters.narrow(&tracker, query)?;
    let (count, problems) = ops::count(&tracker, &query);
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
