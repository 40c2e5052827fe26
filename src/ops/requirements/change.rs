//! Creating, changing and deleting requirements.

use crate::domain::Key;
use crate::domain::Priority;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::Status;
use crate::domain::Text;
use crate::domain::Title;
use crate::domain::VerificationMethod;
use crate::domain::WordError;
use crate::domain::one_line;
use crate::ops::ChecklistEdit;
use crate::ops::LabelEdit;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::References;
use crate::ops::Tracker;
use crate::ops::cleared::cleared;
use crate::ops::requirements::course::bring_to;
use crate::ops::requirements::holder::check_holder;
use crate::ops::requirements::kin::descendants;
use crate::ops::requirements::kin::refuse_circle;
use crate::ops::requirements::part::edit_part;
use crate::ops::work::Work;
use crate::store::Stored;

/// A requirement to be created.
#[derive(Debug, Clone)]
pub struct NewRequirement {
    /// The ticket, epic or backlog item that it is expected of.
    pub of: Reference,
    /// In which form it is expected.
    pub requirement_type: RequirementType,
    /// Its fields. Without a title, a story has its goal and a result the first line of its description.
    pub edit: RequirementEdit,
}

/// What is to change in a requirement; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is the field of the requirement that it names"
)]
pub struct RequirementEdit {
    pub title: Option<Title>,
    pub description: Option<Text>,
    pub gherkin: Option<Text>,
    pub priority: Option<Priority>,
    pub labels: LabelEdit,
    pub of: Option<Reference>,
    pub parent: Option<Reference>,
    pub persona: Option<String>,
    pub goal: Option<String>,
    pub benefit: Option<String>,
    pub story_points: Option<u32>,
    pub method: Option<VerificationMethod>,
    pub acceptance_criteria: ChecklistEdit,
    /// Names of fields to empty.
    pub clear: Vec<String>,
}

/// Creates a requirement.
///
/// # Errors
/// Nothing that it could be of, no title, a field that its type does not have, or words
/// that the project does not know.
pub fn create_requirement(
    tracker: &Tracker,
    new: &NewRequirement,
) -> Result<Outcome<Vec<Stored<Requirement>>>, OpError> {
    Work::alone(tracker, "create", |work| {
        Ok(vec![stage_requirement(work, new)?])
    })
}

/// Stages a new requirement.
pub(crate) fn stage_requirement(
    work: &mut Work<'_>,
    new: &NewRequirement,
) -> Result<Stored<Requirement>, OpError> {
    let of = check_holder(work.find_any(&new.of)?.key)?;
    let title = first_title(new)?;
    let mut requirement = fresh(work, title, new.requirement_type)?;
    requirement.of = Some(of);
    requirement.method =
        (new.requirement_type == RequirementType::Result).then_some(VerificationMethod::Manual);
    let requirement = new.edit.apply(work, "create", &requirement)?;
    work.create_planned(requirement)
}

/// A requirement with a key, and with the facts that every new record has.
pub(crate) fn fresh(
    work: &mut Work<'_>,
    title: Title,
    requirement_type: RequirementType,
) -> Result<Requirement, OpError> {
    let key = work.next_planned_key::<Requirement>()?;
    let mut requirement = Requirement::new(key, title, requirement_type);
    requirement.uid = Some(work.next_uid());
    requirement.created_at = Some(work.tracker.now());
    requirement.created_by = work.user().map(|(_, full)| full.clone());
    requirement.priority = work.default_priority()?;
    Ok(requirement)
}

fn first_title(new: &NewRequirement) -> Result<Title, OpError> {
    if let Some(title) = &new.edit.title {
        return Ok(title.clone());
    }
    let (what, text) = if new.requirement_type == RequirementType::Story {
        ("a goal", new.edit.goal.as_deref())
    } else {
        let description = new.edit.description.as_ref();
        let first = description.and_then(|text| text.as_str().lines().next());
        ("a description", first)
    };
    let line = one_line(what, text.unwrap_or_default()).and_then(|line| line.parse());
    line.map_err(|error| OpError::invalid(error.to_string()))
}

/// Changes requirements.
///
/// # Errors
/// As [`create_requirement`], and no such requirement.
pub fn update_requirements(
    tracker: &Tracker,
    references: &[Reference],
    edit: &RequirementEdit,
    status: Option<&Status>,
) -> Result<Outcome<Vec<Stored<Requirement>>>, OpError> {
    Work::alone(tracker, "update", |work| {
        stage_requirement_update(work, references, edit, status)
    })
}

/// Stages the same changes of each requirement.
pub(crate) fn stage_requirement_update(
    work: &mut Work<'_>,
    references: &[Reference],
    edit: &RequirementEdit,
    status: Option<&Status>,
) -> Result<Vec<Stored<Requirement>>, OpError> {
    let mut changed = Vec::new();
    for stored in work.get_each_planned::<Requirement>(references)? {
        let after = edit.apply(work, "update", &stored.record)?;
        let is_moved = after.of != stored.record.of;
        let mut stored = work.edit_planned(&stored, after)?;
        if let Some(status) = status {
            stored = bring_to(work, "update", &stored, (status, None))?;
        }
        if is_moved && stored.record.requirement_type.is_frame() {
            move_scenarios(work, &stored)?;
        }
        changed.push(stored);
    }
    Ok(changed)
}

/// What a feature holds is expected of the same as the feature.
fn move_scenarios(work: &mut Work<'_>, frame: &Stored<Requirement>) -> Result<(), OpError> {
    let all = work.view.load_all::<Requirement>().records;
    for part in descendants(&all, &frame.file.key) {
        let mut after = part.record.clone();
        after.of.clone_from(&frame.record.of);
        work.edit_planned(part, after)?;
    }
    Ok(())
}

/// The requirements that are named and all that follow from them, each once and before
/// what follows from it.
///
/// # Errors
/// No such requirement.
pub fn with_descendants(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Vec<Stored<Requirement>>, OpError> {
    let all = tracker.store.load_all::<Requirement>().records;
    let mut found: Vec<Stored<Requirement>> = Vec::new();
    for reference in references {
        let named = tracker.find_planned::<Requirement>(reference)?;
        let below = descendants(&all, &named.file.key).into_iter().cloned();
        for stored in std::iter::once(named).chain(below) {
            if found.iter().all(|other| other.file != stored.file) {
                found.push(stored);
            }
        }
    }
    Ok(found)
}

/// Deletes requirements.
///
/// # Errors
/// Another record refers to one of them, unless told to unlink.
pub fn delete_requirements(
    tracker: &Tracker,
    references: &[Reference],
    others: References,
) -> Result<Outcome<Vec<Stored<Requirement>>>, OpError> {
    Work::alone(tracker, "delete", |work| {
        stage_requirement_deletion(work, references, others)
    })
}

/// Stages that requirements go.
pub(crate) fn stage_requirement_deletion(
    work: &mut Work<'_>,
    references: &[Reference],
    others: References,
) -> Result<Vec<Stored<Requirement>>, OpError> {
    let deleted = work.delete_planned::<Requirement>(references, others);
    deleted.map_err(|error| match error {
        // Only requirements refer to requirements.
        OpError::Refused {
            action, id, reason, ..
        } => OpError::Refused {
            action,
            id,
            reason,
            hint: Some(
                "`--recursive` also deletes what follows from it, `--unlink` removes those references"
                    .to_owned(),
            ),
        },
        other => other,
    })
}

impl RequirementEdit {
    fn apply(
        &self,
        work: &Work<'_>,
        action: &'static str,
        before: &Requirement,
    ) -> Result<Requirement, OpError> {
        self.refuse_foreign_fields(action, before)?;
        let mut after = cleared(before, &self.clear)?;
        let id = before.id.clone();
        if let Some(priority) = &self.priority {
            work.check_priority(action, &id, priority)?;
            after.priority = priority.clone();
        }
        if let Some(text) = &self.description {
            // The one line of a result is its title already.
            let is_title = self.title.is_none() && text.as_str() == after.title.as_str();
            after.description = if is_title && action == "create" {
                Text::default()
            } else {
                text.clone()
            };
        }
        for (field, what, value) in [
            (&mut after.persona, "a persona", &self.persona),
            (&mut after.goal, "a goal", &self.goal),
            (&mut after.benefit, "a benefit", &self.benefit),
        ] {
            if let Some(text) = value {
                let line = one_line(what, text);
                *field = Some(line.map_err(|error| OpError::invalid(error.to_string()))?);
            }
        }
        if before.requirement_type.is_gherkin() {
            let given = (self.title.as_ref(), self.gherkin.as_ref());
            edit_part(work, &mut after, given)?;
        } else if let Some(title) = self.new_title(before)? {
            after.title = title;
        }
        after.story_points = self.story_points.or(after.story_points);
        after.method = self.method.or(after.method);
        work.edit_labels((action, &id), &mut after.labels, &self.labels)?;
        if let Some(of) = &self.of {
            after.of = Some(check_holder(work.find_any(of)?.key)?);
        }
        if let Some(parent) = &self.parent {
            after.parent = Some(parent_of(work, action, before, parent)?);
        }
        let what = (&id, "acceptance criterion");
        self.acceptance_criteria
            .apply(work, what, &mut after.acceptance_criteria)?;
        Ok(after)
    }

    /// The title of a story is its goal, as long as nobody chose another.
    fn new_title(&self, before: &Requirement) -> Result<Option<Title>, OpError> {
        let follows = before.goal.as_deref() == Some(before.title.as_str());
        match (&self.title, &self.goal) {
            (Some(title), _) => Ok(Some(title.clone())),
            (None, Some(goal)) if follows => {
                let title = goal.parse();
                title
                    .map(Some)
                    .map_err(|error: WordError| OpError::invalid(error.to_string()))
            }
            (None, _) => Ok(None),
        }
    }

    /// Refuses fields that this type of requirement does not have, and changes that
    /// would take a part of a feature out of it.
    fn refuse_foreign_fields(
        &self,
        action: &'static str,
        before: &Requirement,
    ) -> Result<(), OpError> {
        let own = before.requirement_type;
        let story = [
            ("persona", self.persona.is_some()),
            ("goal", self.goal.is_some()),
            ("benefit", self.benefit.is_some()),
            ("story points", self.story_points.is_some()),
        ];
        let refused = |reason: String| OpError::refused(action, &before.id, reason);
        if own != RequirementType::Story
            && let Some((name, _)) = story.iter().find(|(_, is_given)| *is_given)
        {
            return Err(refused(format!("a {own} has no {name}, only a story has")));
        }
        if own != RequirementType::Result && self.method.is_some() {
            return Err(refused(format!("a {own} has no method, only a result has")));
        }
        if !own.is_gherkin() {
            return match self.gherkin {
                Some(_) => Err(refused(format!(
                    "a {own} has no Gherkin, only features, rules and scenarios have"
                ))),
                None => Ok(()),
            };
        }
        let held = ["gherkin", "position", "parent", "of"];
        let is_held = |field: &&String| held.contains(&field.as_str());
        match self.clear.iter().find(is_held) {
            Some(field) => Err(refused(format!("a {own} cannot be without `{field}`"))),
            None => Ok(()),
        }
    }
}

/// The requirement that another one is to follow from.
fn parent_of(
    work: &Work<'_>,
    action: &'static str,
    before: &Requirement,
    parent: &Reference,
) -> Result<Key, OpError> {
    let parent = work.get_planned::<Requirement>(parent)?;
    let (own, its) = (before.requirement_type, parent.record.requirement_type);
    let fits = match own {
        RequirementType::Scenario => its.is_frame(),
        RequirementType::Rule => its == RequirementType::Feature,
        RequirementType::Feature => !its.is_gherkin(),
        RequirementType::Requirement | RequirementType::Story | RequirementType::Result => {
            !its.is_frame()
        }
    };
    if !fits {
        let reason = format!(
            "a {own} cannot follow from a {its}, which {} is",
            parent.file.key
        );
        return Err(OpError::refused(action, &before.id, reason));
    }
    refuse_circle(work, action, &before.id, &parent)?;
    Ok(parent.file.key)
}
