//! Timers and time entries as JSON and as text.

use std::fmt;

use serde_json::json;

use crate::cli::entries;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::domain::Entry;
use crate::ops::Outcome;
use crate::ops::Running;
use crate::ops::Timer;
use crate::store::StoredEntry;

/// The names of the fields of a running timer.
const TIMER_FIELDS: [&str; 8] = [
    "by",
    "record",
    "type",
    "started_at",
    "minutes",
    "is_mine",
    "is_forgotten",
    "text",
];

/// A running timer as JSON.
pub(crate) fn running(running: &Running) -> Json {
    let timer = &running.timer;
    let values = [
        json!(timer.by),
        json!(timer.record),
        json!(timer.entry_type),
        json!(timer.started_at),
        json!(running.minutes),
        json!(running.is_mine),
        json!(running.is_forgotten),
        json!(timer.text),
    ];
    let names = TIMER_FIELDS.iter().map(|name| (*name).to_owned());
    names.zip(values).collect()
}

/// Prints running timers, for people as a page.
pub(crate) fn answer(ui: &Ui, result: Yield, page: Option<String>) -> Result<(), CliError> {
    ui.answer(Answer {
        result,
        fields: TIMER_FIELDS.to_vec(),
        columns: TIMER_FIELDS.to_vec(),
        name: "record",
        page,
        vocabulary: None,
    })
}

/// Tells of one's own timer in a sentence, and to programs of the timer itself.
pub(crate) fn own(ui: &Ui, timer: &Timer, sentence: fmt::Arguments<'_>) -> Result<(), CliError> {
    ui.status(sentence);
    if !ui.is_format_chosen && ui.fields.is_empty() {
        return Ok(());
    }
    let now = Running {
        timer: timer.clone(),
        minutes: 0,
        is_forgotten: false,
        is_mine: true,
    };
    answer(ui, Yield::One(running(&now)), None)
}

/// Ends a command that wrote a time entry; `sentence` says what was done, with the amount of
/// time in `{}`'s place.
pub(crate) fn wrote(
    invocation: &Invocation,
    outcome: &Outcome<StoredEntry>,
    is_rehearsal: bool,
    sentence: impl FnOnce(&str, &str, &str) -> String,
) -> CliResult {
    let ui = &invocation.ui;
    ui.wrote(is_rehearsal, &outcome.receipt, |ui| {
        let stored = &outcome.value;
        let key = stored.file.record();
        let key = key.map_or_else(String::new, |key| key.to_string());
        let minutes = stored.entry.minutes;
        let minutes = minutes.map_or_else(String::new, |minutes| minutes.to_string());
        let sentence = sentence(&stored.entry.id, &key, &minutes);
        ui.status(format_args!("{sentence}"));
        if !ui.is_format_chosen && ui.fields.is_empty() {
            return Ok(());
        }
        let mut fields = entries::fields(Entry::TIME);
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
