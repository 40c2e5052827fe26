//! `tickets show`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::LIST_COLUMNS;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::json_of;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::output::ticket_fields;
use crate::cli::render::ticket;
use crate::cli::report::CliResult;
use crate::domain::Entry;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Shown;
use crate::view;

/// Show tickets with everything about them
///
/// A ticket is named by its key in any case, its number, part of the words in
/// its file's name, or its uid.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Ticket to show (can be repeated)
    #[arg(required = true, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    tickets: Vec<Reference>,
    /// What it blocks and its children too, which takes a look at all tickets
    #[arg(short, long)]
    relations: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let ui = &invocation.ui;
    // Pages are for people; programs, and those who choose fields, get records.
    let has_pages = ui.format == Format::Table && ui.fields.is_empty();
    let mut records = Vec::new();
    let mut pages = Vec::new();
    for reference in &args.tickets {
        let shown = ops::show(&tracker, reference, args.relations)?;
        ui.problems(&shown.problems);
        if has_pages {
            pages.push(ticket::page(&shown, ui.theme.stdout()));
        } else {
            records.push(json(&shown));
        }
    }
    let mut fields = ticket_fields();
    fields.extend([
        "journal", "time", "comments", "version", "blocks", "children",
    ]);
    ui.answer(Answer {
        result: if records.len() == 1 {
            Yield::One(records.remove(0))
        } else {
            Yield::Many(records)
        },
        fields,
        columns: LIST_COLUMNS.to_vec(),
        name: "id",
        page: has_pages.then(|| pages.join("\n")),
        vocabulary: Some(&tracker.vocabulary),
    })?;
    Ok(ExitCode::Success)
}

fn json(shown: &Shown) -> Json {
    let mut json = json_of(&shown.ticket);
    for (field, kind) in [("journal", Entry::JOURNAL), ("time", Entry::TIME)] {
        let own = shown.entries.iter();
        let own = own.filter(|stored| stored.entry.kind == kind);
        let own: Vec<_> = own.map(|stored| view::entry(&stored.entry)).collect();
        json.insert(field.to_owned(), own.into());
    }
    let others = [Entry::JOURNAL, Entry::TIME];
    let comments = shown.entries.iter();
    let comments = comments.filter(|stored| !others.contains(&stored.entry.kind.as_str()));
    let comments: Vec<_> = comments.map(|stored| view::entry(&stored.entry)).collect();
    json.insert("comments".to_owned(), comments.into());
    json.insert("version".to_owned(), shown.version().into());
    if let Some(inverse) = &shown.inverse {
        json.insert("blocks".to_owned(), serde_json::json!(inverse.blocks));
        json.insert("children".to_owned(), serde_json::json!(inverse.children));
    }
    json
}
