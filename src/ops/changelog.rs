//! Tickets that were settled between two revisions.

use crate::domain::Category;
use crate::domain::Pair;
use crate::domain::Resolution;
use crate::domain::Ticket;
use crate::domain::Transition;
use crate::domain::Vocabulary;
use crate::ops::OpError;
use crate::ops::RevisionRange;
use crate::ops::Tracker;
use crate::ops::diff::between;
use crate::store::Problem;

/// What was settled.
#[derive(Debug)]
pub struct Changelog {
    /// The tickets, sorted by key.
    pub tickets: Vec<Settled>,
    /// How many were dropped and are left out.
    pub dropped: usize,
    /// Files that could not be read; nothing is said of them.
    pub problems: Vec<Problem>,
}

/// A ticket that was settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// As it is at the end.
    pub ticket: Ticket,
    /// The move that settled it; none in a file edited by hand.
    pub step: Option<Transition>,
    /// Whether nothing was done: its status or its resolution says so.
    pub is_dropped: bool,
}

/// Resolutions that say that nothing was done, in lower case and without anything but letters.
const NOT_DONE: [&str; 15] = [
    "bydesign",
    "canceled",
    "cancelled",
    "cannotreproduce",
    "declined",
    "dropped",
    "duplicate",
    "invalid",
    "notabug",
    "obsolete",
    "rejected",
    "wontdo",
    "wontfix",
    "wontresolve",
    "worksforme",
];

/// Lists the tickets that are done at the end of `range` and were not at its beginning, new ones included; a revision
/// alone is compared with the current commit. Only files that differ are understood.
///
/// # Errors
/// No version control, a revision that there is not.
pub fn changelog(
    tracker: &Tracker,
    range: &RevisionRange,
    with_dropped: bool,
) -> Result<Changelog, OpError> {
    let (from, to) = range.until_now().states(tracker)?;
    let compared = between(tracker, &from, &to)?;
    let settled = compared
        .pairs
        .iter()
        .filter_map(|pair| settled(pair, &tracker.vocabulary));
    let (dropped, done): (Vec<Settled>, Vec<Settled>) =
        settled.partition(|settled| settled.is_dropped);
    let mut changelog = Changelog {
        tickets: done,
        dropped: 0,
        problems: compared.problems,
    };
    if with_dropped {
        changelog.tickets.extend(dropped);
        changelog
            .tickets
            .sort_by(|a, b| a.ticket.id.cmp(&b.ticket.id));
    } else {
        changelog.dropped = dropped.len();
    }
    Ok(changelog)
}

/// The ticket, if it was settled between its two states.
fn settled(pair: &Pair<Ticket>, vocabulary: &Vocabulary) -> Option<Settled> {
    let ticket = &pair.after()?.record;
    let category = vocabulary.category(&ticket.status)?;
    let before = pair.before().map(|before| &before.record);
    let was = before.and_then(|before| vocabulary.category(&before.status));
    let is_new = match category {
        Category::Done => was != Some(Category::Done),
        Category::Dropped => !was.is_some_and(Category::is_settled),
        Category::Todo | Category::Doing | Category::Blocked => false,
    };
    let settling = ticket
        .transitions
        .iter()
        .rev()
        .find(|step| step.to == ticket.status);
    is_new.then(|| Settled {
        ticket: ticket.clone(),
        step: settling.cloned(),
        is_dropped: category == Category::Dropped
            || ticket.resolution.as_ref().is_some_and(is_not_done),
    })
}

fn is_not_done(resolution: &Resolution) -> bool {
    let letters = resolution.as_str().chars().filter(|c| c.is_alphabetic());
    let word: String = letters.flat_map(char::to_lowercase).collect();
    NOT_DONE.contains(&word.as_str())
}
