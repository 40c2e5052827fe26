//! `tickets list`

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::FilterArgs;
use crate::cli::filters::PageArgs;
use crate::cli::filters::QueryWords;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::LIST_COLUMNS;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::output::ticket_fields;
use crate::cli::render::branches;
use crate::cli::render::table::Look;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::Detail;
use crate::ops::Query;
use crate::ops::TicketList;
use crate::ops::Tracker;

/// List tickets, the most important first
///
/// Settled and archived tickets are left out unless asked for. A query and the
/// options narrow the list together; `tickets help query` tells the language.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    query: QueryArgs,
    /// Tickets that are not the same on every branch, and where each is furthest
    #[arg(long, conflicts_with = "rev")]
    all_branches: bool,
}

/// Which tickets, in which order; every command that lists has these.
#[derive(Debug, clap::Args)]
pub(crate) struct QueryArgs {
    #[command(flatten)]
    pub(crate) words: QueryWords,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    #[command(flatten)]
    pub(crate) page: PageArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.query.read)?;
    let query = query(invocation, &tracker, &args.query, &LIST_COLUMNS)?;
    if args.all_branches {
        return all_branches(invocation, &tracker, &query);
    }
    let list = ops::list(&tracker, &query);
    print(invocation, &tracker, &list, &LIST_COLUMNS)
}

fn all_branches(invocation: &Invocation, tracker: &Tracker, query: &Query) -> CliResult {
    let ui = &invocation.ui;
    let all = ops::all_branches(tracker, query)?;
    ui.problems(&all.problems);
    let look = Look {
        width: ui.width,
        is_coloured: ui.theme.stdout_is_coloured,
        vocabulary: Some(&tracker.vocabulary),
    };
    ui.answer(Answer {
        result: Yield::Many(all.tickets.iter().map(branches::record).collect()),
        fields: branches::FIELDS.to_vec(),
        columns: branches::FIELDS.to_vec(),
        name: "id",
        page: Some(branches::page(&all.tickets, look)),
        vocabulary: Some(&tracker.vocabulary),
    })?;
    if ui.format == Format::Table {
        let verb = if all.total == 1 {
            "ticket differs"
        } else {
            "tickets differ"
        };
        let shown = all.tickets.len();
        let of = if shown == all.total {
            String::new()
        } else {
            format!("{shown} of ")
        };
        let hidden = match all.hidden {
            0 => String::new(),
            hidden => format!("; {hidden} settled or archived not shown (--all shows them)"),
        };
        ui.note(format_args!("{of}{} {verb}{hidden}", all.total));
    }
    Ok(ExitCode::Success)
}

/// The query that the options describe.
pub(crate) fn query(
    invocation: &Invocation,
    tracker: &Tracker,
    args: &QueryArgs,
    columns: &[&'static str],
) -> Result<Query, CliError> {
    let is_seen = invocation.ui.format == Format::Table && invocation.ui.height.is_some();
    let asked = args.words.query(tracker)?;
    let mut query = args.filters.narrow(tracker, asked)?;
    let sort = args.page.sort()?;
    query.sort.splice(0..0, sort);
    Ok(Query {
        query,
        offset: args.page.offset,
        limit: args
            .page
            .limit(is_seen.then_some(tracker.settings.list_limit)),
        detail: Detail::of_fields(&invocation.ui.wanted(&ticket_fields(), columns, "id")),
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
    invocation.ticket_list(tracker, list, columns)?;
    if ui.format == Format::Table {
        ui.note(format_args!("{}", footer(list)));
    }
    Ok(ExitCode::Success)
}

fn footer(list: &TicketList) -> String {
    let shown = list.len();
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
