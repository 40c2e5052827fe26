//! `tickets backlog convert`

use serde_json::json;

use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Json;
use crate::cli::planned;
use crate::cli::planned::PlannedAnswer;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Chatter;
use crate::ops;
use crate::ops::Conversion;
use crate::ops::Tracker;

/// Make a ticket of each item
///
/// Prints the tickets' keys. A ticket gets all that its item says, and waits for
/// the tickets of the items that its item waits for, and those of items that
/// wait for its item wait for it; each acceptance criterion becomes a
/// requirement too. The item is in progress then. Either all of them
/// are converted or none is.
#[derive(Debug, clap::Args)]
pub(crate) struct ConvertArgs {
    #[command(flatten)]
    targets: ItemTargets,
    #[command(flatten)]
    write: WriteArgs,
}

const FIELDS: [&str; 7] = [
    "id",
    "title",
    "item",
    "requirements",
    "depends_on",
    "left_out",
    "waiting",
];

const COLUMNS: &[&str] = &["id", "item", "title", "requirements"];

pub(crate) fn run(invocation: &Invocation, args: &ConvertArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::convert_items(&tracker, &args.targets.items)?;
    let ui = &invocation.ui;
    ui.wrote(args.write.dry_run, &outcome.receipt, |_| {
        tell(invocation, &tracker, &outcome.value)
    })?;
    Ok(ExitCode::Success)
}

fn tell(
    invocation: &Invocation,
    tracker: &Tracker,
    conversions: &[Conversion],
) -> Result<(), CliError> {
    let ui = &invocation.ui;
    let is_plain = !ui.is_format_chosen && ui.fields.is_empty();
    let is_piped = ui.height.is_none() && is_plain;
    let prints_keys = ui.format == Format::Table && (is_piped || ui.chatter == Chatter::Quiet);
    for conversion in conversions {
        let (item, ticket) = (&conversion.item.record, &conversion.ticket.record);
        if prints_keys {
            ui.print(&format!("{}\n", ticket.id))?;
        } else {
            ui.status(format_args!(
                "Converted {} into {} {}",
                item.id, ticket.id, ticket.title
            ));
        }
        if !conversion.waiting.is_empty() {
            let waiting: Vec<String> = conversion.waiting.iter().map(ToString::to_string).collect();
            let verb = if waiting.len() == 1 { "waits" } else { "wait" };
            let (ticket, waiting) = (&ticket.id, waiting.join(", "));
            ui.note(format_args!("{waiting} {verb} for {ticket} now"));
        }
        if !conversion.left.is_empty() {
            let left: Vec<String> = conversion.left.iter().map(ToString::to_string).collect();
            let (ticket, left) = (&ticket.id, left.join(", "));
            ui.note(format_args!(
                "{ticket} does not wait for what has no ticket: {left}"
            ));
        }
    }
    if is_plain || prints_keys {
        return Ok(());
    }
    let records = conversions.iter().map(json).collect();
    let answer = PlannedAnswer {
        result: planned::one_or_many(records),
        fields: FIELDS.map(str::to_owned).to_vec(),
        columns: COLUMNS,
        page: None,
    };
    invocation.planned(tracker, answer)
}

fn json(conversion: &Conversion) -> Json {
    let ticket = &conversion.ticket.record;
    let requirements = conversion.requirements.iter();
    let requirements: Vec<String> = requirements
        .map(|requirement| requirement.record.id.to_string())
        .collect();
    let values = [
        json!(ticket.id),
        json!(ticket.title),
        json!(conversion.item.record.id),
        json!(requirements),
        json!(ticket.depends_on),
        json!(conversion.left),
        json!(conversion.waiting),
    ];
    let names = FIELDS.map(str::to_owned).into_iter();
    names.zip(values).collect()
}
