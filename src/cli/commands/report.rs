//! `tickets report`

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use serde_json::Value;

use crate::cli::atomic_write;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::ReportRequest;
use crate::view;
use crate::view::Report;

/// Where the page goes, unless told otherwise.
const PAGE: &str = "tickets-report.html";

/// Write a report of the whole project as one HTML page
///
/// The page needs nothing else, loads nothing and sends nothing. With `--format` the same as Markdown or JSON,
/// or the tickets alone in the other forms, goes to standard output.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// File to write; `-` for standard output [default: tickets-report.html, other forms: -]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show the page in your browser
    #[arg(long)]
    open: bool,
    /// Do not show it, which is how it is anyway
    #[arg(long, hide = true, overrides_with = "open")]
    no_open: bool,
    /// How many days back the charts look
    #[arg(
        long,
        value_name = "N",
        default_value_t = 60,
        value_parser = clap::value_parser!(u32).range(7..=366)
    )]
    days: u32,
    #[command(flatten)]
    read: ReadArgs,
}

/// How many days back "lately" reaches.
const RECENT_DAYS: u32 = 7;

pub(crate) fn run(invocation: &Invocation, args: &ReportArgs) -> CliResult {
    let ui = &invocation.ui;
    let is_page = ui.format == Format::Table;
    if !is_page && (args.open || args.output.is_some()) {
        return Err(CliError::usage_with_hint(
            "`--output` and `--open` are for the page",
            "other forms go to standard output",
        ));
    }
    if is_page && !ui.fields.is_empty() {
        return Err(CliError::usage_with_hint(
            "the page has no fields to choose",
            "`--format csv --fields …` has",
        ));
    }
    let tracker = invocation.open_at(&args.read)?;
    let request = ReportRequest {
        days: args.days,
        recent_days: RECENT_DAYS,
    };
    let (report, problems) = ops::report(&tracker, request)?;
    ui.problems(&problems);
    match ui.format {
        Format::Table => page(invocation, args, &report),
        Format::Markdown => {
            ui.markdown(&view::report_markdown(&report))?;
            Ok(ExitCode::Success)
        }
        Format::Json | Format::Jsonl | Format::Yaml => answer(invocation, object(&report)),
        Format::Csv | Format::Simple => tickets(invocation, &report),
    }
}

/// Writes the page, and shows it where that is asked for.
fn page(invocation: &Invocation, args: &ReportArgs, report: &Report) -> CliResult {
    let ui = &invocation.ui;
    let text = view::report_page(report);
    let chosen = args.output.as_deref().unwrap_or(Path::new(PAGE));
    if chosen == Path::new("-") {
        if args.open {
            return Err(CliError::usage(
                "what goes to standard output cannot be opened",
            ));
        }
        ui.print(&text)?;
        return Ok(ExitCode::Success);
    }
    let path = invocation.folder.join(chosen);
    atomic_write::replace(&path, text.as_bytes()).map_err(|source| CliError::Io {
        message: format!("cannot write `{}`", path.display()),
        source,
    })?;
    ui.status(format_args!("Wrote {}", chosen.display()));
    if args.open {
        open(&path)?;
    }
    Ok(ExitCode::Success)
}

/// Hands the page to the system's program for it, which is not waited for.
fn open(path: &Path) -> Result<(), CliError> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    started.map(|_| ()).map_err(|source| CliError::Io {
        message: format!("cannot start `{program}` to show `{}`", path.display()),
        source,
    })
}

fn object(report: &impl serde::Serialize) -> Json {
    match serde_json::to_value(report) {
        Ok(Value::Object(map)) => map,
        Ok(_) | Err(_) => Json::new(),
    }
}

fn answer(invocation: &Invocation, json: Json) -> CliResult {
    let names: Vec<String> = json.keys().cloned().collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    invocation.ui.answer(Answer {
        result: Yield::One(json),
        fields: names.clone(),
        columns: names,
        name: "project",
        page: None,
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}

/// The fields of a ticket in the report.
const FIELDS: [&str; 17] = [
    "id",
    "title",
    "type",
    "status",
    "category",
    "priority",
    "assignee",
    "labels",
    "epic",
    "sprint",
    "points",
    "estimate_minutes",
    "spent_minutes",
    "due",
    "is_overdue",
    "blocked_by",
    "age_days",
];

fn tickets(invocation: &Invocation, report: &Report) -> CliResult {
    invocation.ui.answer(Answer {
        result: Yield::Many(report.tickets.iter().map(object).collect()),
        fields: FIELDS.to_vec(),
        columns: FIELDS.to_vec(),
        name: "id",
        page: None,
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}
