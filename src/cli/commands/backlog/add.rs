//! `tickets backlog add`

use crate::cli::commands::backlog::fields::ItemFieldArgs;
use crate::cli::commands::backlog::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::title::TitleArgs;
use crate::ops;
use crate::ops::NewItem;

/// Add something that may be worth doing
///
/// Prints its key. It is a story, unless another type is given.
#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    title: TitleArgs,
    #[command(flatten)]
    fields: ItemFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &AddArgs) -> CliResult {
    let title = args.title.title()?;
    let tracker = invocation.open_to(args.write)?;
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
