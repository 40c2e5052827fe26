//! `tickets time report`

use serde_json::Value;
use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::QueryWords;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::render::table;
use crate::cli::render::table::Look;
use crate::cli::report::CliResult;
use crate::domain::in_words;
use crate::ops;
use crate::ops::Grouping;
use crate::ops::TimeGroup;
use crate::ops::TimeQuery;

/// Add up the time that was spent
///
/// By person, day (in UTC), type, ticket or epic; the last two beside what was estimated. With a
/// query, that of the tickets that it chooses, settled ones too.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    words: QueryWords,
    /// What to add up by
    #[arg(short, long, value_enum, default_value_t = By::Person)]
    by: By,
    /// Only the time of this person; `me` for yourself
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Only that of this day and later: `2026-12-01`, `today`
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Only that of this day and earlier
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    #[command(flatten)]
    read: ReadArgs,
}

/// What to add up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    Person,
    Day,
    Type,
    Ticket,
    Epic,
}

impl By {
    fn grouping(self) -> Grouping {
        match self {
            By::Person => Grouping::Person,
            By::Day => Grouping::Day,
            By::Type => Grouping::Type,
            By::Ticket => Grouping::Ticket,
            By::Epic => Grouping::Epic,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            By::Person => "person",
            By::Day => "day",
            By::Type => "type",
            By::Ticket => "ticket",
            By::Epic => "epic",
        }
    }
}

const FIELDS: [&str; 7] = [
    "group",
    "title",
    "entries",
    "minutes",
    "billable_minutes",
    "estimate_minutes",
    "remaining_minutes",
];

pub(crate) fn run(invocation: &Invocation, args: &ReportArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let tickets = if args.words.is_empty() {
        None
    } else {
        Some(args.words.query(&tracker)?)
    };
    let query = TimeQuery {
        tickets,
        by: args.by.grouping(),
        person: planned::person(&tracker, args.person.as_ref())?.flatten(),
        from: planned::day(&tracker, args.from.as_ref())?,
        to: planned::day(&tracker, args.to.as_ref())?,
    };
    let report = ops::time_report(&tracker, &query)?;
    let ui = &invocation.ui;
    ui.problems(&report.problems);
    let look = Look {
        width: ui.width,
        is_coloured: ui.theme.stdout_is_coloured,
        vocabulary: None,
    };
    ui.answer(Answer {
        result: Yield::Many(report.groups.iter().map(json).collect()),
        fields: FIELDS.to_vec(),
        columns: FIELDS.to_vec(),
        name: "group",
        page: Some(page(&report.groups, args.by, look)),
        vocabulary: None,
    })?;
    if ui.format == Format::Table {
        let (all, billable) = (in_words(report.minutes), in_words(report.billable_minutes));
        ui.note(format_args!("{all} in all, {billable} of it billable"));
    }
    Ok(ExitCode::Success)
}

fn json(group: &TimeGroup) -> Json {
    match serde_json::to_value(group) {
        Ok(Value::Object(map)) => map,
        Ok(_) | Err(_) => Json::new(),
    }
}

/// The groups for people, with hours and minutes.
fn page(groups: &[TimeGroup], by: By, look: Look<'_>) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let mut columns = vec![by.heading()];
    if by == By::Ticket {
        columns.push("title");
    }
    columns.extend(["entries", "spent", "billable"]);
    if matches!(by, By::Ticket | By::Epic) {
        columns.extend(["estimate", "left"]);
    }
    let row = |group: &TimeGroup| -> Json {
        let name = match group.group.as_str() {
            "" => "-",
            name => name,
        };
        let left = group.remaining_minutes.map(|left| {
            let sign = if left < 0 { "-" } else { "" };
            format!("{sign}{}", in_words(left.unsigned_abs()))
        });
        let cells = [
            (by.heading(), json!(name)),
            ("title", json!(group.title)),
            ("entries", json!(group.entries)),
            ("spent", json!(in_words(group.minutes))),
            ("billable", json!(in_words(group.billable_minutes))),
            ("estimate", json!(group.estimate_minutes.map(in_words))),
            ("left", json!(left)),
        ];
        let cells = cells.into_iter();
        cells
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    };
    let rows: Vec<Json> = groups.iter().map(row).collect();
    table::table(&rows, &columns, look)
}
