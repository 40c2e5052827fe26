//! `tickets epic update`

use crate::cli::commands::epic::fields::EpicFieldArgs;
use crate::cli::commands::epic::output;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::planned::EpicTargets;
use crate::cli::planned::LabelPartArgs;
use crate::cli::report::CliResult;
use crate::domain::Status;
use crate::domain::Title;
use crate::ops;
use crate::ops::EpicEdit;

/// Change epics
#[derive(Debug, clap::Args)]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    targets: EpicTargets,
    /// Title
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    /// Status: draft, active, completed, cancelled
    #[arg(short, long)]
    status: Option<Status>,
    #[command(flatten)]
    fields: EpicFieldArgs,
    #[command(flatten)]
    label_parts: LabelPartArgs,
    /// Check off this goal, by its number (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    check_goal: Vec<usize>,
    /// Uncheck this goal (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    uncheck_goal: Vec<usize>,
    /// Remove this goal (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    remove_goal: Vec<usize>,
    /// Check off this success criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    check: Vec<usize>,
    /// Uncheck this success criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    uncheck: Vec<usize>,
    /// Remove this success criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    remove_criterion: Vec<usize>,
    /// Empty this field (can be repeated)
    #[arg(long, value_name = "FIELD", help_heading = "Parts of fields")]
    clear: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UpdateArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let mut edit = args.fields.edit(&tracker)?;
    args.label_parts.add_to(&mut edit.labels)?;
    edit.title.clone_from(&args.title);
    edit.clear.clone_from(&args.clear);
    edit.goals.check.clone_from(&args.check_goal);
    edit.goals.uncheck.clone_from(&args.uncheck_goal);
    edit.goals.remove.clone_from(&args.remove_goal);
    edit.success_criteria.check.clone_from(&args.check);
    edit.success_criteria.uncheck.clone_from(&args.uncheck);
    edit.success_criteria
        .remove
        .clone_from(&args.remove_criterion);
    planned::refuse_no_change(edit == EpicEdit::default() && args.status.is_none(), "epic")?;
    let epics = &args.targets.epics;
    let outcome = ops::update_epics(&tracker, epics, &edit, args.status.as_ref())?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Updated",
    )
}
