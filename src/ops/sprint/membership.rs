//! Planning tickets and backlog items for a sprint, and taking them out of it.

use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Sprint;
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
    change_each(tracker, ("add", sprint), references, |_, _| Ok(true))
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
    change_each(tracker, ("remove", sprint), references, |sprint, one| {
        if one.sprint() == Some(&sprint.id) {
            return Ok(false);
        }
        let reason = format!("it is not in {}", sprint.id);
        Err(OpError::refused("update", &one.file().key, reason))
    })
}

/// Changes the sprint of each; `stays` tells whether it belongs to this one afterwards.
fn change_each(
    tracker: &Tracker,
    (verb, sprint): (&'static str, &Reference),
    references: &[Reference],
    stays: impl Fn(&Sprint, &SprintWork) -> Result<bool, OpError>,
) -> Result<Outcome<Vec<SprintWork>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let sprint = work.get_planned::<Sprint>(sprint)?.record;
    refuse_over(verb, &sprint)?;
    let mut changed: Vec<SprintWork> = Vec::new();
    for reference in references {
        let one = work.get_sprint_work(reference)?;
        if changed.iter().any(|other| other.file() == one.file()) {
            continue;
        }
        let own = stays(&sprint, &one)?.then_some(&sprint.id);
        changed.push(work.set_sprint(&one, own)?);
    }
    let summary = format!("{verb} {} in {}", names(&changed, ""), sprint.id);
    let outcome = work.commit(&summary, changed)?;
    if outcome.receipt.changes.is_empty() {
        let names = names(&outcome.value, "`");
        return Err(OpError::Nothing(format!(
            "nothing changes: {names} is so already"
        )));
    }
    Ok(outcome)
}

/// Refuses to change what belongs to a sprint that ended.
pub(crate) fn refuse_over(verb: &str, sprint: &Sprint) -> Result<(), OpError> {
    if !sprint.is_settled() {
        return Ok(());
    }
    let action = if verb == "remove" {
        "remove from"
    } else {
        "add to"
    };
    let reason = format!("it is {}", sprint.status);
    Err(OpError::refused(action, &sprint.id, reason))
}

fn names(works: &[SprintWork], quote: &str) -> String {
    let name = |one: &SprintWork| format!("{quote}{}{quote}", one.file().key);
    works.iter().map(name).collect::<Vec<String>>().join(", ")
}
