//! `tickets show`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::backlog;
use crate::cli::commands::epic;
use crate::cli::commands::requirements;
use crate::cli::commands::sprint;
use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::LIST_COLUMNS;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::json_of;
use crate::cli::output::Json;
use crate::cli::output::ticket_fields;
use crate::cli::render::ticket;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::shown_record::ENTRY_FIELDS;
use crate::cli::shown_record::ShownRecord;
use crate::cli::shown_record::add_entries;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Shown;
use crate::ops::Tracker;

/// Show tickets and other records with everything about them
///
/// A ticket is named by its key in any case, its number, part of the words in
/// its file's name, or its uid; an epic, a backlog item, a sprint and a
/// requirement by its key.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Record to show (can be repeated)
    #[arg(required = true, value_name = "KEY", add = ArgValueCandidates::new(complete::keys_of_any))]
    records: Vec<Reference>,
    /// What a ticket blocks and its children too, which takes a look at all tickets
    #[arg(short, long)]
    relations: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    show(invocation, &tracker, &args.records, args.relations)?;
    Ok(ExitCode::Success)
}

/// Shows records of any kind, whole.
pub(crate) fn show(
    invocation: &Invocation,
    tracker: &Tracker,
    references: &[Reference],
    with_relations: bool,
) -> Result<(), CliError> {
    invocation.show_each(tracker, references, |reference| {
        let shown = match RecordKind::of_reference(reference) {
            RecordKind::Ticket => {
                return shown(invocation, tracker, reference, with_relations);
            }
            RecordKind::Epic => epic::shown,
            RecordKind::BacklogItem => backlog::shown,
            RecordKind::Sprint => sprint::shown,
            RecordKind::Requirement => requirements::shown,
        };
        shown(invocation, tracker, reference)
    })
}

/// A ticket, whole.
fn shown(
    invocation: &Invocation,
    tracker: &Tracker,
    reference: &Reference,
    with_relations: bool,
) -> Result<ShownRecord, CliError> {
    let shown = ops::show(tracker, reference, with_relations)?;
    let ui = &invocation.ui;
    ui.problems(&shown.problems);
    if ui.shows_pages() {
        let page = ticket::page(&shown, ui.theme.stdout());
        return Ok(ShownRecord::of_page(page));
    }
    let mut fields = ticket_fields();
    fields.extend(ENTRY_FIELDS);
    fields.extend(["version", "blocks", "children"]);
    Ok(ShownRecord {
        json: json(&shown),
        fields: fields.into_iter().map(str::to_owned).collect(),
        columns: LIST_COLUMNS.to_vec(),
        page: String::new(),
    })
}

fn json(shown: &Shown) -> Json {
    let mut json = json_of(&shown.ticket);
    add_entries(&mut json, &shown.entries);
    json.insert("version".to_owned(), shown.version().into());
    if let Some(inverse) = &shown.inverse {
        json.insert("blocks".to_owned(), serde_json::json!(inverse.blocks));
        json.insert("children".to_owned(), serde_json::json!(inverse.children));
    }
    json
}
