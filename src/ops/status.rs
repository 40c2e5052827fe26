//! Starting, closing and reopening tickets.

use crate::domain::Category;
use crate::domain::Change;
use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Reference;
use crate::domain::Resolution;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::Vocabulary;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::update::Update;
use crate::ops::update::Verb;
use crate::ops::work::Work;
use crate::store::Stored;

/// How to start tickets.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// Who works on them; the user where nobody does yet.
    pub assignee: Option<Person>,
    /// Even if they wait for others.
    pub is_forced: bool,
}

/// How to close tickets.
#[derive(Debug, Clone, Default)]
pub struct Close {
    /// The status they get; the first of the category `done` where none is given.
    pub status: Option<Status>,
    /// How they were settled.
    pub resolution: Option<Resolution>,
    /// Why, for the transition.
    pub reason: Option<String>,
    /// A comment to add.
    pub comment: Option<String>,
}

/// Moves tickets to the first status of the category `doing`, and gives those
/// without an assignee to the user.
///
/// # Errors
/// One of them waits for others, or a rule of the project.
pub fn start(
    tracker: &Tracker,
    references: &[Reference],
    start: &Start,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "start", |work| {
        stage_start(work, references, start)
    })
}

/// Stages a start.
pub(crate) fn stage_start(
    work: &mut Work<'_>,
    references: &[Reference],
    start: &Start,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let to = first(work.tracker, Category::Doing)?;
    let verb = Verb {
        name: "start",
        update: &Update::default(),
    };
    verb.stage(work, references, |work, stored| {
        let vocabulary = &work.tracker.vocabulary;
        refuse_settled(vocabulary, stored)?;
        if !start.is_forced {
            refuse_blocked(work, stored)?;
        }
        // One that is being worked on already stays in its own status.
        let mut changes = Vec::new();
        if vocabulary.category(&stored.record.status) != Some(Category::Doing) {
            changes.push(Change::Status {
                to: to.clone(),
                reason: None,
            });
        }
        let own_name = || work.user().map(|(name, _)| name.clone());
        let assignee = start
            .assignee
            .clone()
            .or_else(|| stored.record.assignee.clone())
            .or_else(own_name);
        changes.push(Change::Assignee(assignee));
        Ok(changes)
    })
}

fn refuse_settled(vocabulary: &Vocabulary, stored: &Stored<Ticket>) -> Result<(), OpError> {
    let status = &stored.record.status;
    if !vocabulary.is_settled(status) {
        return Ok(());
    }
    Err(OpError::Refused {
        action: "start",
        id: stored.file.key.clone(),
        reason: format!("it is {status}"),
        hint: Some("`tickets reopen` comes first".to_owned()),
    })
}

fn refuse_blocked(work: &Work<'_>, stored: &Stored<Ticket>) -> Result<(), OpError> {
    let dependencies = stored.record.depends_on.iter();
    let found = dependencies.filter_map(|key| work.get(&Reference::from(key)).ok());
    let mut near: Vec<Ticket> = found.map(|stored| stored.record).collect();
    near.push(stored.record.clone());
    let graph = Graph::new(&near, &work.tracker.vocabulary);
    let waits_for: Vec<String> = graph
        .blockers(&stored.record.id)
        .iter()
        .map(|blocker| format!("`{}`", blocker.id))
        .collect();
    if waits_for.is_empty() {
        return Ok(());
    }
    Err(OpError::Refused {
        action: "start",
        id: stored.file.key.clone(),
        reason: format!("it waits for {}", waits_for.join(", ")),
        hint: Some("`--force` starts it all the same".to_owned()),
    })
}

/// Moves tickets to a status that settles them.
///
/// # Errors
/// A status that does not settle anything, or a rule of the project.
pub fn close(
    tracker: &Tracker,
    references: &[Reference],
    close: &Close,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "close", |work| {
        stage_close(work, references, close)
    })
}

/// Stages a closing.
pub(crate) fn stage_close(
    work: &mut Work<'_>,
    references: &[Reference],
    close: &Close,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let vocabulary = &work.tracker.vocabulary;
    let to = match &close.status {
        Some(status) => status.clone(),
        None => first(work.tracker, Category::Done)?,
    };
    vocabulary
        .check_status(&to)
        .map_err(|source| OpError::Unknown { id: None, source })?;
    if !vocabulary.is_settled(&to) {
        return Err(OpError::invalid(format!(
            "the status `{to}` does not settle a ticket"
        )));
    }
    let verb = Verb {
        name: "close",
        update: &Update {
            comment: close.comment.clone(),
            ..Update::default()
        },
    };
    let closed = verb.stage(work, references, |_, stored| {
        let mut changes = Vec::new();
        let is_settled = vocabulary.is_settled(&stored.record.status);
        if !is_settled || close.status.is_some() {
            changes.push(Change::Status {
                to: to.clone(),
                reason: close.reason.clone(),
            });
        }
        if close.resolution.is_some() {
            changes.push(Change::Resolution(close.resolution.clone()));
        }
        Ok(changes)
    })?;
    let keys: Vec<&Key> = closed.iter().map(|stored| &stored.file.key).collect();
    work.stop_timer_on(&keys);
    Ok(closed)
}

/// Moves settled tickets back to the first status of the category `todo`.
///
/// # Errors
/// One of them is not settled, or a rule of the project.
pub fn reopen(
    tracker: &Tracker,
    references: &[Reference],
    reason: Option<&str>,
) -> Result<Outcome<Vec<Stored<Ticket>>>, OpError> {
    Work::alone(tracker, "reopen", |work| {
        stage_reopening(work, references, reason)
    })
}

/// Stages a reopening.
pub(crate) fn stage_reopening(
    work: &mut Work<'_>,
    references: &[Reference],
    reason: Option<&str>,
) -> Result<Vec<Stored<Ticket>>, OpError> {
    let to = first(work.tracker, Category::Todo)?;
    let verb = Verb {
        name: "reopen",
        update: &Update::default(),
    };
    verb.stage(work, references, |work, stored| {
        if !work.tracker.vocabulary.is_settled(&stored.record.status) {
            return Ok(Vec::new());
        }
        let reopened = Change::Status {
            to: to.clone(),
            reason: reason.map(str::to_owned),
        };
        Ok(vec![reopened, Change::Resolution(None)])
    })
}

fn first(tracker: &Tracker, category: Category) -> Result<Status, OpError> {
    let status = tracker.vocabulary.first(category).cloned();
    status.ok_or_else(|| {
        OpError::invalid(format!(
            "the project has no status of the category `{category}`"
        ))
    })
}
