//! `tickets board`

use crate::cli::commands::list;
use crate::cli::commands::list::QueryArgs;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::render::board;
use crate::cli::render::board::Column;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::Listed;

/// Show tickets in columns by status
///
/// Settled tickets have their columns with `--all`.
#[derive(Debug, clap::Args)]
pub(crate) struct BoardArgs {
    #[command(flatten)]
    list: QueryArgs,
}

/// A board in a pipe is as wide as this.
const WIDTH_OF_PIPE: usize = 120;

pub(crate) fn run(invocation: &Invocation, args: &BoardArgs) -> CliResult {
    let tracker = invocation.open_at(&args.list.read)?;
    let ui = &invocation.ui;
    let mut query = list::query(invocation, &tracker, &args.list)?;
    query.limit = args.list.page.limit(None);
    let list = ops::list(&tracker, &query);
    ui.problems(&list.problems);

    let mut statuses: Vec<String> = tracker
        .vocabulary
        .statuses
        .iter()
        .filter(|rule| args.list.filters.all || !rule.category.is_settled())
        .map(|rule| rule.name.to_string())
        .collect();
    for listed in &list.tickets {
        let status = listed.stored.record.status.to_string();
        if !statuses.contains(&status) {
            statuses.push(status);
        }
    }
    let columns: Vec<Column<'_>> = statuses
        .into_iter()
        .map(|status| {
            let is_here = |listed: &&Listed| listed.stored.record.status.as_str() == status;
            let tickets = list.tickets.iter().filter(is_here).collect();
            Column {
                heading: status,
                tickets,
            }
        })
        .collect();
    let width = if ui.height.is_some() {
        ui.width
    } else {
        WIDTH_OF_PIPE
    };
    ui.answer(Answer {
        result: Yield::Many(columns.iter().map(json).collect()),
        fields: vec!["status", "count", "tickets"],
        columns: vec!["status", "count", "tickets"],
        name: "status",
        page: Some(board::board(&columns, width, ui.theme.stdout())),
        vocabulary: Some(&tracker.vocabulary),
    })?;
    Ok(ExitCode::Success)
}

fn json(column: &Column<'_>) -> Json {
    let tickets: Vec<_> = column
        .tickets
        .iter()
        .map(|listed| crate::cli::invocation::json_of(listed))
        .collect();
    let pairs = [
        ("status", serde_json::json!(column.heading)),
        ("count", tickets.len().into()),
        ("tickets", tickets.into()),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
