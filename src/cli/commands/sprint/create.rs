//! `tickets sprint create`

use crate::cli::commands::sprint::fields::SprintFieldArgs;
use crate::cli::commands::sprint::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::title::TitleArgs;
use crate::ops;
use crate::ops::NewSprint;

/// Create a sprint
///
/// Prints its key. Where only its first day is given, it has as many days as the setting `sprint.days` says.
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    #[command(flatten)]
    title: TitleArgs,
    #[command(flatten)]
    fields: SprintFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CreateArgs) -> CliResult {
    let title = args.title.title()?;
    let tracker = invocation.open_to(args.write)?;
    let new = NewSprint {
        title,
        edit: args.fields.edit(&tracker)?,
    };
    let outcome = ops::create_sprint(&tracker, &new)?;
    let created = &outcome.value[0];
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.planned_created(&tracker, created, || output::of_stored(&tracker, created))
        })?;
    Ok(ExitCode::Success)
}
