//! `tickets milestone add`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::journal;
use crate::cli::complete;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Percent;
use crate::domain::Reference;
use crate::ops;
use crate::ops::NewMilestone;

/// Note that a ticket reached a milestone
///
/// It is an entry of the ticket's journal; `tickets journal TICKET --edit` and `--delete` change it.
#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// Ticket that reached it
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    ticket: Reference,
    /// What the milestone is called
    name: String,
    /// What there is to say of it; `-` reads standard input
    #[arg(
        short,
        long,
        alias = "text",
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    message: Option<String>,
    /// How much of the ticket is done, in percent
    #[arg(short, long, value_name = "PERCENT")]
    completion: Option<Percent>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &AddArgs) -> CliResult {
    input::refuse_option(&args.name)?;
    let tracker = invocation.open_to(args.write)?;
    let new = NewMilestone {
        name: args.name.clone(),
        text: args.message.as_deref().map(input::text).transpose()?,
        completion: args.completion,
    };
    let outcome = ops::reach_milestone(&tracker, &args.ticket, &new)?;
    journal::wrote(invocation, &outcome, args.write.dry_run, |entry, key| {
        let name = entry.milestone.as_deref().unwrap_or_default();
        format!("{key} reached {name}, noted as {}", entry.id)
    })
}
