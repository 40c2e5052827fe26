//! `tickets backlog add`

use crate::cli::commands::backlog::fields::ItemFieldArgs;
use crate::cli::commands::backlog::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Title;
use crate::ops;
use crate::ops::NewItem;

/// Add something that may be worth doing
///
/// Prints its key. It is a story, unless another type is given.
#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// What it is about, in one line
    #[arg(
        required_unless_present = "named",
        value_name = "TITLE",
        allow_hyphen_values = true
    )]
    title: Option<Title>,
    /// The same as an option
    #[arg(
        id = "named",
        short = 't',
        long = "title",
        value_name = "TITLE",
        allow_hyphen_values = true,
        conflicts_with = "title"
    )]
    named: Option<Title>,
    #[command(flatten)]
    fields: ItemFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &AddArgs) -> CliResult {
    if let Some(title) = &args.title {
        input::refuse_option(title.as_str())?;
    }
    let tracker = invocation.open_to(args.write)?;
    let title = args.title.as_ref().or(args.named.as_ref());
    let title = title.cloned().expect("clap asks for one of them");
    let edit = args.fields.edit(&tracker)?;
    let outcome = ops::create_item(&tracker, &NewItem { title, edit })?;
    let created = &outcome.value[0];
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.planned_created(&tracker, created, || output::of_stored(&tracker, created))
        })?;
    Ok(ExitCode::Success)
}
