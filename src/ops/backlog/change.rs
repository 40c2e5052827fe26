//! Creating, changing, closing and deleting backlog items.

use crate::domain::BacklogItem;
use crate::domain::Category;
use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::Title;
use crate::domain::WordError;
use crate::ops::ChecklistEdit;
use crate::ops::ItemEdit;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::References;
use crate::ops::Tracker;
use crate::ops::backlog::groom::refuse_unready;
use crate::ops::work::Work;
use crate::store::Stored;

/// What a command made of backlog items.
pub(crate) type Items = Outcome<Vec<Stored<BacklogItem>>>;

/// A backlog item to be created.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// What it is about, in one line.
    pub title: Title,
    /// Its other fields.
    pub edit: ItemEdit,
}

/// Creates a backlog item: a story of the user's, unless told otherwise, with
/// the project's definition of done.
///
/// # Errors
/// A word that the project does not have, a value that makes no sense, or a reference that leads nowhere.
pub fn create_item(tracker: &Tracker, new: &NewItem) -> Result<Items, OpError> {
    Work::alone(tracker, "create", |work| Ok(vec![stage_item(work, new)?]))
}

/// Stages a new backlog item.
pub(crate) fn stage_item(
    work: &mut Work<'_>,
    new: &NewItem,
) -> Result<Stored<BacklogItem>, OpError> {
    let unusable = |error: WordError| OpError::invalid(error.to_string());
    let key = work.next_planned_key::<BacklogItem>()?;
    let mut item = BacklogItem::new(key, new.title.clone());
    item.uid = Some(work.next_uid());
    item.item_type = BacklogItem::TYPES[0].parse().map_err(unusable)?;
    item.created_at = Some(work.tracker.now());
    item.created_by = work.user().map(|(_, full)| full.clone());
    item.product_owner = work.user().map(|(name, _)| name.clone());
    item.priority = work.default_priority()?;
    let usual = ChecklistEdit::adding(&work.tracker.settings.definition_of_done);
    let id = item.id.clone();
    usual.apply(work, (&id, "line"), &mut item.definition_of_done)?;
    let item = new.edit.apply(work, "create", &item)?;
    work.create_planned(item)
}

/// Changes backlog items.
///
/// # Errors
/// As [`create_item`], no such item, a status that may not follow, or one that asks for more than the item has:
/// see [`ready_items`](crate::ops::ready_items) and [`close_items`].
pub fn update_items(
    tracker: &Tracker,
    references: &[Reference],
    edit: &ItemEdit,
    status: Option<&Status>,
) -> Result<Items, OpError> {
    Work::alone(tracker, "update", |work| {
        stage_item_update(work, references, edit, status)
    })
}

/// Stages the same changes of each backlog item.
pub(crate) fn stage_item_update(
    work: &mut Work<'_>,
    references: &[Reference],
    edit: &ItemEdit,
    status: Option<&Status>,
) -> Result<Vec<Stored<BacklogItem>>, OpError> {
    work.tracker.check_planned_status::<BacklogItem>(status)?;
    let items = work.get_each_planned::<BacklogItem>(references)?;
    let change = |stored: Stored<BacklogItem>| {
        let after = edit.apply(work, "update", &stored.record)?;
        let stored = work.edit_planned(&stored, after)?;
        let Some(status) = status else {
            return Ok(stored);
        };
        if stored.record.status == *status {
            return Ok(stored);
        }
        refuse_move(work, "update", &stored.record, status)?;
        work.move_planned("update", &stored, status, None)
    };
    items.into_iter().map(change).collect()
}

/// Ends backlog items: they are done, or will not be.
///
/// # Errors
/// No such item, or one that is to be done has an open ticket or an unmet line in its definition of done, and nobody insists.
pub fn close_items(
    tracker: &Tracker,
    references: &[Reference],
    category: Category,
    (reason, is_forced): (Option<&str>, bool),
) -> Result<Items, OpError> {
    Work::alone(tracker, "close", |work| {
        stage_item_closing(work, references, category, (reason, is_forced))
    })
}

/// Stages the end of backlog items.
pub(crate) fn stage_item_closing(
    work: &mut Work<'_>,
    references: &[Reference],
    category: Category,
    (reason, is_forced): (Option<&str>, bool),
) -> Result<Vec<Stored<BacklogItem>>, OpError> {
    let (name, must_be_done) = match category {
        Category::Dropped => ("cancelled", false),
        Category::Todo | Category::Doing | Category::Blocked | Category::Done => {
            ("done", !is_forced)
        }
    };
    let status = named(name)?;
    let mut items = work.get_each_planned::<BacklogItem>(references)?;
    for stored in &mut items {
        if stored.record.category() == category {
            continue;
        }
        if must_be_done {
            refuse_undone(work, ("close", "`--force`"), &stored.record)?;
        }
        *stored = work.move_planned("close", stored, &status, reason)?;
    }
    Ok(items)
}

/// Refuses to call an item ready or done that is not.
pub(crate) fn refuse_move(
    work: &mut Work<'_>,
    action: &'static str,
    item: &BacklogItem,
    to: &Status,
) -> Result<(), OpError> {
    if to.as_str() == "ready" {
        return refuse_unready(work, action, item);
    }
    if item.lifecycle().category(to) == Some(Category::Done) {
        return refuse_undone(work, (action, "`tickets backlog close --force`"), item);
    }
    Ok(())
}

/// Refuses to call done what has tickets that are still open, or does not meet its definition of done.
fn refuse_undone(
    work: &mut Work<'_>,
    (action, insisting): (&'static str, &str),
    item: &BacklogItem,
) -> Result<(), OpError> {
    let mut open: Vec<String> = Vec::new();
    for file in work.made_of(&item.id) {
        let ticket = work.view.load::<Ticket>(&file);
        let ticket = ticket.map_err(OpError::Unreadable)?.record;
        if !work.tracker.vocabulary.is_settled(&ticket.status) {
            open.push(file.key.to_string());
        }
    }
    let mut reasons = Vec::new();
    if !open.is_empty() {
        reasons.push(format!("not settled: {}", open.join(", ")));
    }
    let unmet = item.definition_of_done.iter().filter(|line| !line.done);
    let unmet: Vec<String> = unmet.map(|line| format!("“{}”", line.text)).collect();
    if !unmet.is_empty() {
        let unmet = unmet.join(", ");
        reasons.push(format!("its definition of done is not met: {unmet}"));
    }
    if reasons.is_empty() {
        return Ok(());
    }
    Err(OpError::Refused {
        action,
        id: item.id.clone(),
        reason: reasons.join("; "),
        hint: Some(format!("{insisting} closes it all the same")),
    })
}

/// Takes back that items are done, which makes them items in progress, or that they will not be, which makes them new.
///
/// # Errors
/// No such item.
pub fn reopen_items(
    tracker: &Tracker,
    references: &[Reference],
    reason: Option<&str>,
) -> Result<Items, OpError> {
    Work::alone(tracker, "reopen", |work| {
        stage_item_reopening(work, references, reason)
    })
}

/// Stages that backlog items are taken up again.
pub(crate) fn stage_item_reopening(
    work: &mut Work<'_>,
    references: &[Reference],
    reason: Option<&str>,
) -> Result<Vec<Stored<BacklogItem>>, OpError> {
    let items = work.get_each_planned::<BacklogItem>(references)?;
    let change = |stored: Stored<BacklogItem>| {
        let name = match stored.record.category() {
            Category::Done => "in-progress",
            Category::Dropped => "new",
            Category::Todo | Category::Doing | Category::Blocked => return Ok(stored),
        };
        work.move_planned("reopen", &stored, &named(name)?, reason)
    };
    items.into_iter().map(change).collect()
}

/// Deletes backlog items.
///
/// # Errors
/// Another record refers to one of them, unless told to unlink.
pub fn delete_items(
    tracker: &Tracker,
    references: &[Reference],
    others: References,
) -> Result<Items, OpError> {
    Work::alone(tracker, "delete", |work| {
        work.delete_planned::<BacklogItem>(references, others)
    })
}

/// A status of the lifecycle.
pub(crate) fn named(name: &str) -> Result<Status, OpError> {
    let unusable = |error: WordError| OpError::invalid(error.to_string());
    name.parse().map_err(unusable)
}
