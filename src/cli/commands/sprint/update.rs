//! `tickets sprint update`

use crate::cli::commands::sprint::fields::SprintFieldArgs;
use crate::cli::commands::sprint::fields::SprintTargets;
use crate::cli::commands::sprint::output;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::domain::Title;
use crate::ops;
use crate::ops::SprintEdit;

/// Change sprints
///
/// `sprint start` and `sprint close` change where they stand.
#[derive(Debug, clap::Args)]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    targets: SprintTargets,
    /// Title
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    #[command(flatten)]
    fields: SprintFieldArgs,
    /// Empty this field (can be repeated)
    #[arg(long, value_name = "FIELD", help_heading = "Parts of fields")]
    clear: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UpdateArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let mut edit = args.fields.edit(&tracker)?;
    edit.title.clone_from(&args.title);
    edit.clear.clone_from(&args.clear);
    planned::refuse_no_change(edit == SprintEdit::default(), "sprint")?;
    let outcome = ops::update_sprints(&tracker, &args.targets.sprints, &edit)?;
    let is_rehearsal = args.write.dry_run;
    output::changed(invocation, &tracker, &outcome, is_rehearsal, "Updated")
}
