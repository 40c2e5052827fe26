//! `tickets backlog update`

use crate::cli::commands::backlog::fields::ItemFieldArgs;
use crate::cli::commands::backlog::output;
use crate::cli::commands::backlog::targets::ItemTargets;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::planned::LabelPartArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Status;
use crate::domain::Title;
use crate::ops;
use crate::ops::ItemEdit;

/// Change backlog items
#[derive(Debug, clap::Args)]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    targets: ItemTargets,
    /// Title
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    /// Status: new, groomed, ready, in-progress, done, cancelled
    #[arg(short, long)]
    status: Option<Status>,
    #[command(flatten)]
    fields: ItemFieldArgs,
    #[command(flatten)]
    label_parts: LabelPartArgs,
    /// An item or a ticket that need not be done before it any more (can be repeated)
    #[arg(
        long,
        value_name = "KEY",
        value_delimiter = ',',
        help_heading = "Parts of fields"
    )]
    remove_dependency: Vec<Reference>,
    /// Check off this acceptance criterion, by its number (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    check: Vec<usize>,
    /// Uncheck this acceptance criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    uncheck: Vec<usize>,
    /// Remove this acceptance criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    remove_criterion: Vec<usize>,
    /// Check off this line of the definition of done, by its number (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    check_done: Vec<usize>,
    /// Uncheck this line of the definition of done (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    uncheck_done: Vec<usize>,
    /// Remove this line of the definition of done (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    remove_done: Vec<usize>,
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
    edit.independent_of.clone_from(&args.remove_dependency);
    let criteria = &mut edit.acceptance_criteria;
    criteria.check.clone_from(&args.check);
    criteria.uncheck.clone_from(&args.uncheck);
    criteria.remove.clone_from(&args.remove_criterion);
    let done = &mut edit.definition_of_done;
    done.check.clone_from(&args.check_done);
    done.uncheck.clone_from(&args.uncheck_done);
    done.remove.clone_from(&args.remove_done);
    planned::refuse_no_change(
        edit == ItemEdit::default() && args.status.is_none(),
        "backlog",
    )?;
    let items = &args.targets.items;
    let outcome = ops::update_items(&tracker, items, &edit, args.status.as_ref())?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Updated",
    )
}
