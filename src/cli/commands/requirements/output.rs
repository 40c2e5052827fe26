//! Requirements as JSON, and the end of commands that change them.

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::planned::PlannedAnswer;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Requirement;
use crate::ops;
use crate::ops::NewRequirement;
use crate::ops::Outcome;
use crate::ops::RequirementState;
use crate::ops::ShownRequirement;
use crate::ops::Tracker;
use crate::store::Stored;
use crate::view;

/// The columns of a list.
const COLUMNS: &[&str] = &["id", "type", "status", "title", "of", "suspect_because"];

/// Requirements with what is computed of them.
pub(crate) fn answer(result: Yield, page: Option<String>) -> PlannedAnswer {
    PlannedAnswer {
        result,
        fields: view::planned_fields::<Requirement>(&RequirementState::default()),
        columns: COLUMNS,
        page,
    }
}

/// A requirement with what is computed of it as JSON.
pub(crate) fn json(shown: &ShownRequirement) -> Json {
    let stored = &shown.stored;
    view::planned(&stored.record, &stored.file.path, &shown.state)
}

/// Creates a requirement, and tells its key.
pub(crate) fn create(invocation: &Invocation, new: &NewRequirement, write: WriteArgs) -> CliResult {
    let tracker = invocation.open_to(write)?;
    let outcome = ops::create_requirement(&tracker, new)?;
    let created = &outcome.value[0];
    invocation.ui.wrote(write.dry_run, &outcome.receipt, |_| {
        invocation.planned_created(&tracker, created, || {
            let records = now(&tracker, std::iter::once(created));
            answer(planned::one_or_many(records), None)
        })
    })?;
    Ok(ExitCode::Success)
}

/// Ends a command that changed requirements.
pub(crate) fn changed(
    invocation: &Invocation,
    tracker: &Tracker,
    outcome: &Outcome<Vec<Stored<Requirement>>>,
    is_rehearsal: bool,
    verb: &str,
) -> CliResult {
    let requirements = &outcome.value;
    let ui = &invocation.ui;
    ui.wrote(
        is_rehearsal,
        &outcome.receipt,
        |_| -> Result<(), CliError> {
            let sentence = |one: &Requirement| format!("{verb} {} {}", one.id, one.title);
            invocation.planned_changed(tracker, requirements, sentence, || {
                let records = now(tracker, requirements.iter());
                answer(planned::one_or_many(records), None)
            })
        },
    )?;
    Ok(ExitCode::Success)
}

/// Requirements as they are now; deleted ones as they were.
pub(crate) fn now<'a>(
    tracker: &Tracker,
    stored: impl Iterator<Item = &'a Stored<Requirement>>,
) -> Vec<Json> {
    let shown = ops::requirements_now(tracker, stored);
    shown.iter().map(json).collect()
}
