//! Writing into the journal of one record.

use crate::cli::commands::journal::arguments::JournalArgs;
use crate::cli::commands::journal::arguments::JournalFieldArgs;
use crate::cli::editor;
use crate::cli::entries;
use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::domain::BareNumber;
use crate::domain::Entry;
use crate::domain::Reference;
use crate::ops;
use crate::ops::JournalEdit;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::store::StoredEntry;

pub(crate) fn run(invocation: &Invocation, args: &JournalArgs) -> CliResult {
    let hint = "`tickets journal TICKET TEXT` writes, `tickets journal list` lists";
    let reference = entries::record(args.ticket.as_ref(), hint)?;
    if args.read.rev.is_some() {
        return Err(CliError::usage_with_hint(
            "nothing can be written at a revision",
            "`--list` reads at one",
        ));
    }
    let tracker = invocation.open_to(args.write)?;
    let (verb, outcome) = perform(&tracker, args, reference)?;
    wrote(invocation, &outcome, args.write.dry_run, |entry, key| {
        let of = if verb == "Added" { "to" } else { "of" };
        let (id, amounts) = (&entry.id, amounts(entry));
        format!("{verb} entry {id} {of} the journal of {key}{amounts}")
    })
}

/// Ends a command that wrote an entry of a journal; `sentence` says what was done with the
/// entry, whose record has that key.
pub(crate) fn wrote(
    invocation: &Invocation,
    outcome: &Outcome<StoredEntry>,
    is_rehearsal: bool,
    sentence: impl FnOnce(&Entry, &str) -> String,
) -> CliResult {
    let ui = &invocation.ui;
    ui.wrote(is_rehearsal, &outcome.receipt, |ui| {
        let stored = &outcome.value;
        let key = stored.file.record();
        let key = key.map_or_else(String::new, |key| key.to_string());
        ui.status(format_args!("{}", sentence(&stored.entry, &key)));
        if !ui.is_format_chosen && ui.fields.is_empty() {
            return Ok(());
        }
        let mut fields = entries::fields(Entry::JOURNAL);
        fields.retain(|field| *field != "title");
        ui.answer(Answer {
            result: Yield::One(entries::json_of_stored(stored)),
            columns: fields.clone(),
            fields,
            name: "id",
            page: None,
            vocabulary: None,
        })
    })?;
    Ok(ExitCode::Success)
}

/// The amounts of time as they were understood: `, 2h spent`.
fn amounts(entry: &Entry) -> String {
    let spent = entry.spent_minutes.map(|time| format!(", {time} spent"));
    let estimate = entry.estimate_minutes.map(|time| format!(", {time} to go"));
    [spent, estimate].into_iter().flatten().collect()
}

fn perform(
    tracker: &Tracker,
    args: &JournalArgs,
    reference: &Reference,
) -> Result<(&'static str, Outcome<StoredEntry>), CliError> {
    if let Some(id) = &args.delete {
        let outcome = ops::delete_journal_entry(tracker, reference, id)?;
        return Ok(("Deleted", outcome));
    }
    let mut edit = edit(tracker, &args.fields)?;
    edit.text = given_text(args)?;
    let says_something = edit != JournalEdit::default();
    if let Some(id) = &args.edit {
        if !says_something {
            edit.text = Some(edited(tracker, &old_text(tracker, reference, id)?)?);
        }
        let outcome = ops::edit_journal_entry(tracker, reference, id, &edit)?;
        return Ok(("Changed", outcome));
    }
    if !says_something {
        edit.text = Some(edited(tracker, "")?);
    }
    Ok(("Added", ops::journal(tracker, reference, &edit)?))
}

/// What the options say.
fn edit(tracker: &Tracker, args: &JournalFieldArgs) -> Result<JournalEdit, CliError> {
    let list = |text: &String| -> Vec<String> { text.split(',').map(str::to_owned).collect() };
    let keys = |text: &String| -> Result<Vec<Reference>, CliError> {
        let names = text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let read = |name: &str| {
            let reference: Result<Reference, _> = name.parse();
            reference.map_err(|_| CliError::usage(format!("`{name}` is no key")))
        };
        names.map(read).collect()
    };
    Ok(JournalEdit {
        entry_type: args.entry_type.clone(),
        text: None,
        completion: args.completion,
        spent: entries::minutes(tracker, args.spent.as_ref(), BareNumber::Hours)?,
        estimate: entries::minutes(tracker, args.estimate.as_ref(), BareNumber::Hours)?,
        milestone: args.milestone.clone(),
        dependencies: args.dependencies.as_ref().map(keys).transpose()?,
        risks: args.risks.as_ref().map(list),
        decisions: (!args.decisions.is_empty()).then(|| args.decisions.clone()),
    })
}

fn given_text(args: &JournalArgs) -> Result<Option<String>, CliError> {
    match (&args.text, &args.file) {
        (_, Some(path)) => Ok(Some(input::file(path)?)),
        (Some(text), None) => {
            input::refuse_option(text)?;
            Ok(Some(input::text(text)?))
        }
        (None, None) => Ok(None),
    }
}

fn edited(tracker: &Tracker, old: &str) -> Result<String, CliError> {
    if Ui::is_interactive() {
        return editor::edit(old, ".md", tracker.settings.editor.as_deref());
    }
    Err(CliError::usage_with_hint(
        "the text of the journal entry is missing",
        "`-` reads it from standard input",
    ))
}

fn old_text(tracker: &Tracker, reference: &Reference, id: &str) -> Result<String, CliError> {
    let journal = ops::journal_of(tracker, reference)?;
    let entry = journal.entries.iter().find(|one| one.entry.id == id);
    Ok(entry.map_or_else(String::new, |one| one.entry.text.to_string()))
}
