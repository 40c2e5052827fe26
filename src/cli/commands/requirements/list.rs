//! `tickets requirements list`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::page;
use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::RequirementType;
use crate::ops;
use crate::ops::RequirementQuery;

/// List requirements, of a ticket or all
///
/// Of one ticket, epic or backlog item, five lines first tell how much of it is so. The parts of a feature follow it.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only those of this ticket, epic or backlog item
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_holders))]
    ticket: Option<Reference>,
    /// The same as TICKET
    #[arg(long, value_name = "TICKET", conflicts_with = "ticket")]
    of: Option<Reference>,
    /// Only those of this type: requirement, story, result, feature, rule, scenario (can be repeated)
    #[arg(short = 'T', long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<RequirementType>,
    /// Only those of this status (can be repeated)
    #[arg(short, long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Only those that may no longer be what was reviewed
    #[arg(long)]
    suspect: bool,
    /// Show each with all that is known of it, as `requirements show` does
    #[arg(long)]
    detailed: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ListArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let query = RequirementQuery {
        of: args.ticket.clone().or_else(|| args.of.clone()),
        types: args.types.clone(),
        statuses: args.status.clone(),
        only_suspect: args.suspect,
    };
    let list = ops::list_requirements(&tracker, &query)?;
    let ui = &invocation.ui;
    ui.problems(&list.problems);
    let is_table = ui.format == Format::Table;
    if let (Some(holder), true) = (&list.holder, is_table && ui.fields.is_empty()) {
        let name = (holder.id.as_str(), holder.title.as_str());
        let summary = page::summary(ui.theme.stdout(), name, &holder.coverage);
        ui.print(&format!("{summary}\n"))?;
    }
    let records: Vec<_> = list.requirements.iter().map(output::json).collect();
    let count = records.len();
    let pages = args.detailed.then(|| {
        let whole = |shown| page::whole(shown, ui.theme.stdout());
        let pages: Vec<String> = list.requirements.iter().map(whole).collect();
        pages.join("\n")
    });
    invocation.planned(&tracker, output::answer(Yield::Many(records), pages))?;
    if is_table {
        let noun = if count == 1 {
            "requirement"
        } else {
            "requirements"
        };
        ui.note(format_args!("{count} {noun}"));
    }
    Ok(ExitCode::Success)
}
