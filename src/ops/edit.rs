//! Editing a ticket's file as text.

use crate::domain::Record as _;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::domain::Transition;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::Stored;
use crate::store::yaml;
use crate::store::yaml::Document;

/// The text of a ticket's file, to be edited.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The ticket and its file.
    pub stored: Stored<Ticket>,
    /// The file as it is.
    pub text: String,
}

/// Begins an edit: the file's text.
///
/// # Errors
/// None or several of that name, or a file that cannot be read.
pub fn draft(tracker: &Tracker, reference: &Reference) -> Result<Draft, OpError> {
    let stored = tracker.get::<Ticket>(reference)?;
    if stored.record.is_archived() {
        let reason = crate::domain::Refusal::Archived.to_string();
        return Err(OpError::refused("edit", &stored.file.key, reason));
    }
    let bytes = tracker
        .store
        .read(&stored.file.path)
        .map_err(OpError::Unreadable)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Draft { stored, text })
}

/// Ends an edit: writes `text` in place of the draft.
///
/// Where the file was changed meanwhile, the edited fields are applied to it,
/// unless both changed the same ones.
///
/// # Errors
/// A text that is no ticket, another id or uid, a word that the project does
/// not have, or a contradicting change by somebody else.
pub fn finish(
    tracker: &Tracker,
    draft: &Draft,
    text: &str,
) -> Result<Outcome<Stored<Ticket>>, OpError> {
    if text == draft.text {
        return Err(OpError::Nothing(format!(
            "`{}` was not changed",
            draft.stored.file.key
        )));
    }
    let edited = parse(draft, text)?;
    check(tracker, &draft.stored.record, &edited)?;

    let mut work = Work::begin(tracker)?;
    let before = &draft.stored.record;
    work.check_references("edit", before, &edited)?;
    let is_replanned =
        edited.sprint != before.sprint && edited.sprint_changes == before.sprint_changes;
    let path = &draft.stored.file.path;
    let present = work.transaction.current(path)?.unwrap_or_default();
    let mut after = edited;
    if present == draft.text.as_bytes() {
        work.transaction.overwrite(path, text.as_bytes().to_vec())?;
    } else {
        let merged = reapply(draft, text, &present)?;
        after = parse(draft, &merged)?;
        work.transaction.overwrite(path, merged.into_bytes())?;
    }
    let written = after.clone();
    add_transition(tracker, &draft.stored.record, &mut after);
    if is_replanned {
        work.note_sprint_change(draft.stored.record.sprint.as_ref(), &mut after);
    }
    work.transaction
        .edit(&draft.stored.file, &written, &after)?;
    let key = draft.stored.file.key.clone();
    work.commit(
        &format!("edit {key}"),
        Stored {
            file: draft.stored.file.clone(),
            record: after,
        },
    )
}

fn parse(draft: &Draft, text: &str) -> Result<Ticket, OpError> {
    let shown = "the edited text".to_owned();
    let unusable = |error: yaml::DocumentError| OpError::Invalid {
        reason: Problem::of_document(&shown, &error).to_string(),
        hint: None,
    };
    Document::parse(text.as_bytes()).map_err(unusable)?;
    let checked = yaml::check(text.as_bytes()).map_err(unusable)?;
    let ticket: Ticket = serde_yaml::from_str(checked)
        .map_err(|error| OpError::invalid(format!("the edited text is no ticket: {error}")))?;
    let before = &draft.stored.record;
    if ticket.id != before.id || (before.uid.is_some() && ticket.uid != before.uid) {
        return Err(OpError::invalid("`id` and `uid` stay as they are"));
    }
    Ok(ticket)
}

/// New words must be the project's; old ones may stay whatever they are.
fn check(tracker: &Tracker, before: &Ticket, after: &Ticket) -> Result<(), OpError> {
    let vocabulary = &tracker.vocabulary;
    let unknown = |source| OpError::Unknown {
        id: Some(before.id.clone()),
        source,
    };
    let status = crate::domain::Change::Status {
        to: after.status.clone(),
        reason: None,
    };
    if after.status != before.status {
        vocabulary.check(before, &status).map_err(unknown)?;
    }
    if after.ticket_type != before.ticket_type {
        vocabulary.check_type(&after.ticket_type).map_err(unknown)?;
    }
    if after.priority != before.priority {
        vocabulary
            .check_priority(&after.priority)
            .map_err(unknown)?;
    }
    for label in after
        .labels
        .iter()
        .filter(|label| !before.labels.contains(label))
    {
        vocabulary.check_label(label).map_err(unknown)?;
    }
    if after.ticket_references().any(|(_, key)| *key == after.id) {
        return Err(OpError::refused(
            "edit",
            &before.id,
            "it would refer to itself",
        ));
    }
    tracker.refuse_missing("edit", after)
}

/// The fields that the edit changed, put into the file as it is now.
fn reapply(draft: &Draft, text: &str, present: &[u8]) -> Result<String, OpError> {
    let path = format!(".tickets/{}", draft.stored.file.path);
    let parse = |bytes: &[u8]| {
        Document::parse(bytes)
            .map_err(|error| OpError::Unreadable(Problem::of_document(&path, &error)))
    };
    let (base, edited, present) = (
        parse(draft.text.as_bytes())?,
        parse(text.as_bytes())?,
        parse(present)?,
    );
    let names = edited.fields().keys().chain(base.fields().keys());
    for name in names {
        let (was, is, there) = (
            base.fields().get(name),
            edited.fields().get(name),
            present.fields().get(name),
        );
        if was != is && was != there && is != there {
            let name = name.as_str().unwrap_or_default();
            let reason = format!("`{path}` was changed meanwhile, and so was its `{name}` here");
            return Err(OpError::Conflict { reason });
        }
    }
    Ok(present
        .edit(Ticket::FIELDS, base.fields(), edited.fields())
        .text)
}

/// A status changed by hand is a transition like any other.
fn add_transition(tracker: &Tracker, before: &Ticket, after: &mut Ticket) {
    if after.status == before.status || after.transitions != before.transitions {
        return;
    }
    let stamp = tracker.stamp();
    after.transitions.push(Transition {
        at: stamp.at,
        from: before.status.clone(),
        to: after.status.clone(),
        by: stamp.by,
        reason: None,
    });
}
