//! What an edit of the text may not do: what the verbs would refuse.

use crate::domain::BacklogItem;
use crate::domain::Change;
use crate::domain::Epic;
use crate::domain::InSprint;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::Sprint;
use crate::domain::Ticket;
use crate::domain::Unknown;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::backlog::check_type;
use crate::ops::backlog::refuse_circle;
use crate::ops::backlog::refuse_move;
use crate::ops::work::Work;

/// What the verbs of a kind do besides, of a record before and after an edit.
#[derive(Clone, Copy)]
pub(crate) struct Rules<R> {
    /// Refuses what they would refuse.
    pub(crate) check: fn(&mut Work<'_>, &R, &R) -> Result<(), OpError>,
    /// Notes what they would note.
    pub(crate) note: fn(&Work<'_>, &R, &mut R) -> Result<(), OpError>,
}

impl Rules<Ticket> {
    pub(crate) const TICKETS: Rules<Ticket> = Rules {
        check: check_ticket,
        note: note_sprint,
    };
}

impl Rules<Epic> {
    pub(crate) const EPICS: Rules<Epic> = Rules {
        check: |_, _, _| Ok(()),
        note: |_, _, _| Ok(()),
    };
}

impl Rules<BacklogItem> {
    pub(crate) const ITEMS: Rules<BacklogItem> = Rules {
        check: check_item,
        note: note_sprint,
    };
}

impl Rules<Sprint> {
    pub(crate) const SPRINTS: Rules<Sprint> = Rules {
        check: check_sprint,
        note: |_, _, _| Ok(()),
    };
}

impl Rules<Requirement> {
    pub(crate) const REQUIREMENTS: Rules<Requirement> = Rules {
        check: check_requirement,
        note: |_, _, _| Ok(()),
    };
}

const ACTION: &str = "edit";

/// New words must be those of the project, and of the record's life; old ones may stay whatever they are.
pub(crate) fn check_words<R: Record>(
    tracker: &Tracker,
    before: &R,
    after: &R,
) -> Result<(), OpError> {
    let vocabulary = &tracker.vocabulary;
    let unknown = |source: Unknown| OpError::Unknown {
        id: Some(before.key().clone()),
        source,
    };
    if after.status() != before.status() {
        let (from, to) = (before.status(), after.status());
        match after.lifecycles() {
            [] => vocabulary.check_move(from, to).map_err(unknown)?,
            [life, ..] => life
                .check(from, to)
                .map_err(|error| refused(before, error.to_string()))?,
        }
    }
    let (old, new) = (before.summary(), after.summary());
    if new.priority != old.priority {
        let priority: Result<Priority, _> = new.priority.parse();
        let priority = priority.map_err(|error| refused(before, error.to_string()))?;
        vocabulary.check_priority(&priority).map_err(unknown)?;
    }
    for label in new.labels.iter() {
        if old.labels.iter().all(|known| known != label) {
            let label: Result<Label, _> = label.parse();
            let label = label.map_err(|error| refused(before, error.to_string()))?;
            vocabulary.check_label(&label).map_err(unknown)?;
        }
    }
    match after.fault() {
        Some(fault) if before.fault().as_ref() != Some(&fault) => Err(refused(before, fault)),
        Some(_) | None => Ok(()),
    }
}

/// New references must lead to records of the right kind; old ones may stay wherever they lead.
pub(crate) fn check_references<R: Record>(
    work: &Work<'_>,
    before: &R,
    after: &R,
) -> Result<(), OpError> {
    let known = before.references();
    let own = RecordKind::of_key(before.key());
    for (field, key) in after.references() {
        if known.contains(&(field, key)) {
            continue;
        }
        if key == before.key() {
            return Err(refused(before, "it would refer to itself"));
        }
        let kinds = own.referred_to_in(field);
        if !kinds.contains(&RecordKind::of_key(key)) {
            let nouns: Vec<&str> = kinds.iter().map(|kind| kind.kind().noun).collect();
            let reason = format!("`{key}` in `{field}` is no {}", nouns.join(" or "));
            return Err(refused(before, reason));
        }
        work.find_any(&Reference::from(key))?;
    }
    Ok(())
}

/// A ticket has a type that the project knows and what the project requires, and waits for nothing that waits for it.
fn check_ticket(work: &mut Work<'_>, before: &Ticket, after: &Ticket) -> Result<(), OpError> {
    let tracker = work.tracker;
    if after.ticket_type != before.ticket_type {
        let known = tracker.vocabulary.check_type(&after.ticket_type);
        known.map_err(|source| OpError::Unknown {
            id: Some(before.id.clone()),
            source,
        })?;
    }
    tracker.refuse_missing(ACTION, after)?;
    let parent = after.parent.clone();
    let changes = [
        Change::Parent(parent.filter(|_| before.parent != after.parent)),
        Change::DependsOn(added(&before.depends_on, &after.depends_on)),
    ];
    for change in &changes {
        work.refuse_circles(ACTION, after, change)?;
    }
    Ok(())
}

/// A backlog item moves as `tickets backlog update` would move it, and waits for nothing that waits for it.
fn check_item(
    work: &mut Work<'_>,
    before: &BacklogItem,
    after: &BacklogItem,
) -> Result<(), OpError> {
    if after.item_type != before.item_type {
        check_type(&after.item_type)?;
    }
    if after.status != before.status {
        // Under way, it is no longer what is ready or not; what it was before tells.
        let moved = BacklogItem {
            status: before.status.clone(),
            ..after.clone()
        };
        refuse_move(work, ACTION, &moved, &after.status)?;
    }
    for key in added(&before.depends_on, &after.depends_on) {
        refuse_circle(work, ACTION, &after.id, &key)?;
    }
    Ok(())
}

/// A sprint is started and closed by its verbs, which note what is in it then.
fn check_sprint(_: &mut Work<'_>, before: &Sprint, after: &Sprint) -> Result<(), OpError> {
    if after.status == before.status {
        return Ok(());
    }
    Err(OpError::Refused {
        action: ACTION,
        id: before.id.clone(),
        reason: "its status changes together with what is noted of its work".to_owned(),
        hint: Some("see `tickets sprint --help`".to_owned()),
    })
}

/// A requirement is judged by its verbs, which note what was judged; Gherkin comes from files.
fn check_requirement(
    _: &mut Work<'_>,
    before: &Requirement,
    after: &Requirement,
) -> Result<(), OpError> {
    let reason = if after.status != before.status {
        "its status changes together with what is noted of its text"
    } else if after.requirement_type != before.requirement_type {
        "its type decides what else it says, and stays"
    } else if after.requirement_type.is_gherkin() && part_of_file(after) != part_of_file(before) {
        "its Gherkin is a part of a whole file"
    } else {
        return Ok(());
    };
    Err(OpError::Refused {
        action: ACTION,
        id: before.id.clone(),
        reason: reason.to_owned(),
        hint: Some("see `tickets requirements --help`".to_owned()),
    })
}

/// Notes that work joined or left a sprint that has begun, unless the edit notes it already.
fn note_sprint<R: Record + InSprint>(
    work: &Work<'_>,
    before: &R,
    after: &mut R,
) -> Result<(), OpError> {
    if after.sprint() != before.sprint() && after.sprint_changes() == before.sprint_changes() {
        work.note_sprint_change(before.sprint(), after)?;
    }
    Ok(())
}

/// What a scenario, a rule or a feature has from the file that it came with.
fn part_of_file(one: &Requirement) -> impl PartialEq {
    (
        one.title.clone(),
        one.gherkin.clone(),
        one.of.clone(),
        one.parent.clone(),
    )
}

fn refused<R: Record>(before: &R, reason: impl Into<String>) -> OpError {
    OpError::refused(ACTION, before.key(), reason)
}

fn added(old: &[Key], new: &[Key]) -> Vec<Key> {
    let is_new = |key: &&Key| !old.contains(key);
    new.iter().filter(is_new).cloned().collect()
}
