//! `tickets requirements result`

use crate::cli::commands::requirements::fields;
use crate::cli::commands::requirements::fields::RequirementFieldArgs;
use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::HolderArg;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Priority;
use crate::domain::RequirementType;
use crate::domain::Text;
use crate::domain::Title;
use crate::domain::VerificationMethod;
use crate::ops::NewRequirement;

/// Add a result that is expected at the end
///
/// Prints its key. Its title is the first line of the description, unless another is given. It begins as pending;
/// `verify`, `fail` and `block` say how it turned out, and so does `results` where its method is automated.
#[derive(Debug, clap::Args)]
pub(crate) struct ResultArgs {
    #[command(flatten)]
    holder: HolderArg,
    /// What is to be seen
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: Option<String>,
    /// The same as TEXT; `-` reads standard input
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
    /// How it is verified: manual, automated, review (manual by default)
    #[arg(short, long)]
    method: Option<VerificationMethod>,
    /// What it is called, if not by its first line
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    /// Priority: critical, high, medium, low
    #[arg(short, long)]
    priority: Option<Priority>,
    #[command(flatten)]
    fields: RequirementFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ResultArgs) -> CliResult {
    let option = fields::description(args.description.as_ref())?;
    let argument = args.text.as_deref().map(Text::new);
    let description = fields::either(argument.as_ref(), option.as_ref(), "description")?;
    let mut edit = args.fields.edit()?;
    edit.priority.clone_from(&args.priority);
    edit.title.clone_from(&args.title);
    edit.description = Some(description);
    edit.method = args.method;
    let new = NewRequirement {
        of: args.holder.of.clone(),
        requirement_type: RequirementType::Result,
        edit,
    };
    output::create(invocation, &new, args.write)
}
