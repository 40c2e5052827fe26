//! `tickets history`

use clap_complete::engine::ArgValueCandidates;
use serde_json::Value;
use serde_json::json;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::render::event;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Event;
use crate::view;

/// Show what happened to a ticket, oldest first
///
/// Its creation, its moves, its comments, and the commits on any branch that changed its file, whatever it was called
/// then, or that name its key.
#[derive(Debug, clap::Args)]
pub(crate) struct HistoryArgs {
    /// Ticket
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_any))]
    ticket: Reference,
    #[command(flatten)]
    read: ReadArgs,
    /// Show what each commit changed in the ticket
    #[arg(short, long)]
    patch: bool,
}

const FIELDS: [&str; 12] = [
    "at", "by", "event", "id", "from", "to", "text", "subject", "branches", "closes", "change",
    "facts",
];

pub(crate) fn run(invocation: &Invocation, args: &HistoryArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let ui = &invocation.ui;
    let history = ops::history(&tracker, &args.ticket, args.patch)?;
    ui.problems(&history.problems);
    let events = history.events.iter();
    let page: String = events
        .map(|event| event::line(event, ui.theme.stdout()))
        .collect();
    ui.answer(Answer {
        result: Yield::Many(history.events.iter().map(record).collect()),
        fields: FIELDS.to_vec(),
        columns: FIELDS.to_vec(),
        name: "event",
        page: Some(page),
        vocabulary: None,
    })?;
    if history.is_cut {
        ui.note(format_args!(
            "older commits were not searched for the ticket's key"
        ));
    }
    Ok(ExitCode::Success)
}

fn record(event: &Event) -> Json {
    let change = event.change.as_ref();
    let values = [
        json!(event.at),
        json!(event.by),
        json!(event.event),
        json!(event.id),
        json!(event.from),
        json!(event.to),
        json!(event.text),
        json!(event.subject),
        json!(event.branches),
        json!(event.closes),
        json!(change.map(|change| view::change_word(&change.kind))),
        change.map_or(Value::Null, |change| view::facts(&change.facts)),
    ];
    let names = FIELDS.iter().map(|name| (*name).to_owned());
    names.zip(values).collect()
}
