//! `tickets requirements coverage`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::cli::report::Report;
use crate::domain::Reference;
use crate::ops;
use crate::ops::CoverageRow;

/// Measure how much of what is expected is so
///
/// The coverage is the share of requirements and stories that are implemented or verified, the pass rate that of
/// scenarios that pass, the verification that of expected results that are verified, the acceptance rate that of tickets
/// of which all is met. What is suspect does not count. Where there is nothing to be measured there is no share.
#[derive(Debug, clap::Args)]
pub(crate) struct CoverageArgs {
    /// Ticket, epic, backlog item or sprint (can be repeated); all of them by default
    #[arg(value_name = "KEY", add = ArgValueCandidates::new(complete::keys_of_holders))]
    keys: Vec<Reference>,
    /// End with 1 where the coverage is below this many percent: of each that is named, else of all together
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    min: Option<f64>,
    #[command(flatten)]
    read: ReadArgs,
}

const COLUMNS: [&str; 8] = [
    "scope",
    "id",
    "title",
    "coverage",
    "pass_rate",
    "verification",
    "acceptance_rate",
    "suspect",
];

pub(crate) fn run(invocation: &Invocation, args: &CoverageArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let report = ops::coverage(&tracker, &args.keys)?;
    let ui = &invocation.ui;
    ui.problems(&report.problems);
    let records: Vec<_> = report.rows.iter().map(CoverageRow::fields).collect();
    let fields = CoverageRow::default().fields();
    ui.answer(Answer {
        result: if args.keys.is_empty() {
            Yield::Many(records)
        } else {
            planned::one_or_many(records)
        },
        fields: fields.keys().map(String::as_str).collect(),
        columns: COLUMNS.to_vec(),
        name: "id",
        page: None,
        vocabulary: None,
    })?;
    let Some(min) = args.min else {
        return Ok(ExitCode::Success);
    };
    let is_asked = |row: &&CoverageRow| !args.keys.is_empty() || row.scope == "total";
    let is_below = |row: &&CoverageRow| row.coverage.coverage.is_none_or(|share| share < min);
    let asked = report.rows.iter().filter(is_asked);
    let below: Vec<String> = asked.filter(is_below).map(sentence).collect();
    if below.is_empty() {
        return Ok(ExitCode::Success);
    }
    ui.error(&Report {
        exit_code: ExitCode::Refused,
        code: ExitCode::Refused.name(),
        message: format!("less than {min} % is covered: {}", below.join(", ")),
        excerpt: Vec::new(),
        causes: Vec::new(),
        hint: None,
        details: serde_json::Value::Null,
    });
    Ok(ExitCode::Refused)
}

/// `TICKET-1 has 50 %`
fn sentence(row: &CoverageRow) -> String {
    let name = row.id.as_deref().unwrap_or("all together");
    match row.coverage.coverage {
        Some(share) => format!("{name} {share} %"),
        None => format!("{name} nothing, as there are no requirements"),
    }
}

fn percent(text: &str) -> Result<f64, String> {
    let number: f64 = text
        .trim_end_matches('%')
        .parse()
        .map_err(|_| format!("`{text}` is no number"))?;
    if (0.0..=100.0).contains(&number) {
        Ok(number)
    } else {
        Err(format!("`{text}` is not between 0 and 100"))
    }
}
