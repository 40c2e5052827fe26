//! `tickets requirements matrix`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::ops::MatrixRow;
use crate::view::markdown_escaped;

/// Set requirements against tickets and what shows them
///
/// A row for each scenario and result of each requirement, and one for each requirement that nothing shows. `--format
/// markdown` and `csv` are for reviewers and auditors.
#[derive(Debug, clap::Args)]
pub(crate) struct MatrixArgs {
    /// Ticket, epic, backlog item, sprint or requirement (can be repeated); all of them by default
    #[arg(value_name = "KEY", add = ArgValueCandidates::new(complete::keys_of_holders))]
    keys: Vec<Reference>,
    #[command(flatten)]
    read: ReadArgs,
}

const COLUMNS: [&str; 7] = [
    "requirement",
    "requirement_title",
    "requirement_status",
    "of",
    "test",
    "test_title",
    "test_status",
];

pub(crate) fn run(invocation: &Invocation, args: &MatrixArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let matrix = ops::matrix(&tracker, &args.keys)?;
    let ui = &invocation.ui;
    ui.problems(&matrix.problems);
    if ui.format == Format::Markdown {
        ui.markdown(&markdown(&matrix.rows))?;
        return Ok(ExitCode::Success);
    }
    let fields = json(&MatrixRow::default());
    ui.answer(Answer {
        result: Yield::Many(matrix.rows.iter().map(json).collect()),
        fields: fields.keys().map(String::as_str).collect(),
        columns: COLUMNS.to_vec(),
        name: "requirement",
        page: None,
        vocabulary: Some(&tracker.vocabulary),
    })?;
    Ok(ExitCode::Success)
}

fn json(row: &MatrixRow) -> Json {
    match serde_json::to_value(row) {
        Ok(serde_json::Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Json::new(),
    }
}

fn markdown(rows: &[MatrixRow]) -> String {
    let mut text = "| Requirement | Status | Of | Shown by | Status |\n".to_owned();
    text += "| --- | --- | --- | --- | --- |\n";
    for row in rows {
        let status = if row.is_suspect {
            format!("{} (suspect)", plain(row.requirement_status.as_ref()))
        } else {
            plain(row.requirement_status.as_ref())
        };
        let cells = [
            named(row.requirement.as_ref(), row.requirement_title.as_ref()),
            status,
            named(row.of.as_ref(), row.of_title.as_ref()),
            named(row.test.as_ref(), row.test_title.as_ref()),
            plain(row.test_status.as_ref()),
        ];
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text
}

/// A key and what it is called, in one cell.
fn named(key: Option<&String>, title: Option<&String>) -> String {
    let name = format!("{} {}", plain(key), plain(title));
    name.trim().to_owned()
}

fn plain(text: Option<&String>) -> String {
    text.map(|text| markdown_escaped(text)).unwrap_or_default()
}
