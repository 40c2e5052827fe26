//! Starting, closing and reopening tickets.

use crate::domain::Category;
use crate::domain::Change;
use crate::domain::Person;
use crate::domain::Reference;
use crate::domain::Resolution;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::show;
use crate::ops::update::Update;
use crate::ops::update::change_each;
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
    let to = first(tracker, Category::Doing)?;
    change_each(tracker, "start", references, &Update::default(), |stored| {
        refuse_settled(tracker, stored)?;
        if !start.is_forced {
            refuse_blocked(tracker, stored)?;
        }
        // One that is being worked on already stays in its own status.
        let category = tracker.vocabulary.category(&stored.record.status);
        let mut changes = Vec::new();
        if category != Some(Category::Doing) {
            changes.push(Change::Status {
                to: to.clone(),
                reason: None,
            });
        }
        let own_name = || tracker.user().map(|(name, _)| name);
        let assignee = start
            .assignee
            .clone()
            .or_else(|| stored.record.assignee.clone())
            .or_else(own_name);
        changes.push(Change::Assignee(assignee));
        Ok(changes)
    })
}

fn refuse_settled(tracker: &Tracker, stored: &Stored<Ticket>) -> Result<(), OpError> {
    let status = &stored.record.status;
    if !tracker.vocabulary.is_settled(status) {
        return Ok(());
    }
    Err(OpError::Refused {
        action: "start",
        id: stored.file.key.clone(),
        reason: format!("it is {status}"),
        hint: Some("`tickets reopen` comes first".to_owned()),
    })
}

fn refuse_blocked(tracker: &Tracker, stored: &Stored<Ticket>) -> Result<(), OpError> {
    let shown = show(tracker, &Reference::from(&stored.file.key), false)?;
    let waits_for: Vec<String> = shown
        .ticket
        .computed
        .blocked_by
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
    let to = match &close.status {
        Some(status) => status.clone(),
        None => first(tracker, Category::Done)?,
    };
    tracker
        .vocabulary
        .check_status(&to)
        .map_err(|source| OpError::Unknown { id: None, source })?;
    if !tracker.vocabulary.is_settled(&to) {
        return Err(OpError::invalid(format!(
            "the status `{to}` does not settle a ticket"
        )));
    }
    let update = Update {
        comment: close.comment.clone(),
        ..Update::default()
    };
    change_each(tracker, "close", references, &update, |stored| {
        let mut changes = Vec::new();
        let is_settled = tracker.vocabulary.is_settled(&stored.record.status);
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
    })
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
    let to = first(tracker, Category::Todo)?;
    change_each(
        tracker,
        "reopen",
        references,
        &Update::default(),
        |stored| {
            if !tracker.vocabulary.is_settled(&stored.record.status) {
                return Ok(Vec::new());
            }
            let reason = reason.map(str::to_owned);
            Ok(vec![
                Change::Status {
                    to: to.clone(),
                    reason,
                },
                Change::Resolution(None),
            ])
        },
    )
}

fn first(tracker: &Tracker, category: Category) -> Result<Status, OpError> {
    let status = tracker.vocabulary.first(category).cloned();
    status.ok_or_else(|| {
        OpError::invalid(format!(
            "the project has no status of the category `{category}`"
        ))
    })
}
