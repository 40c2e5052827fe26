//! `tickets depend`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Direction;

/// Make a ticket wait for others
///
/// What would wait for itself, even a long way round, is refused.
#[derive(Debug, clap::Args)]
pub(crate) struct DependArgs {
    #[command(flatten)]
    relation: RelationArgs,
}

/// Who waits for whom, the same for `depend` and `undepend`.
#[derive(Debug, clap::Args)]
pub(crate) struct RelationArgs {
    /// Ticket that waits
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys))]
    ticket: Reference,
    /// Ticket that it waits for (can be repeated, or a comma list)
    #[arg(required = true, value_name = "ON", value_delimiter = ',', add = ArgValueCandidates::new(complete::keys))]
    on: Vec<Reference>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DependArgs) -> CliResult {
    relate(invocation, &args.relation, Direction::Add)
}

/// Changes what the ticket waits for, and says what that is now.
pub(crate) fn relate(
    invocation: &Invocation,
    args: &RelationArgs,
    direction: Direction,
) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::depend(&tracker, &args.ticket, &args.on, direction)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                let keys: Vec<String> = ticket.depends_on.iter().map(ToString::to_string).collect();
                let keys = if keys.is_empty() {
                    "nothing".to_owned()
                } else {
                    keys.join(", ")
                };
                format!("{} now waits for {keys}", ticket.id)
            })
        })?;
    Ok(ExitCode::Success)
}
