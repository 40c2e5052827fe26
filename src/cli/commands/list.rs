//! `tickets list`

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::FilterArgs;
use crate::cli::filters::PageArgs;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::LIST_COLUMNS;
use crate::cli::invocation::ReadArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::Query;
use crate::ops::TicketList;
use crate::ops::Tracker;

/// List tickets, the most important first
///
/// Settled and archived tickets are left out unless asked for.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    #[command(flatten)]
    pub(crate) page: PageArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let query = query(invocation, &tracker, args)?;
    let list = ops::list(&tracker, &query);
    print(invocation, &tracker, &list, &LIST_COLUMNS)
}

/// The query that the options describe.
pub(crate) fn query(
    invocation: &Invocation,
    tracker: &Tracker,
    args: &ListArgs,
) -> Result<Query, CliError> {
    let is_seen = invocation.ui.format == Format::Table && invocation.ui.height.is_some();
    Ok(Query {
        filter: args.filters.filter(tracker)?,
        sort: args.page.sort()?,
        offset: args.page.offset,
        limit: args
            .page
            .limit(is_seen.then_some(tracker.settings.list_limit)),
    })
}

/// Prints a list, and what it leaves out.
pub(crate) fn print(
    invocation: &Invocation,
    tracker: &Tracker,
    list: &TicketList,
    columns: &[&'static str],
) -> CliResult {
    let ui = &invocation.ui;
    ui.problems(&list.problems);
    invocation.ticket_list(tracker, &list.tickets, columns)?;
    if ui.format == Format::Table {
        ui.note(format_args!("{}", footer(list)));
    }
    Ok(ExitCode::Success)
}

fn footer(list: &TicketList) -> String {
    let shown = list.tickets.len();
    let noun = if list.total == 1 { "ticket" } else { "tickets" };
    let mut text = if shown == list.total {
        format!("{shown} {noun}")
    } else {
        format!("{shown} of {} {noun} (--limit 0 shows all)", list.total)
    };
    if list.hidden > 0 {
        text += &format!(
            "; {} settled or archived not shown (--all shows them)",
            list.hidden
        );
    }
    text
}
