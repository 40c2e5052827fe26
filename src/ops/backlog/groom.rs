//! Making backlog items ready for a sprint.

use crate::domain::BacklogItem;
use crate::domain::Category;
use crate::domain::Key;
use crate::domain::Living as _;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Unready;
use crate::domain::item_readiness;
use crate::ops::ItemEdit;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::backlog::change::Items;
use crate::ops::backlog::change::named;
use crate::ops::backlog::outlook::Standing;
use crate::ops::backlog::outlook::blockers;
use crate::ops::work::Work;
use crate::store::Stored;

/// Gives backlog items what they lack, and calls new ones groomed.
///
/// # Errors
/// No such item, one that was begun already, or a value that makes no sense.
pub fn groom_items(
    tracker: &Tracker,
    references: &[Reference],
    edit: &ItemEdit,
) -> Result<Items, OpError> {
    Work::alone(tracker, "groom", |work| {
        stage_grooming(work, references, edit)
    })
}

/// Stages that backlog items are groomed.
pub(crate) fn stage_grooming(
    work: &mut Work<'_>,
    references: &[Reference],
    edit: &ItemEdit,
) -> Result<Vec<Stored<BacklogItem>>, OpError> {
    let groomed = named("groomed")?;
    let items = work.get_each_planned::<BacklogItem>(references)?;
    let change = |stored: Stored<BacklogItem>| {
        let status = stored.record.status.clone();
        if stored.record.category() != Category::Todo {
            let reason = format!("it is {status}");
            return Err(OpError::refused("groom", &stored.file.key, reason));
        }
        let after = edit.apply(work, "groom", &stored.record)?;
        let stored = work.edit_planned(&stored, after)?;
        if status.as_str() != "new" {
            return Ok(stored);
        }
        work.move_planned("groom", &stored, &groomed, None)
    };
    items.into_iter().map(change).collect()
}

/// Calls backlog items ready, if all of them are.
///
/// # Errors
/// No such item, or one that is not ready, with every reason.
pub fn ready_items(tracker: &Tracker, references: &[Reference]) -> Result<Items, OpError> {
    Work::alone(tracker, "make ready", |work| {
        stage_readying(work, references)
    })
}

/// Stages that backlog items are ready.
pub(crate) fn stage_readying(
    work: &mut Work<'_>,
    references: &[Reference],
) -> Result<Vec<Stored<BacklogItem>>, OpError> {
    let ready = named("ready")?;
    let items = work.get_each_planned::<BacklogItem>(references)?;
    let change = |stored: Stored<BacklogItem>| {
        refuse_unready(work, "make ready", &stored.record)?;
        work.move_planned("make ready", &stored, &ready, None)
    };
    items.into_iter().map(change).collect()
}

/// Refuses to call an item ready that is not, with every reason.
pub(crate) fn refuse_unready(
    work: &Work<'_>,
    action: &'static str,
    item: &BacklogItem,
) -> Result<(), OpError> {
    let blockers = blockers(item, |key| standing(work, key));
    let reasons = item_readiness(item, blockers);
    if reasons.is_empty() {
        return Ok(());
    }
    let is_of_its_own = |reason: &Unready| !matches!(reason, Unready::Waits(_));
    let can_groom = !item.is_settled() && reasons.iter().any(is_of_its_own);
    let texts: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    Err(OpError::Refused {
        action,
        id: item.id.clone(),
        reason: texts.join("; "),
        hint: can_groom.then(|| "`tickets backlog groom` gives it what it lacks".to_owned()),
    })
}

/// Where something stands, with what is staged.
fn standing(work: &Work<'_>, key: &Key) -> Option<Standing> {
    let reference = Reference::from(key);
    if RecordKind::of_key(key) == RecordKind::BacklogItem {
        let found = work.get_planned::<BacklogItem>(&reference).ok()?;
        return Some(Standing::of_item(&found.record));
    }
    let status = work.get(&reference).ok()?.record.status;
    Some(Standing {
        is_settled: work.tracker.vocabulary.is_settled(&status),
        status,
    })
}
