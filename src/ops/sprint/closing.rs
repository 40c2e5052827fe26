//! Closing a sprint, and what becomes of what is not done.

use crate::domain::Key;
use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Status;
use crate::ops::Direction;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::sprint::membership::refuse_over;
use crate::ops::sprint::scope::Scopes;
use crate::ops::work::Work;
use crate::store::Reach;
use crate::store::Stored;

/// What becomes of the work that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SprintRest {
    /// It goes into another sprint.
    CarryOver(Reference),
    /// It is planned for no sprint any more.
    Backlog,
    /// It stays where it is.
    Keep,
}

/// How to close a sprint.
#[derive(Debug, Clone)]
pub struct SprintClosing {
    /// `closed` or `cancelled`.
    pub status: Status,
    /// What becomes of what is not done; must be said where there is any.
    pub rest: Option<SprintRest>,
    /// Why, in a few words.
    pub reason: Option<String>,
}

/// Closes a sprint, or cancels it. What leaves it is noted in it, so that its course can be told later.
///
/// # Errors
/// Something is not done and nobody says what becomes of it, the sprint may not be closed, or
/// the one that the rest should go into is over or the same.
pub fn close_sprint(
    tracker: &Tracker,
    reference: &Reference,
    closing: &SprintClosing,
) -> Result<Outcome<Vec<Stored<Sprint>>>, OpError> {
    Work::alone(tracker, "close", |work| {
        Ok(vec![stage_sprint_closing(work, reference, closing)?])
    })
}

/// Stages the end of a sprint.
pub(crate) fn stage_sprint_closing(
    work: &mut Work<'_>,
    reference: &Reference,
    closing: &SprintClosing,
) -> Result<Stored<Sprint>, OpError> {
    let stored = work.get_planned::<Sprint>(reference)?;
    let to = match &closing.rest {
        Some(SprintRest::CarryOver(other)) => Some(next_sprint(work, &stored.record, other)?),
        Some(SprintRest::Backlog | SprintRest::Keep) | None => None,
    };
    let mut after = stored.record.clone();
    let stamp = work.stamp();
    after
        .move_to(&closing.status, closing.reason.as_deref(), &stamp)
        .map_err(|error| OpError::refused("close", &after.id, error.to_string()))?;
    let staged = work.staged();
    let overview = staged.overview(Reach::Records);
    let scopes = Scopes::read(&staged, &overview, &[&stored.record]);
    let rest = unfinished(&scopes, &stored.record);
    match &closing.rest {
        None if !rest.is_empty() => return Err(undecided(&stored.record.id, &rest)),
        Some(SprintRest::CarryOver(_) | SprintRest::Backlog) => {
            let items = rest
                .iter()
                .filter_map(|key| scopes.item_of(key, &stored.record));
            let leaving: Vec<Key> = rest.iter().cloned().chain(items).collect();
            work.closing_sprint = Some(stored.file.key.clone());
            let moved = move_each(work, &leaving, to.as_ref());
            work.closing_sprint = None;
            moved?;
            after.carried_over.extend(rest);
            after.carried_over.sort();
            after.carried_over.dedup();
        }
        Some(SprintRest::Keep) | None => {}
    }
    work.edit_planned(&stored, after)
}

/// Plans what leaves a sprint for another one, or for none.
fn move_each(work: &mut Work<'_>, keys: &[Key], to: Option<&Key>) -> Result<(), OpError> {
    for key in keys {
        let one = work.get_sprint_work(&Reference::from(key))?;
        work.set_sprint(&one, to)?;
    }
    Ok(())
}

/// The sprint that takes the rest.
fn next_sprint(work: &Work<'_>, sprint: &Sprint, other: &Reference) -> Result<Key, OpError> {
    let next = work.get_planned::<Sprint>(other)?.record;
    if next.id == sprint.id {
        let reason = "it cannot carry over into itself";
        return Err(OpError::refused("close", &sprint.id, reason));
    }
    refuse_over(Direction::Add, &next)?;
    Ok(next.id)
}

/// The keys of what is in a sprint and needs work, sorted. A backlog item that has a ticket
/// in the sprint goes with its ticket.
pub(crate) fn unfinished(scopes: &Scopes, sprint: &Sprint) -> Vec<Key> {
    let open = scopes.members(sprint).iter().filter(|item| item.is_open());
    let mut keys: Vec<Key> = open.filter_map(|item| item.id.parse().ok()).collect();
    keys.sort();
    keys
}

fn undecided(id: &Key, rest: &[Key]) -> OpError {
    const NAMED_MAX: usize = 5;
    let named = rest.iter().take(NAMED_MAX);
    let mut names: Vec<String> = named.map(|key| format!("`{key}`")).collect();
    if rest.len() > NAMED_MAX {
        names.push(format!("{} more", rest.len() - NAMED_MAX));
    }
    let verb = if rest.len() == 1 { "is" } else { "are" };
    OpError::Refused {
        action: "close",
        id: id.clone(),
        reason: format!("{} {verb} not done", names.join(", ")),
        hint: Some(
            "say what becomes of that: `--carry-over SPRINT`, `--to-backlog` or `--keep`"
                .to_owned(),
        ),
    }
}
