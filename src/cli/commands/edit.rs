//! `tickets edit`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::show;
use crate::cli::complete;
use crate::cli::editor;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::report::Report;
use crate::cli::ui::Ui;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Draft;
use crate::ops::Edited;
use crate::ops::Outcome;
use crate::ops::Tracker;

/// Edit the file of a ticket, or of another record, in your editor
///
/// The editor is `$VISUAL`, `$EDITOR` or the setting `editor`. What comes back
/// is checked before it replaces the file.
#[derive(Debug, clap::Args)]
pub(crate) struct EditArgs {
    /// Record to edit
    #[arg(value_name = "KEY", add = ArgValueCandidates::new(complete::keys_of_any))]
    record: Reference,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &EditArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let draft = ops::draft(&tracker, &args.record)?;
    let outcome = edit_until_it_fits(invocation, &tracker, &draft)?;
    let ui = &invocation.ui;
    ui.wrote(args.write.dry_run, &outcome.receipt, |_| {
        let edited = &outcome.value;
        let key = &edited.file.key;
        ui.status(format_args!("Edited {key} {}", edited.title));
        if !ui.is_format_chosen && ui.fields.is_empty() {
            return Ok(());
        }
        show::show(invocation, &tracker, &[Reference::from(key)], false)
    })?;
    Ok(ExitCode::Success)
}

/// On an error, a person may go on with the text as they left it.
fn edit_until_it_fits(
    invocation: &Invocation,
    tracker: &Tracker,
    draft: &Draft,
) -> Result<Outcome<Edited>, CliError> {
    let mut text = draft.text.clone();
    loop {
        text = editor::edit(&text, ".yaml", tracker.settings.editor.as_deref())?;
        let error = match ops::finish(tracker, draft, &text) {
            Ok(outcome) => return Ok(outcome),
            Err(error) => CliError::from(error),
        };
        let is_unchanged = text == draft.text;
        let Some(report) = Report::of(&error).filter(|_| Ui::is_interactive() && !is_unchanged)
        else {
            return Err(error);
        };
        invocation.ui.error(&report);
        if !invocation.ui.confirm("Edit it again?")? {
            return Err(error);
        }
    }
}
