//! `tickets changelog`

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::render::changelog;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::RevisionRange;
use crate::ops::Settled;

/// List what was done between two revisions, as release notes
///
/// Tickets that are done at the second revision and were not at the first, by type; Markdown unless another form is
/// asked for.
#[derive(Debug, clap::Args)]
pub(crate) struct ChangelogArgs {
    /// Two revisions `A..B`; `A` alone is compared with the current commit
    #[arg(value_name = "A..B")]
    range: RevisionRange,
    /// Tickets that were settled without anything being done, too
    #[arg(long)]
    dropped: bool,
}

const FIELDS: [&str; 9] = [
    "id",
    "title",
    "type",
    "status",
    "resolution",
    "closed_at",
    "closed_by",
    "reason",
    "is_dropped",
];

pub(crate) fn run(invocation: &Invocation, args: &ChangelogArgs) -> CliResult {
    let tracker = invocation.open_between(&args.range.until_now())?;
    let ui = &invocation.ui;
    let log = ops::changelog(&tracker, &args.range, args.dropped)?;
    ui.problems(&log.problems);
    let is_markdown = !ui.is_format_chosen && ui.fields.is_empty();
    if is_markdown || ui.format == Format::Markdown {
        ui.markdown(&changelog::markdown(&log.tickets, &tracker.vocabulary))?;
    } else {
        ui.answer(Answer {
            result: Yield::Many(log.tickets.iter().map(record).collect()),
            fields: FIELDS.to_vec(),
            columns: vec![
                "id",
                "type",
                "title",
                "resolution",
                "closed_at",
                "closed_by",
            ],
            name: "id",
            page: None,
            vocabulary: Some(&tracker.vocabulary),
        })?;
    }
    let shown = log.tickets.len();
    let noun = if shown == 1 { "ticket" } else { "tickets" };
    match log.dropped {
        0 => ui.note(format_args!("{shown} {noun}")),
        dropped => ui.note(format_args!(
            "{shown} {noun}; {dropped} dropped not shown (--dropped shows them)"
        )),
    }
    Ok(ExitCode::Success)
}

fn record(settled: &Settled) -> Json {
    let ticket = &settled.ticket;
    let step = settled.step.as_ref();
    let values = [
        json!(ticket.id),
        json!(ticket.title),
        json!(ticket.ticket_type),
        json!(ticket.status),
        json!(ticket.resolution),
        json!(step.map(|step| step.at)),
        json!(step.and_then(|step| step.by.as_ref())),
        json!(step.and_then(|step| step.reason.as_ref())),
        json!(settled.is_dropped),
    ];
    let names = FIELDS.iter().map(|name| (*name).to_owned());
    names.zip(values).collect()
}
