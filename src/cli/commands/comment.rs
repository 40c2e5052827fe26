//! `tickets comment`

use std::path::PathBuf;

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::editor;
use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::store::StoredEntry;
use crate::view;

/// Comment on a ticket or another record
///
/// Without a text, an editor is opened.
#[derive(Debug, clap::Args)]
pub(crate) struct CommentArgs {
    /// Record to comment on
    #[arg(value_name = "KEY", add = ArgValueCandidates::new(complete::keys_of_any))]
    record: Reference,
    /// What to say; `-` reads standard input
    #[arg(allow_hyphen_values = true)]
    text: Option<String>,
    /// Read the text from a file; `-` for standard input
    #[arg(short = 'F', long, value_name = "FILE", conflicts_with = "text")]
    file: Option<PathBuf>,
    /// Change the text of this comment instead
    #[arg(long, value_name = "ID")]
    edit: Option<String>,
    /// Delete this comment instead
    #[arg(long, value_name = "ID", conflicts_with_all = ["edit", "text", "file"])]
    delete: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CommentArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let (verb, outcome) = perform(&tracker, args)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |ui| {
            let entry = &outcome.value.entry;
            let key = outcome.value.file.record();
            let key = key.map_or_else(|| args.record.to_string(), |key| key.to_string());
            ui.status(format_args!("{verb} comment {} on {key}", entry.id));
            if !ui.is_format_chosen && ui.fields.is_empty() {
                return Ok(());
            }
            let json = view::entry(entry).as_object().cloned().unwrap_or_default();
            let fields = ["id", "kind", "at", "by", "edited_at", "text"];
            ui.answer(Answer {
                result: Yield::One(json),
                fields: fields.to_vec(),
                columns: fields.to_vec(),
                name: "id",
                page: None,
                vocabulary: None,
            })
        })?;
    Ok(ExitCode::Success)
}

fn perform(
    tracker: &Tracker,
    args: &CommentArgs,
) -> Result<(&'static str, Outcome<StoredEntry>), CliError> {
    if let Some(id) = &args.delete {
        return Ok(("Deleted", ops::delete_comment(tracker, &args.record, id)?));
    }
    if let Some(id) = &args.edit {
        let old = ops::find_comment(tracker, &args.record, id)?;
        let text = text(tracker, args, old.entry.text.as_str())?;
        return Ok((
            "Changed",
            ops::edit_comment(tracker, &args.record, id, &text)?,
        ));
    }
    let text = text(tracker, args, "")?;
    Ok(("Added", ops::comment(tracker, &args.record, &text)?))
}

fn text(tracker: &Tracker, args: &CommentArgs, old: &str) -> Result<String, CliError> {
    match (&args.text, &args.file) {
        (_, Some(path)) => input::file(path),
        (Some(text), None) => {
            input::refuse_option(text)?;
            input::text(text)
        }
        (None, None) if Ui::is_interactive() => {
            editor::edit(old, ".md", tracker.settings.editor.as_deref())
        }
        (None, None) => Err(CliError::usage_with_hint(
            "the text of the comment is missing",
            "`-` reads it from standard input",
        )),
    }
}
