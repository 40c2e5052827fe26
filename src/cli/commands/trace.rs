//! `tickets trace`

use clap_complete::engine::ArgValueCandidates;
use serde_json::Value;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::render::tree;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::ops::TraceQuery;
use crate::ops::TraceWays;

/// Show the way from an epic to commits that a record lies on
///
/// Epic → backlog item → ticket → requirement, scenario or result, and the
/// commits whose messages name one of them, also by a key of former times: up to
/// where the record comes from, and down to what came of it.
#[derive(Debug, clap::Args)]
pub(crate) struct TraceArgs {
    /// Epic, backlog item, ticket or requirement
    #[arg(value_name = "KEY", add = ArgValueCandidates::new(complete::keys_of_any))]
    record: Reference,
    /// Only to what it comes from
    #[arg(long, conflicts_with = "down")]
    up: bool,
    /// Only to what came of it
    #[arg(long)]
    down: bool,
    /// Do not look for commits
    #[arg(long)]
    no_commits: bool,
    #[command(flatten)]
    read: ReadArgs,
}

const FIELDS: [&str; 9] = [
    "kind",
    "id",
    "title",
    "type",
    "status",
    "is_settled",
    "at",
    "up",
    "down",
];

pub(crate) fn run(invocation: &Invocation, args: &TraceArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let ways = match (args.up, args.down) {
        (true, _) => TraceWays::Up,
        (false, true) => TraceWays::Down,
        (false, false) => TraceWays::Both,
    };
    let trace = ops::trace(
        &tracker,
        &TraceQuery {
            reference: args.record.clone(),
            ways,
            has_commits: !args.no_commits,
        },
    )?;
    let ui = &invocation.ui;
    ui.problems(&trace.problems);
    let style = ui.theme.stdout();
    let page = match ways {
        TraceWays::Up => tree::tree_upwards(&trace.root, style),
        TraceWays::Down | TraceWays::Both => tree::tree(&trace.root, style),
    };
    let record = match serde_json::to_value(&trace.root) {
        Ok(Value::Object(record)) => record,
        Ok(_) | Err(_) => Json::new(),
    };
    ui.answer(Answer {
        result: Yield::One(record),
        fields: FIELDS.to_vec(),
        columns: FIELDS.to_vec(),
        name: "id",
        page: Some(page),
        vocabulary: None,
    })?;
    if trace.is_cut {
        ui.note(format_args!(
            "there may be older commits that name these records"
        ));
    }
    Ok(ExitCode::Success)
}
