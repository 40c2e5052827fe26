//! `tickets epic create`

use crate::cli::commands::epic::fields::EpicFieldArgs;
use crate::cli::commands::epic::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::title::TitleArgs;
use crate::ops;
use crate::ops::NewEpic;

/// Create an epic
///
/// Prints its key. It begins as a draft; `epic update --status active` begins work on it.
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    #[command(flatten)]
    title: TitleArgs,
    #[command(flatten)]
    fields: EpicFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CreateArgs) -> CliResult {
    let title = args.title.title()?;
    let tracker = invocation.open_to(args.write)?;
    let new = NewEpic {
        title,
        edit: args.fields.edit(&tracker)?,
    };
    let outcome = ops::create_epic(&tracker, &new)?;
    let created = &outcome.value[0];
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.planned_created(&tracker, created, || output::of_stored(&tracker, created))
        })?;
    Ok(ExitCode::Success)
}
