//! `tickets backlog list`

use crate::cli::commands::backlog::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::fields;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::domain::Priority;
use crate::domain::TicketType;
use crate::ops;
use crate::ops::ItemList;
use crate::ops::ItemOrder;
use crate::ops::ItemQuery;

/// List backlog items, those with the highest score first
///
/// The score is 100 for each step of the priority, more with the business value
/// and less with the story points; `~` marks one for which a value or points had
/// to be assumed. `tickets config list` shows the weights as `score.…`.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only items of this status (can be repeated)
    #[arg(short, long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Only items of this type (can be repeated)
    #[arg(short = 'T', long = "type", value_name = "TYPE", value_delimiter = ',')]
    item_type: Vec<TicketType>,
    /// Only items of this priority (can be repeated)
    #[arg(short, long, value_name = "PRIORITY", value_delimiter = ',')]
    priority: Vec<Priority>,
    /// Only items of this epic, or `none` (can be repeated)
    #[arg(long, alias = "epic-id", value_name = "EPIC", value_delimiter = ',')]
    epic: Vec<String>,
    /// Only items of this sprint, or `none` (can be repeated)
    #[arg(long, value_name = "SPRINT", value_delimiter = ',')]
    sprint: Vec<String>,
    /// Only items of this component (can be repeated)
    #[arg(long, value_name = "TEXT")]
    component: Vec<String>,
    /// Only items of this theme (can be repeated)
    #[arg(long, value_name = "TEXT")]
    theme: Vec<String>,
    /// Only items with this label (can be repeated)
    #[arg(short, long, alias = "labels", value_name = "LABEL,…")]
    label: Vec<String>,
    /// Only items that are ready for a sprint
    #[arg(long)]
    ready: bool,
    /// Only items with at least this score
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    min_score: Option<i64>,
    /// Order: score, priority, value, points, status, created, title, key; `-` turns it round
    #[arg(
        long,
        alias = "sort-by",
        value_name = "ORDER",
        allow_hyphen_values = true
    )]
    sort: Option<String>,
    /// Only so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Done and cancelled ones too
    #[arg(short, long)]
    all: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let order = args.sort.as_deref().map(ItemOrder::parse).transpose()?;
    let query = ItemQuery {
        statuses: args.status.clone(),
        types: args.item_type.clone(),
        priorities: args.priority.clone(),
        epics: args.epic.clone(),
        sprints: args.sprint.clone(),
        components: args.component.clone(),
        themes: args.theme.clone(),
        labels: fields::labels(&args.label)?,
        is_ready: args.ready,
        score_min: args.min_score,
        all: args.all,
        order: order.unwrap_or_default(),
        limit: args.limit,
    };
    let list = ops::list_items(&tracker, &query)?;
    let ui = &invocation.ui;
    ui.problems(&list.problems);
    let table = output::table(ui, &tracker, &list.items);
    let records = list.items.iter().map(output::json).collect();
    invocation.planned(&tracker, output::answer(Yield::Many(records), Some(table)))?;
    if ui.format == Format::Table {
        ui.note(format_args!("{}", count(&list)));
    }
    Ok(ExitCode::Success)
}

fn count(list: &ItemList) -> String {
    let noun = if list.total == 1 { "item" } else { "items" };
    let count = match (list.items.len(), list.total) {
        (shown, total) if shown < total => format!("{shown} of {total} {noun}"),
        (_, total) => format!("{total} {noun}"),
    };
    match list.hidden {
        0 => count,
        hidden => format!("{count}; {hidden} done or cancelled not shown (--all shows them)"),
    }
}
