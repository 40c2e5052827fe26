//! `tickets journal list`, and `--list` for one record.

use crate::cli::commands::journal::arguments::JournalArgs;
use crate::cli::entries;
use crate::cli::exit_code::ExitCode;
use crate::cli::filters::QueryWords;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::domain::Entry;
use crate::domain::EntryType;
use crate::ops;
use crate::ops::Journal;
use crate::ops::JournalQuery;

/// List what journals say, oldest first
///
/// Those of all tickets, epics and other records; with a query, those of the tickets that it
/// chooses, settled ones too.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    words: QueryWords,
    /// Only entries of this type (can be repeated, or a comma list)
    #[arg(short = 't', long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<EntryType>,
    /// Only entries of this person; `me` for yourself
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Only entries of this day and later: `2026-12-01`, `today`
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Only entries of this day and earlier
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Only entries that name this milestone
    #[arg(short, long, value_name = "NAME")]
    milestone: Option<String>,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let tickets = if args.words.is_empty() {
        None
    } else {
        Some(args.words.query(&tracker)?)
    };
    let query = JournalQuery {
        tickets,
        types: args.types.clone(),
        by: planned::person(&tracker, args.by.as_ref())?.flatten(),
        from: planned::day(&tracker, args.from.as_ref())?,
        to: planned::day(&tracker, args.to.as_ref())?,
        milestone: args.milestone.clone(),
    };
    let journal = ops::list_journal(&tracker, &query)?;
    print(invocation, &journal, true)
}

/// The journal of one record.
pub(crate) fn of_one(invocation: &Invocation, args: &JournalArgs) -> CliResult {
    let hint = "`tickets journal TICKET --list` lists one journal, `tickets journal list` all";
    let reference = entries::record(args.ticket.as_ref(), hint)?;
    let tracker = invocation.open_at(&args.read)?;
    let journal = ops::journal_of(&tracker, reference)?;
    print(invocation, &journal, false)
}

fn print(invocation: &Invocation, journal: &Journal, names_records: bool) -> CliResult {
    let ui = &invocation.ui;
    ui.problems(&journal.problems);
    let page = entries::page(&journal.entries, names_records, ui.theme.stdout());
    ui.answer(Answer {
        result: Yield::Many(journal.entries.iter().map(entries::json).collect()),
        fields: entries::fields(Entry::JOURNAL),
        columns: vec!["record", "at", "type", "by", "text"],
        name: "id",
        page: Some(page),
        vocabulary: None,
    })?;
    if ui.format == Format::Table {
        let count = journal.entries.len();
        let noun = if count == 1 { "entry" } else { "entries" };
        ui.note(format_args!("{count} {noun}"));
    }
    Ok(ExitCode::Success)
}
