//! Planning tickets and backlog items for a sprint, and taking them out of it.

use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::ops::Direction;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::sprint::SprintWork;
use crate::ops::work::Work;

/// Plans tickets and backlog items for a sprint; each leaves the one it was in.
///
/// # Errors
/// No such sprint, ticket or item, a sprint that is over, or an archived ticket.
pub fn add_to_sprint(
    tracker: &Tracker,
    sprint: &Reference,
    references: &[Reference],
) -> Result<Outcome<Vec<SprintWork>>, OpError> {
    alone(tracker, (Direction::Add, sprint), references)
}

/// Takes tickets and backlog items out of a sprint.
///
/// # Errors
/// As [`add_to_sprint`], and what is not in it.
pub fn remove_from_sprint(
    tracker: &Tracker,
    sprint: &Reference,
    references: &[Reference],
) -> Result<Outcome<Vec<SprintWork>>, OpError> {
    alone(tracker, (Direction::Remove, sprint), references)
}

fn alone(
    tracker: &Tracker,
    (direction, sprint): (Direction, &Reference),
    references: &[Reference],
) -> Result<Outcome<Vec<SprintWork>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let sprint = work.find_planned::<Sprint>(sprint)?.key;
    let own = Reference::from(&sprint);
    let changed = stage_membership(&mut work, (direction, &own), references)?;
    let verb = match direction {
        Direction::Add => "add",
        Direction::Remove => "remove",
    };
    let summary = format!("{verb} {} in {sprint}", names(&changed, ""));
    let outcome = work.commit(&summary, changed)?;
    if outcome.receipt.changes.is_empty() {
        let count = outcome.value.len();
        let names = names(&outcome.value, "`");
        let verb = if count == 1 { "is" } else { "are" };
        return Err(OpError::Nothing(format!(
            "nothing changes: {names} {verb} so already"
        )));
    }
    Ok(outcome)
}

/// Stages that tickets and backlog items come into a sprint, or leave it.
pub(crate) fn stage_membership(
    work: &mut Work<'_>,
    (direction, sprint): (Direction, &Reference),
    references: &[Reference],
) -> Result<Vec<SprintWork>, OpError> {
    let sprint = work.get_planned::<Sprint>(sprint)?.record;
    refuse_over(direction, &sprint)?;
    let mut changed: Vec<SprintWork> = Vec::new();
    for reference in references {
        let one = work.get_sprint_work(reference)?;
        if changed.iter().any(|other| other.file() == one.file()) {
            continue;
        }
        let to = match direction {
            Direction::Add => Some(&sprint.id),
            Direction::Remove if one.sprint() == Some(&sprint.id) => None,
            Direction::Remove => {
                let reason = format!("it is not in {}", sprint.id);
                return Err(OpError::refused("update", &one.file().key, reason));
            }
        };
        changed.push(work.set_sprint(&one, to)?);
    }
    Ok(changed)
}

/// Refuses to change what belongs to a sprint that ended.
pub(crate) fn refuse_over(direction: Direction, sprint: &Sprint) -> Result<(), OpError> {
    if !sprint.is_settled() {
        return Ok(());
    }
    let action = match direction {
        Direction::Add => "add to",
        Direction::Remove => "remove from",
    };
    let reason = format!("it is {}", sprint.status);
    Err(OpError::refused(action, &sprint.id, reason))
}

fn names(works: &[SprintWork], quote: &str) -> String {
    let name = |one: &SprintWork| format!("{quote}{}{quote}", one.file().key);
    works.iter().map(name).collect::<Vec<String>>().join(", ")
}
