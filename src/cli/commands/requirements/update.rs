//! `tickets requirements update`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::requirements::fields;
use crate::cli::commands::requirements::fields::RequirementFieldArgs;
use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::RequirementTargets;
use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::planned::LabelPartArgs;
use crate::cli::report::CliResult;
use crate::domain::Priority;
use crate::domain::Reference;
use crate::domain::Status;
use crate::domain::Title;
use crate::domain::VerificationMethod;
use crate::ops;
use crate::ops::RequirementEdit;

/// Change requirements
#[derive(Debug, clap::Args)]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    targets: RequirementTargets,
    /// Title; of a part of a feature also the name in its lines
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    /// Status, of those that its type has
    #[arg(short, long)]
    status: Option<Status>,
    /// What is expected, at length; `-` reads standard input
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
    /// Of a part of a feature, its lines; `-` reads standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    gherkin: Option<String>,
    /// The ticket, epic or backlog item that it is expected of
    #[arg(long, value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_holders))]
    of: Option<Reference>,
    /// Of a story, who wants it
    #[arg(long, value_name = "TEXT")]
    persona: Option<String>,
    /// Of a story, what they want
    #[arg(long, value_name = "TEXT")]
    goal: Option<String>,
    /// Of a story, what they want it for
    #[arg(long, value_name = "TEXT")]
    benefit: Option<String>,
    /// Of a story, its size compared with others
    #[arg(long, visible_alias = "story-points", value_name = "N")]
    points: Option<u32>,
    /// Of a result, how it is verified: manual, automated, review
    #[arg(short, long)]
    method: Option<VerificationMethod>,
    /// Priority: critical, high, medium, low
    #[arg(short, long)]
    priority: Option<Priority>,
    #[command(flatten)]
    fields: RequirementFieldArgs,
    #[command(flatten)]
    label_parts: LabelPartArgs,
    /// Check off this acceptance criterion, by its number (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    check: Vec<usize>,
    /// Uncheck this acceptance criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    uncheck: Vec<usize>,
    /// Remove this acceptance criterion (can be repeated)
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
    let mut edit = args.fields.edit()?;
    args.label_parts.add_to(&mut edit.labels)?;
    edit.priority.clone_from(&args.priority);
    edit.title.clone_from(&args.title);
    edit.description = fields::description(args.description.as_ref())?;
    edit.gherkin = fields::description(args.gherkin.as_ref())?;
    edit.of.clone_from(&args.of);
    edit.persona.clone_from(&args.persona);
    edit.goal.clone_from(&args.goal);
    edit.benefit.clone_from(&args.benefit);
    edit.story_points = args.points;
    edit.method = args.method;
    edit.clear.clone_from(&args.clear);
    let criteria = &mut edit.acceptance_criteria;
    criteria.check.clone_from(&args.check);
    criteria.uncheck.clone_from(&args.uncheck);
    criteria.remove.clone_from(&args.remove_criterion);
    let is_empty = edit == RequirementEdit::default() && args.status.is_none();
    planned::refuse_no_change(is_empty, "requirements")?;
    let named = &args.targets.requirements;
    let outcome = ops::update_requirements(&tracker, named, &edit, args.status.as_ref())?;
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.write.dry_run,
        "Updated",
    )
}
