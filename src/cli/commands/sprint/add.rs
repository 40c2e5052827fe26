//! `tickets sprint add`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::sprint::output;
use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::ops;

/// Plan tickets and backlog items for a sprint
///
/// Each is in one sprint at a time; it leaves the one it was in.
#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// Sprint
    #[arg(add = ArgValueCandidates::new(complete::keys_of::<Sprint>))]
    sprint: Reference,
    /// Ticket or backlog item (can be repeated)
    #[arg(required = true, value_name = "KEY", add = ArgValueCandidates::new(complete::keys))]
    keys: Vec<Reference>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &AddArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::add_to_sprint(&tracker, &args.sprint, &args.keys)?;
    let is_rehearsal = args.write.dry_run;
    output::moved(
        invocation,
        &tracker,
        (&args.sprint, "Added", "to"),
        &outcome,
        is_rehearsal,
    )
}
