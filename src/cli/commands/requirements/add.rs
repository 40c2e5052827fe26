//! `tickets requirements add`

use crate::cli::commands::requirements::fields;
use crate::cli::commands::requirements::fields::RequirementFieldArgs;
use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::HolderArg;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Priority;
use crate::domain::RequirementType;
use crate::domain::Title;
use crate::ops::NewRequirement;

/// Add a requirement to a ticket, an epic or a backlog item
///
/// Prints its key. It begins as a draft; `approve`, `implement` and `verify` take it further.
#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    holder: HolderArg,
    /// What is expected, in one line
    #[arg(value_name = "TITLE", allow_hyphen_values = true)]
    text: Option<Title>,
    /// The same as TITLE
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    /// What is expected, at length; `-` reads standard input
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
    /// Priority: critical, high, medium, low
    #[arg(short, long)]
    priority: Option<Priority>,
    #[command(flatten)]
    fields: RequirementFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &AddArgs) -> CliResult {
    if let Some(text) = &args.text {
        input::refuse_option(text.as_str())?;
    }
    let title = fields::either(args.text.as_ref(), args.title.as_ref(), "title")?;
    let mut edit = args.fields.edit()?;
    edit.priority.clone_from(&args.priority);
    edit.title = Some(title);
    edit.description = fields::description(args.description.as_ref())?;
    let new = NewRequirement {
        of: args.holder.of.clone(),
        requirement_type: RequirementType::Requirement,
        edit,
    };
    output::create(invocation, &new, args.write)
}
