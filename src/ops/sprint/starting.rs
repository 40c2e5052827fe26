//! Starting a sprint.

use crate::config::ActiveSprints;
use crate::domain::Category;
use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Status;
use crate::domain::WordError;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::sprint::SprintEdit;
use crate::ops::sprint::closing::unfinished;
use crate::ops::sprint::scope::Scopes;
use crate::ops::work::Work;
use crate::store::Reach;
use crate::store::Stored;

/// Starts a sprint, and notes what is in it now. With a number of days and no first day, it begins
/// today. One that was closed goes on, with what it was started with.
///
/// # Errors
/// It has no dates, it may not be started, or another one is active and the setting
/// `sprint.active` does not allow two.
pub fn start_sprint(
    tracker: &Tracker,
    reference: &Reference,
    edit: &SprintEdit,
) -> Result<Outcome<Vec<Stored<Sprint>>>, OpError> {
    Work::alone(tracker, "start", |work| {
        Ok(vec![stage_sprint_start(work, reference, edit)?])
    })
}

/// Stages the start of a sprint.
pub(crate) fn stage_sprint_start(
    work: &mut Work<'_>,
    reference: &Reference,
    edit: &SprintEdit,
) -> Result<Stored<Sprint>, OpError> {
    let tracker = work.tracker;
    let stored = work.get_planned::<Sprint>(reference)?;
    refuse_second(work, &stored.record)?;
    let mut edit = edit.clone();
    if edit.days.is_some() && stored.record.start_date.is_none() {
        edit.start_date = edit.start_date.or(Some(tracker.now().date()));
    }
    let mut after = edit.apply("start", &stored.record)?;
    if after.days().is_none() {
        return Err(OpError::Refused {
            action: "start",
            id: after.id.clone(),
            reason: "it has no dates".to_owned(),
            hint: Some(format!(
                "`--days {}` lets it begin today, `--start` and `--end` name its days",
                tracker.settings.sprint.days
            )),
        });
    }
    let unusable = |error: WordError| OpError::invalid(error.to_string());
    let status: Status = "active".parse().map_err(unusable)?;
    let stamp = work.stamp();
    after
        .move_to(&status, None, &stamp)
        .map_err(|error| OpError::refused("start", &after.id, error.to_string()))?;
    if stored.record.category() == Category::Todo {
        let staged = work.staged();
        let overview = staged.overview(Reach::Records);
        let scopes = Scopes::read(&staged, &overview, &[&after]);
        after.commitment = unfinished(&scopes, &after);
    }
    work.edit_planned(&stored, after)
}

fn refuse_second(work: &Work<'_>, sprint: &Sprint) -> Result<(), OpError> {
    match work.tracker.settings.sprint.active {
        ActiveSprints::Several => return Ok(()),
        ActiveSprints::One => {}
    }
    let all = work.view.load_all::<Sprint>().records;
    let other = all
        .iter()
        .find(|other| other.record.category() == Category::Doing && other.file.key != sprint.id);
    let Some(other) = other else { return Ok(()) };
    let key = &other.file.key;
    Err(OpError::Refused {
        action: "start",
        id: sprint.id.clone(),
        reason: format!("`{key}` is active"),
        hint: Some(format!(
            "`tickets sprint close {key}` ends it; `sprint.active: several` in the settings allows both"
        )),
    })
}
