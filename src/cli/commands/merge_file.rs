//! `tickets merge-file`

use std::path::PathBuf;

use serde_json::Value;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::render::contradiction;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::FilesToMerge;
use crate::store::FileMerge;
use crate::store::Marking;
use crate::store::MergeOutcome;
use crate::store::Problem;
use crate::store::ProblemCode;

/// Merge two versions of a ticket's file, for version control to call
///
/// Merges the facts of OURS and THEIRS, which both come from BASE, and writes the result over OURS. An empty BASE means
/// that both sides added the file. What contradicts itself has conflict markers around that one field.
///
/// Ends with 0 if nothing is left to decide, with 1 if markers were left, and with 2 or more if nothing was written.
#[derive(Debug, clap::Args)]
pub(crate) struct MergeFileArgs {
    /// The version before both
    base: PathBuf,
    /// Our version
    ours: PathBuf,
    /// Their version
    theirs: PathBuf,
    /// Where the file lies in the project; tells what it holds
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
    /// Print the result; write nothing
    #[arg(long, conflicts_with = "output")]
    stdout: bool,
    /// Write the result there
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How many signs a marker has, from 7
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=1000))]
    marker_size: u16,
    /// What our side is called at a marker
    #[arg(long, value_name = "NAME", default_value = "ours")]
    label_ours: String,
    /// What their side is called at a marker
    #[arg(long, value_name = "NAME", default_value = "theirs")]
    label_theirs: String,
}

pub(crate) fn run(invocation: &Invocation, args: &MergeFileArgs) -> CliResult {
    let ui = &invocation.ui;
    let place = |path: &PathBuf| invocation.folder.join(path);
    let files = FilesToMerge {
        base: place(&args.base),
        ours: place(&args.ours),
        theirs: place(&args.theirs),
        path: args.path.clone(),
        marking: Marking {
            ours: args.label_ours.clone(),
            theirs: args.label_theirs.clone(),
            size: args.marker_size.into(),
        },
        target: (!args.stdout).then(|| place(args.output.as_ref().unwrap_or(&args.ours))),
    };
    let merged = ops::merge_file(&files, &invocation.folder)?;
    let shown = files.shown();
    let problems: Vec<Problem> = left_over(&merged.outcome)
        .into_iter()
        .map(|message| Problem::new(&shown, ProblemCode::Contradiction, message))
        .collect();
    ui.problems(&problems);
    if let MergeOutcome::Lines {
        reason: Some(reason),
        clashes: 0,
    } = &merged.outcome
    {
        ui.note(format_args!("`{shown}` was merged by its lines: {reason}"));
    }
    let text = args.stdout.then(|| String::from_utf8_lossy(&merged.bytes));
    match &text {
        Some(text) if !ui.is_format_chosen => ui.print(text)?,
        _ => ui.facts(&[
            ("path", shown.clone().into()),
            ("clean", problems.is_empty().into()),
            ("contradictions", contradictions(&merged)),
            ("text", text.as_deref().into()),
        ])?,
    }
    Ok(if problems.is_empty() {
        ExitCode::Success
    } else {
        ExitCode::Refused
    })
}

/// A sentence for everything that a person has to decide.
fn left_over(outcome: &MergeOutcome) -> Vec<String> {
    match outcome {
        MergeOutcome::Clean
        | MergeOutcome::Unreadable(_)
        | MergeOutcome::Lines { clashes: 0, .. } => Vec::new(),
        MergeOutcome::Contradictions(found) => found.iter().map(contradiction::sentence).collect(),
        MergeOutcome::Different => {
            vec!["is one record on our side and another one on their side".to_owned()]
        }
        MergeOutcome::Lines { reason, clashes } => {
            let places = if *clashes == 1 { "place" } else { "places" };
            let reason = reason.iter().map(|reason| format!(": {reason}"));
            let reason: String = reason.collect();
            vec![format!(
                "has lines that clash in {clashes} {places}{reason}"
            )]
        }
    }
}

fn contradictions(merged: &FileMerge) -> Value {
    match &merged.outcome {
        MergeOutcome::Contradictions(found) => found.iter().map(contradiction::json).collect(),
        MergeOutcome::Clean
        | MergeOutcome::Different
        | MergeOutcome::Lines { .. }
        | MergeOutcome::Unreadable(_) => Value::Array(Vec::new()),
    }
}
