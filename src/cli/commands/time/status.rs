//! `tickets time status`

use crate::cli::commands::time::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::render::table;
use crate::cli::render::table::Look;
use crate::cli::report::CliResult;
use crate::domain::in_words;
use crate::ops;

/// Show whose timers run, and on what
///
/// They are those of everybody who works in this clone. One that runs for more than twelve hours
/// was forgotten, one supposes.
#[derive(Debug, clap::Args)]
pub(crate) struct StatusArgs {}

pub(crate) fn run(invocation: &Invocation) -> CliResult {
    let tracker = invocation.open()?;
    let timers = ops::running_timers(&tracker);
    let ui = &invocation.ui;
    ui.problems(&timers.problems);
    let records: Vec<Json> = timers.running.iter().map(output::running).collect();
    let for_people: Vec<Json> = timers
        .running
        .iter()
        .map(|running| {
            let mut row = output::running(running);
            row.insert("time".to_owned(), in_words(running.minutes).into());
            row
        })
        .collect();
    let look = Look {
        width: ui.width,
        is_coloured: ui.theme.stdout_is_coloured,
        vocabulary: None,
    };
    let columns = ["by", "record", "type", "started_at", "time", "text"];
    let page = if records.is_empty() {
        String::new()
    } else {
        table::table(&for_people, &columns, look)
    };
    output::answer(ui, Yield::Many(records), Some(page))?;
    if ui.format == Format::Table && timers.running.is_empty() {
        ui.note(format_args!("no timer runs"));
    }
    for running in timers.running.iter().filter(|running| running.is_forgotten) {
        let (timer, time) = (&running.timer, in_words(running.minutes));
        let (by, record) = (&timer.by, &timer.record);
        ui.note(format_args!(
            "the timer of {by} on {record} runs for {time}: was it forgotten? `time discard` drops it, `time {record} --edit` corrects what `time stop` writes"
        ));
    }
    Ok(ExitCode::Success)
}
