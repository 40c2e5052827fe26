//! The time that was spent on one record.

use serde_json::json;

use crate::cli::commands::time::arguments::TimeArgs;
use crate::cli::commands::time::output;
use crate::cli::entries;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::domain::in_words;
use crate::ops;
use crate::ops::TimeSheet;

/// The names of the fields of a sheet.
const FIELDS: [&str; 7] = [
    "record",
    "minutes",
    "billable_minutes",
    "estimate_minutes",
    "remaining_minutes",
    "running",
    "entries",
];

pub(crate) fn run(invocation: &Invocation, args: &TimeArgs) -> CliResult {
    let hint = "`tickets time TICKET` lists the time of one, `tickets time report` of all";
    let reference = entries::record(args.ticket.as_ref(), hint)?;
    refuse_unused(args)?;
    let tracker = invocation.open_at(&args.read)?;
    let sheet = ops::time_sheet(&tracker, reference)?;
    let ui = &invocation.ui;
    ui.problems(&sheet.problems);
    ui.answer(Answer {
        result: Yield::One(json(&sheet)),
        fields: FIELDS.to_vec(),
        columns: FIELDS.to_vec(),
        name: "record",
        page: Some(page(&sheet, ui.theme.stdout())),
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}

/// An option that says how to write, where nothing is written.
fn refuse_unused(args: &TimeArgs) -> Result<(), CliError> {
    let is_unused = args.entry_type.is_some()
        || args.description.is_some()
        || args.on.is_some()
        || args.write.dry_run
        || args.write.commit;
    if !is_unused {
        return Ok(());
    }
    Err(CliError::usage_with_hint(
        "nothing is said to be done",
        "`--start`, `--add DURATION` or `--edit ID`",
    ))
}

fn remaining(sheet: &TimeSheet) -> Option<i64> {
    let estimate = i64::try_from(sheet.estimate_minutes?).ok()?;
    estimate.checked_sub_unsigned(sheet.minutes)
}

fn json(sheet: &TimeSheet) -> Json {
    let running: Vec<Json> = sheet.running.iter().map(output::running).collect();
    let entries: Vec<Json> = sheet.entries.iter().map(entries::json).collect();
    let values = [
        json!(sheet.record),
        json!(sheet.minutes),
        json!(sheet.billable_minutes),
        json!(sheet.estimate_minutes),
        json!(remaining(sheet)),
        json!(running),
        json!(entries),
    ];
    let names = FIELDS.iter().map(|name| (*name).to_owned());
    names.zip(values).collect()
}

fn page(sheet: &TimeSheet, style: Style) -> String {
    let mut text = format!(
        "{}  {} spent, {} of it billable\n",
        style.id(&sheet.record.to_string()),
        in_words(sheet.minutes),
        in_words(sheet.billable_minutes)
    );
    if let (Some(estimate), Some(remaining)) = (sheet.estimate_minutes, remaining(sheet)) {
        let words = in_words(remaining.unsigned_abs());
        let rest = if remaining < 0 {
            format!("{words} over")
        } else {
            format!("{words} left")
        };
        text += &format!("estimated {}, {rest}\n", in_words(estimate));
    }
    for running in &sheet.running {
        let timer = &running.timer;
        let line = format!(
            "timer of {} runs since {}, {}",
            timer.by,
            timer.started_at,
            in_words(running.minutes)
        );
        text += &format!("{}\n", one_line(&line));
    }
    if !sheet.entries.is_empty() {
        text += "\n";
    }
    text + &entries::page(&sheet.entries, false, style)
}
