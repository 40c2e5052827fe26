//! Creating, changing and deleting sprints.

use std::ops::RangeInclusive;

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::Living as _;
use crate::domain::Record as _;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Text;
use crate::domain::Title;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::References;
use crate::ops::Tracker;
use crate::ops::cleared::cleared;
use crate::ops::work::Work;
use crate::store::Stored;

/// A sprint to be created.
#[derive(Debug, Clone)]
pub struct NewSprint {
    /// What it is about, in one line.
    pub title: Title,
    /// Its other fields.
    pub edit: SprintEdit,
}

/// What is to change in a sprint; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is the field of the sprint that it names"
)]
pub struct SprintEdit {
    pub title: Option<Title>,
    pub goal: Option<Text>,
    pub start_date: Option<Date>,
    pub end_date: Option<Date>,
    /// How many days it has, both ends included; this gives its last day.
    pub days: Option<u32>,
    pub capacity: Option<u32>,
    /// Names of fields to empty.
    pub clear: Vec<String>,
}

/// Creates a planned sprint. Where only its first day is given, it has as many days as the
/// setting `sprint.days` says.
///
/// # Errors
/// An end before its start, or a store that fails.
pub fn create_sprint(
    tracker: &Tracker,
    new: &NewSprint,
) -> Result<Outcome<Vec<Stored<Sprint>>>, OpError> {
    Work::alone(tracker, "create", |work| Ok(vec![stage_sprint(work, new)?]))
}

/// Stages a new sprint.
pub(crate) fn stage_sprint(
    work: &mut Work<'_>,
    new: &NewSprint,
) -> Result<Stored<Sprint>, OpError> {
    let key = work.next_planned_key::<Sprint>()?;
    let mut sprint = Sprint::new(key, new.title.clone());
    sprint.uid = Some(work.next_uid());
    sprint.created_at = Some(work.tracker.now());
    sprint.created_by = work.user().map(|(_, full)| full.clone());
    let mut edit = new.edit.clone();
    if edit.start_date.is_some() && edit.end_date.is_none() {
        edit.days = edit.days.or(Some(work.tracker.settings.sprint.days));
    }
    let sprint = edit.apply("create", &sprint)?;
    work.create_planned(sprint)
}

/// Changes sprints.
///
/// # Errors
/// No such sprint, an end before its start, or dates taken from one that is active.
pub fn update_sprints(
    tracker: &Tracker,
    references: &[Reference],
    edit: &SprintEdit,
) -> Result<Outcome<Vec<Stored<Sprint>>>, OpError> {
    Work::alone(tracker, "update", |work| {
        stage_sprint_update(work, references, edit)
    })
}

/// Stages the same changes of each sprint.
pub(crate) fn stage_sprint_update(
    work: &mut Work<'_>,
    references: &[Reference],
    edit: &SprintEdit,
) -> Result<Vec<Stored<Sprint>>, OpError> {
    let sprints = work.get_each_planned::<Sprint>(references)?;
    let change = |stored: Stored<Sprint>| {
        let after = edit.apply("update", &stored.record)?;
        if after.category() == Category::Doing && after.days().is_none() {
            let reason = "it is active and needs both its dates";
            return Err(OpError::refused("update", &after.id, reason));
        }
        work.edit_planned(&stored, after)
    };
    sprints.into_iter().map(change).collect()
}

/// Deletes sprints.
///
/// # Errors
/// A ticket or an item is planned for one of them, unless told to unlink.
pub fn delete_sprints(
    tracker: &Tracker,
    references: &[Reference],
    others: References,
) -> Result<Outcome<Vec<Stored<Sprint>>>, OpError> {
    Work::alone(tracker, "delete", |work| {
        work.delete_planned::<Sprint>(references, others)
    })
}

impl SprintEdit {
    /// How many days a sprint may have where a number of them is given.
    pub const DAYS: RangeInclusive<u32> = 1..=365;

    pub(crate) fn apply(&self, action: &'static str, before: &Sprint) -> Result<Sprint, OpError> {
        let mut sprint = cleared(before, &self.clear)?;
        if let Some(title) = &self.title {
            sprint.title = title.clone();
        }
        if let Some(goal) = &self.goal {
            sprint.goal = goal.clone();
        }
        sprint.start_date = self.start_date.or(sprint.start_date);
        sprint.end_date = self.end_date.or(sprint.end_date);
        sprint.capacity = self.capacity.or(sprint.capacity);
        if let Some(days) = self.days {
            sprint.end_date = Some(last_day(action, &sprint, days)?);
        }
        if let Some(fault) = sprint.fault() {
            return Err(OpError::refused(action, &sprint.id, fault));
        }
        Ok(sprint)
    }
}

fn last_day(action: &'static str, sprint: &Sprint, days: u32) -> Result<Date, OpError> {
    if !SprintEdit::DAYS.contains(&days) {
        let (least, most) = (SprintEdit::DAYS.start(), SprintEdit::DAYS.end());
        let reason = format!("a sprint has {least} to {most} days, not {days}");
        return Err(OpError::invalid(reason));
    }
    let Some(first) = sprint.start_date else {
        return Err(OpError::Refused {
            action,
            id: sprint.id.clone(),
            reason: "how long it lasts says nothing without its first day".to_owned(),
            hint: Some("give `--start` too".to_owned()),
        });
    };
    Ok(first.plus_days(i64::from(days) - 1))
}
