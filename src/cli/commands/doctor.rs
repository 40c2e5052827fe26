//! `tickets doctor`

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::ops::OpError;
use crate::store::Problem;

/// Check all files, and mend what can be mended safely
///
/// Exits with 6 when something is wrong.
#[derive(Debug, clap::Args)]
pub(crate) struct DoctorArgs {
    /// Make the safe repairs, and name each
    #[arg(long, conflicts_with = "rev")]
    fix: bool,
    /// Look too where tickets and history have drifted apart
    ///
    /// Open tickets, epics and other records that a commit on the main branch
    /// claims to finish, those whose end only unmerged branches know, and those
    /// that were deleted in this clone and that a merge brought back.
    #[arg(long, conflicts_with = "rev")]
    drift: bool,
    /// Ticket or other record to keep although it was deleted once (can be repeated)
    #[arg(long, value_name = "KEY", requires = "drift")]
    keep: Vec<Reference>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DoctorArgs) -> CliResult {
    let tracker = match &args.read.rev {
        Some(_) => invocation.open_at(&args.read)?,
        None => invocation.open_to(args.write)?,
    };
    let ui = &invocation.ui;
    if args.fix {
        match ops::fix(&tracker) {
            Ok(outcome) => {
                for repair in &outcome.value {
                    ui.status(format_args!("{repair}"));
                }
                if args.write.dry_run {
                    ui.wrote(true, &outcome.receipt, |_| Ok(()))?;
                    return Ok(ExitCode::Success);
                }
            }
            Err(OpError::Nothing(_)) => {}
            Err(error) => return Err(CliError::Op(error)),
        }
    }
    if !args.keep.is_empty() {
        let verb = if args.write.dry_run {
            "would stay"
        } else {
            "stays"
        };
        for key in ops::keep_deleted(&tracker, &args.keep)? {
            ui.status(format_args!("{key} {verb}"));
        }
    }
    let mut diagnosis = ops::doctor(&tracker);
    if args.drift {
        diagnosis.problems.extend(ops::drift(&tracker)?);
    }
    let problems = &diagnosis.problems;
    let fields = ["path", "line", "code", "message", "hint"];
    ui.answer(Answer {
        result: Yield::Many(problems.iter().map(json).collect()),
        fields: fields.to_vec(),
        columns: fields.to_vec(),
        name: "path",
        page: Some(problems.iter().map(sentence).collect()),
        vocabulary: None,
    })?;
    if ui.format == Format::Table {
        let noun = if problems.len() == 1 {
            "problem"
        } else {
            "problems"
        };
        let files = match (diagnosis.checked, diagnosis.tickets) {
            (1, 1) => "ticket",
            (checked, tickets) if checked == tickets => "tickets",
            (1, _) => "record",
            (_, _) => "records",
        };
        ui.note(format_args!(
            "{} {noun} in {} {files}",
            problems.len(),
            diagnosis.checked
        ));
    }
    Ok(if problems.is_empty() {
        ExitCode::Success
    } else {
        ExitCode::Unreadable
    })
}

fn json(problem: &Problem) -> Json {
    json!(problem).as_object().cloned().unwrap_or_default()
}

fn sentence(problem: &Problem) -> String {
    let hint = problem
        .hint
        .as_ref()
        .map_or_else(String::new, |hint| format!("\n  hint: {hint}"));
    format!("{}{hint}\n", crate::cli::ui::one_line(&problem.to_string()))
}
