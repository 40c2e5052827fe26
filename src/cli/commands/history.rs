//! `tickets history`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::render::event;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Event;

/// Show what happened to a ticket, oldest first
#[derive(Debug, clap::Args)]
pub(crate) struct HistoryArgs {
    /// Ticket
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    ticket: Reference,
}

pub(crate) fn run(invocation: &Invocation, args: &HistoryArgs) -> CliResult {
    let tracker = invocation.open()?;
    let ui = &invocation.ui;
    let (events, problems) = ops::history(&tracker, &args.ticket)?;
    ui.problems(&problems);
    let page: String = events
        .iter()
        .map(|event| event::line(event, ui.theme.stdout()))
        .collect();
    let json = |event: &Event| {
        serde_json::json!(event)
            .as_object()
            .cloned()
            .unwrap_or_default()
    };
    let fields = ["at", "by", "event", "id", "from", "to", "text"];
    ui.answer(Answer {
        result: Yield::Many(events.iter().map(json).collect()),
        fields: fields.to_vec(),
        columns: fields.to_vec(),
        name: "event",
        page: Some(page),
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}
