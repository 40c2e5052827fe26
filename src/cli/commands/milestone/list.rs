//! `tickets milestone list`

use crate::cli::entries;
use crate::cli::exit_code::ExitCode;
use crate::cli::filters::QueryWords;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::domain::Entry;
use crate::ops;
use crate::ops::JournalQuery;

/// List the milestones that tickets reached, oldest first
///
/// Those of all tickets, epics and other records; with a query, those of the tickets that it
/// chooses, settled ones too.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    words: QueryWords,
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
        milestone: Some(String::new()),
        ..JournalQuery::default()
    };
    let journal = ops::list_journal(&tracker, &query)?;
    let ui = &invocation.ui;
    ui.problems(&journal.problems);
    ui.answer(Answer {
        result: Yield::Many(journal.entries.iter().map(entries::json).collect()),
        fields: entries::fields(Entry::JOURNAL),
        columns: vec!["at", "milestone", "record", "title", "completion", "by"],
        name: "milestone",
        page: None,
        vocabulary: None,
    })?;
    if ui.format == Format::Table {
        let count = journal.entries.len();
        let noun = if count == 1 {
            "milestone"
        } else {
            "milestones"
        };
        ui.note(format_args!("{count} {noun}"));
    }
    Ok(ExitCode::Success)
}
