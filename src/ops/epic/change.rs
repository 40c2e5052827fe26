//! Creating, changing and deleting epics.

use crate::domain::Date;
use crate::domain::Epic;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Record as _;
use crate::domain::Reference;
use crate::domain::Status;
use crate::domain::Text;
use crate::domain::Title;
use crate::ops::ChecklistEdit;
use crate::ops::LabelEdit;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::References;
use crate::ops::Tracker;
use crate::ops::cleared::cleared;
use crate::ops::set_field::set;
use crate::ops::set_field::set_some;
use crate::ops::work::Work;
use crate::store::Stored;

/// An epic to be created.
#[derive(Debug, Clone)]
pub struct NewEpic {
    /// What it is about, in one line.
    pub title: Title,
    /// Its other fields.
    pub edit: EpicEdit,
}

/// What is to change in an epic; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is the field of the epic that it names"
)]
pub struct EpicEdit {
    pub title: Option<Title>,
    pub description: Option<Text>,
    pub priority: Option<Priority>,
    pub owner: Option<Option<Person>>,
    pub labels: LabelEdit,
    pub target_version: Option<String>,
    pub start_date: Option<Date>,
    pub target_date: Option<Date>,
    pub estimated_points: Option<u32>,
    pub goals: ChecklistEdit,
    pub success_criteria: ChecklistEdit,
    /// Names of fields to empty.
    pub clear: Vec<String>,
}

/// Creates an epic; its owner is who creates it, unless another is named.
///
/// # Errors
/// A priority or a label that the project does not have, or a store that fails.
pub fn create_epic(
    tracker: &Tracker,
    new: &NewEpic,
) -> Result<Outcome<Vec<Stored<Epic>>>, OpError> {
    Work::alone(tracker, "create", |work| Ok(vec![stage_epic(work, new)?]))
}

/// Stages a new epic.
pub(crate) fn stage_epic(work: &mut Work<'_>, new: &NewEpic) -> Result<Stored<Epic>, OpError> {
    let key = work.next_planned_key::<Epic>()?;
    let mut epic = Epic::new(key, new.title.clone());
    epic.uid = Some(work.next_uid());
    epic.created_at = Some(work.tracker.now());
    epic.created_by = work.user().map(|(_, full)| full.clone());
    epic.owner = work.user().map(|(name, _)| name.clone());
    epic.priority = work.default_priority()?;
    let epic = new.edit.apply(work, "create", &epic)?;
    work.create_planned(epic)
}

/// Changes epics.
///
/// # Errors
/// As [`create_epic`], and no such epic.
pub fn update_epics(
    tracker: &Tracker,
    references: &[Reference],
    edit: &EpicEdit,
    status: Option<&Status>,
) -> Result<Outcome<Vec<Stored<Epic>>>, OpError> {
    Work::alone(tracker, "update", |work| {
        stage_epic_update(work, references, edit, status)
    })
}

/// Stages the same changes of each epic.
pub(crate) fn stage_epic_update(
    work: &mut Work<'_>,
    references: &[Reference],
    edit: &EpicEdit,
    status: Option<&Status>,
) -> Result<Vec<Stored<Epic>>, OpError> {
    work.tracker.check_planned_status::<Epic>(status)?;
    let epics = work.get_each_planned::<Epic>(references)?;
    let change = |stored: Stored<Epic>| {
        let after = edit.apply(work, "update", &stored.record)?;
        let stored = work.edit_planned(&stored, after)?;
        match status {
            Some(status) => work.move_planned("update", &stored, status, None),
            None => Ok(stored),
        }
    };
    epics.into_iter().map(change).collect()
}

/// Moves epics to a status, for a reason.
///
/// # Errors
/// No such epic, or a status that may not follow.
pub fn move_epics(
    tracker: &Tracker,
    references: &[Reference],
    (action, status): (&'static str, &Status),
    reason: Option<&str>,
) -> Result<Outcome<Vec<Stored<Epic>>>, OpError> {
    Work::alone(tracker, action, |work| {
        stage_epic_moves(work, references, (action, status), reason)
    })
}

/// Stages that epics move to a status.
pub(crate) fn stage_epic_moves(
    work: &mut Work<'_>,
    references: &[Reference],
    (action, status): (&'static str, &Status),
    reason: Option<&str>,
) -> Result<Vec<Stored<Epic>>, OpError> {
    let epics = work.get_each_planned::<Epic>(references)?;
    let change = |stored: Stored<Epic>| work.move_planned(action, &stored, status, reason);
    epics.into_iter().map(change).collect()
}

/// Deletes epics.
///
/// # Errors
/// Another record refers to one of them, unless told to unlink.
pub fn delete_epics(
    tracker: &Tracker,
    references: &[Reference],
    others: References,
) -> Result<Outcome<Vec<Stored<Epic>>>, OpError> {
    Work::alone(tracker, "delete", |work| {
        work.delete_planned::<Epic>(references, others)
    })
}

impl EpicEdit {
    fn apply(&self, work: &Work<'_>, action: &'static str, before: &Epic) -> Result<Epic, OpError> {
        let mut epic = cleared(before, &self.clear)?;
        let id = epic.id.clone();
        set(&mut epic.title, self.title.as_ref());
        set(&mut epic.description, self.description.as_ref());
        if let Some(priority) = &self.priority {
            work.check_priority(action, &id, priority)?;
            epic.priority = priority.clone();
        }
        set(&mut epic.owner, self.owner.as_ref());
        work.edit_labels((action, &id), &mut epic.labels, &self.labels)?;
        set_some(&mut epic.target_version, self.target_version.as_ref());
        set_some(&mut epic.start_date, self.start_date.as_ref());
        set_some(&mut epic.target_date, self.target_date.as_ref());
        set_some(&mut epic.estimated_points, self.estimated_points.as_ref());
        if let Some(fault) = epic.fault() {
            return Err(OpError::refused(action, &id, fault));
        }
        self.goals.apply(work, (&id, "goal"), &mut epic.goals)?;
        self.success_criteria.apply(
            work,
            (&id, "success criterion"),
            &mut epic.success_criteria,
        )?;
        Ok(epic)
    }
}
