//! `tickets epic create`

use crate::cli::commands::epic::fields::EpicFieldArgs;
use crate::cli::commands::epic::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Title;
use crate::ops;
use crate::ops::NewEpic;

/// Create an epic
///
/// Prints its key. It begins as a draft; `epic update --status active` begins work on it.
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    /// What it is about, in one line
    #[arg(allow_hyphen_values = true)]
    title: Title,
    #[command(flatten)]
    fields: EpicFieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CreateArgs) -> CliResult {
    input::refuse_option(args.title.as_str())?;
    let tracker = invocation.open_to(args.write)?;
    let new = NewEpic {
        title: args.title.clone(),
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
