//! Moving requirements from status to status, and reviewing them.

use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::Status;
use crate::domain::WordError;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::Stored;

/// What is said of requirements; what status that is depends on their type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is what is wanted; a scenario is ready to be run.
    Approved,
    /// The work on it is done.
    Implemented,
    /// It holds.
    Verified,
    /// It does not hold.
    Failed,
    /// Whether it holds cannot be told.
    Blocked,
}

impl Verdict {
    fn action(self) -> &'static str {
        match self {
            Verdict::Approved => "approve",
            Verdict::Implemented => "implement",
            Verdict::Verified => "verify",
            Verdict::Failed => "fail",
            Verdict::Blocked => "block",
        }
    }

    /// The word for it in the life of one type of requirement.
    pub(crate) fn status(self, requirement_type: RequirementType) -> Result<Status, OpError> {
        let name = match (self, requirement_type.is_gherkin()) {
            (Verdict::Approved, false) => "approved",
            (Verdict::Approved, true) => "ready",
            (Verdict::Implemented, _) => "implemented",
            (Verdict::Verified, _) => requirement_type.met(),
            (Verdict::Failed, false) => "failed",
            (Verdict::Failed, true) => "failing",
            (Verdict::Blocked, _) => "blocked",
        };
        let status = name.parse();
        status.map_err(|error: WordError| OpError::invalid(error.to_string()))
    }
}

/// Says something of requirements, for a reason. To say that one is implemented or
/// holds is also to have reviewed it.
///
/// # Errors
/// No such requirement, or a status that may not follow or that its type does not have.
pub fn judge_requirements(
    tracker: &Tracker,
    references: &[Reference],
    verdict: Verdict,
    reason: Option<&str>,
) -> Result<Outcome<Vec<Stored<Requirement>>>, OpError> {
    Work::alone(tracker, verdict.action(), |work| {
        stage_judgement(work, references, verdict, reason)
    })
}

/// Stages what is said of requirements.
pub(crate) fn stage_judgement(
    work: &mut Work<'_>,
    references: &[Reference],
    verdict: Verdict,
    reason: Option<&str>,
) -> Result<Vec<Stored<Requirement>>, OpError> {
    let requirements = work.get_each_planned::<Requirement>(references)?;
    let judge = |stored: Stored<Requirement>| judge(work, &stored, verdict, reason);
    requirements.into_iter().map(judge).collect()
}

/// Says something of one requirement.
pub(crate) fn judge(
    work: &mut Work<'_>,
    stored: &Stored<Requirement>,
    verdict: Verdict,
    reason: Option<&str>,
) -> Result<Stored<Requirement>, OpError> {
    let status = verdict.status(stored.record.requirement_type)?;
    bring_to(work, verdict.action(), stored, (&status, reason))
}

/// Brings one requirement to a status. To say that it is implemented or holds is also
/// to have reviewed it.
pub(crate) fn bring_to(
    work: &mut Work<'_>,
    action: &'static str,
    stored: &Stored<Requirement>,
    (status, reason): (&Status, Option<&str>),
) -> Result<Stored<Requirement>, OpError> {
    let moved = work.move_planned(action, stored, status, reason)?;
    if moved.record.is_covered() {
        review(work, &moved)
    } else {
        Ok(moved)
    }
}

/// Notes that requirements are right as they are, so that they are not suspect any more.
///
/// # Errors
/// No such requirement.
pub fn review_requirements(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Outcome<Vec<Stored<Requirement>>>, OpError> {
    Work::alone(tracker, "review", |work| stage_review(work, references))
}

/// Stages that requirements are reviewed.
pub(crate) fn stage_review(
    work: &mut Work<'_>,
    references: &[Reference],
) -> Result<Vec<Stored<Requirement>>, OpError> {
    let requirements = work.get_each_planned::<Requirement>(references)?;
    let review = |stored: Stored<Requirement>| review(work, &stored);
    requirements.into_iter().map(review).collect()
}

fn review(
    work: &mut Work<'_>,
    stored: &Stored<Requirement>,
) -> Result<Stored<Requirement>, OpError> {
    // What follows from something that is gone stands alone.
    let above = |one: &Requirement| {
        let parent = one.parent.as_ref()?;
        let parent = work.get_planned::<Requirement>(&parent.into()).ok()?;
        Some(parent.record)
    };
    let parent = above(&stored.record);
    let further = parent.as_ref().and_then(above);
    let above: Vec<&Requirement> = parent.iter().chain(&further).collect();
    let mut after = stored.record.clone();
    after.review(&above);
    work.edit_planned(stored, after)
}
