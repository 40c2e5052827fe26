//! `tickets board`

use crate::cli::commands::list;
use crate::cli::commands::list::QueryArgs;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::json_of;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::render::board;
use crate::cli::render::board::Card;
use crate::cli::render::board::Column;
use crate::cli::report::CliResult;
use crate::domain::Record as _;
use crate::ops;
use crate::ops::Detail;
use crate::ops::Listed;
use crate::ops::TicketList;
use crate::ops::Tracker;

/// Show tickets in columns by status
///
/// Settled tickets have their columns with `--all`.
#[derive(Debug, clap::Args)]
pub(crate) struct BoardArgs {
    #[command(flatten)]
    list: QueryArgs,
}

/// What a card shows.
const COLUMNS: [&str; 4] = ["id", "title", "status", "assignee"];

/// A board in a pipe is as wide as this.
const WIDTH_OF_PIPE: usize = 120;

pub(crate) fn run(invocation: &Invocation, args: &BoardArgs) -> CliResult {
    let tracker = invocation.open_at(&args.list.read)?;
    let ui = &invocation.ui;
    let mut query = list::query(invocation, &tracker, &args.list, &COLUMNS)?;
    query.limit = args.list.page.limit(None);
    let list = ops::list(&tracker, &query);
    ui.problems(&list.problems);
    let tickets = cards(invocation, &tracker, &list, query.detail);

    let mut statuses: Vec<String> = tracker
        .vocabulary
        .statuses
        .iter()
        .filter(|rule| args.list.filters.all || !rule.category.is_settled())
        .map(|rule| rule.name.to_string())
        .collect();
    for card in &tickets {
        let status = card.status.clone();
        if !statuses.contains(&status) {
            statuses.push(status);
        }
    }
    let columns: Vec<Column<'_>> = statuses
        .into_iter()
        .map(|status| {
            let is_here = |card: &&Card| card.status == status;
            let tickets = tickets.iter().filter(is_here).collect();
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

/// The tickets as cards, whole only where they are printed whole.
fn cards(
    invocation: &Invocation,
    tracker: &Tracker,
    list: &TicketList,
    detail: Detail,
) -> Vec<Card> {
    if detail < Detail::Whole {
        return list
            .glances(tracker)
            .map(|glance| Card::of(&glance.summary, None))
            .collect();
    }
    let (tickets, problems) = list.whole(tracker);
    invocation.ui.problems(&problems);
    let card = |listed: &Listed| {
        let json = json_of(listed);
        Card::of(&listed.stored.record.summary(), Some(json))
    };
    tickets.iter().map(card).collect()
}

fn json(column: &Column<'_>) -> Json {
    let tickets: Vec<_> = column
        .tickets
        .iter()
        .filter_map(|card| card.json.clone())
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
