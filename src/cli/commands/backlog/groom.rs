//! `tickets backlog groom`

use crate::cli::commands::backlog::fields::ItemFieldArgs;
use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned::LabelPartArgs;
use crate::cli::report::CliResult;
use crate::ops;

/// Give backlog items points, value, criteria; new ones are groomed then
#[derive(Debug, clap::Args)]
pub(crate) struct GroomArgs {
    #[command(flatten)]
    targets: ItemTargets,
    #[command(flatten)]
    fields: ItemFieldArgs,
    #[command(flatten)]
    label_parts: LabelPartArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &GroomArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let mut edit = args.fields.edit(&tracker)?;
    args.label_parts.add_to(&mut edit.labels)?;
    let outcome = ops::groom_items(&tracker, &args.targets.items, &edit)?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Groomed",
    )
}
