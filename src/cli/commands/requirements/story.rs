//! `tickets requirements story`

use crate::cli::commands::requirements::fields;
use crate::cli::commands::requirements::fields::RequirementFieldArgs;
use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::HolderArg;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Priority;
use crate::domain::RequirementType;
use crate::domain::Title;
use crate::ops::NewRequirement;

/// Add a user story: as a persona, I want a goal, so that there is a benefit
///
/// Prints its key. Its title is the goal, unless another is given.
#[derive(Debug, clap::Args)]
pub(crate) struct StoryArgs {
    #[command(flatten)]
    holder: HolderArg,
    /// Who wants it, what, and what for; or give them as options
    #[arg(value_names = ["PERSONA", "GOAL", "BENEFIT"], num_args = 3)]
    parts: Vec<String>,
    /// Who wants it
    #[arg(short, long, value_name = "TEXT", conflicts_with = "parts")]
    persona: Option<String>,
    /// What they want
    #[arg(short, long, value_name = "TEXT", conflicts_with = "parts")]
    goal: Option<String>,
    /// What they want it for
    #[arg(short, long, value_name = "TEXT", conflicts_with = "parts")]
    benefit: Option<String>,
    /// Its size compared with others
    #[arg(long, visible_alias = "story-points", value_name = "N")]
    points: Option<u32>,
    /// What it is called, if not by its goal
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    /// More about it; `-` reads standard input
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
    /// Priority: critical, high, medium, low
    #[arg(long)]
    priority: Option<Priority>,
    #[command(flatten)]
    fields: RequirementFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &StoryArgs) -> CliResult {
    let part = |place: usize, option: &Option<String>, name: &str| {
        fields::either(args.parts.get(place), option.as_ref(), name)
    };
    let mut edit = args.fields.edit()?;
    edit.priority.clone_from(&args.priority);
    edit.title.clone_from(&args.title);
    edit.description = fields::description(args.description.as_ref())?;
    edit.persona = Some(part(0, &args.persona, "persona")?);
    edit.goal = Some(part(1, &args.goal, "goal")?);
    edit.benefit = Some(part(2, &args.benefit, "benefit")?);
    edit.story_points = args.points;
    let new = NewRequirement {
        of: args.holder.of.clone(),
        requirement_type: RequirementType::Story,
        edit,
    };
    output::create(invocation, &new, args.write)
}
