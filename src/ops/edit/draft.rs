//! An edit, from the text of a file to another one that takes its place.

use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Reference;
use crate::domain::Refusal;
use crate::domain::Title;
use crate::domain::Transition;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::edit::rules::Rules;
use crate::ops::edit::rules::check_references;
use crate::ops::edit::rules::check_words;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::yaml;
use crate::store::yaml::Document;

/// The text of a record's file, to be edited.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The file.
    pub file: RecordFile,
    /// What is in it.
    pub text: String,
}

/// A record that was edited.
#[derive(Debug, Clone)]
pub struct Edited {
    /// Its file.
    pub file: RecordFile,
    /// What it is about now.
    pub title: Title,
}

/// Begins an edit: the text of the file of a ticket, or of another record named by its key.
///
/// # Errors
/// None or several of that name, an archived ticket, or a file that cannot be read.
pub fn draft(tracker: &Tracker, reference: &Reference) -> Result<Draft, OpError> {
    RecordKind::of_reference(reference).accept(Begin { tracker, reference })
}

struct Begin<'a> {
    tracker: &'a Tracker,
    reference: &'a Reference,
}

impl RecordVisitor for Begin<'_> {
    type Output = Result<Draft, OpError>;

    fn visit<R: Record + 'static>(self) -> Result<Draft, OpError> {
        let stored = self.tracker.find_planned::<R>(self.reference)?;
        let file = stored.file;
        if stored.record.summary().is_archived {
            let reason = Refusal::Archived.to_string();
            return Err(OpError::refused("edit", &file.key, reason));
        }
        let bytes = self.tracker.store.read(&file.path);
        let bytes = bytes.map_err(OpError::Unreadable)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Draft { file, text })
    }
}

/// Ends an edit: writes `text` in place of the draft.
///
/// Where the file was changed meanwhile, the edited fields are applied to it,
/// unless both changed the same ones.
///
/// # Errors
/// A text that is no record of that kind, another id or uid, a word that the project does
/// not have, a change that a verb would refuse, or a contradicting change by somebody else.
pub fn finish(tracker: &Tracker, draft: &Draft, text: &str) -> Result<Outcome<Edited>, OpError> {
    if text == draft.text {
        let reason = format!("`{}` was not changed", draft.file.key);
        return Err(OpError::Nothing(reason));
    }
    match RecordKind::of_key(&draft.file.key) {
        RecordKind::Ticket => finish_as(tracker, draft, text, Rules::TICKETS),
        RecordKind::Epic => finish_as(tracker, draft, text, Rules::EPICS),
        RecordKind::BacklogItem => finish_as(tracker, draft, text, Rules::ITEMS),
        RecordKind::Sprint => finish_as(tracker, draft, text, Rules::SPRINTS),
        RecordKind::Requirement => finish_as(tracker, draft, text, Rules::REQUIREMENTS),
    }
}

fn finish_as<R: Record>(
    tracker: &Tracker,
    draft: &Draft,
    text: &str,
    rules: Rules<R>,
) -> Result<Outcome<Edited>, OpError> {
    let file = &draft.file;
    let before: R = parse(&draft.text)?;
    let edited = parse_edit(&before, text)?;
    check_words(tracker, &before, &edited)?;

    let mut work = Work::begin(tracker)?;
    check_references(&work, &before, &edited)?;
    (rules.check)(&mut work, &before, &edited)?;
    let present = work.transaction.current(&file.path)?.unwrap_or_default();
    let mut after = edited;
    if present == draft.text.as_bytes() {
        work.transaction
            .overwrite(&file.path, text.as_bytes().to_vec())?;
    } else {
        let merged = reapply::<R>(draft, text, &present)?;
        after = parse_edit(&before, &merged)?;
        work.transaction
            .overwrite(&file.path, merged.into_bytes())?;
    }
    let written = after.clone();
    add_transition(tracker, &before, &mut after);
    (rules.note)(&work, &before, &mut after)?;
    work.transaction.edit(file, &written, &after)?;
    let edited = Edited {
        title: after.title().clone(),
        file: file.clone(),
    };
    work.commit(&format!("edit {}", file.key), edited)
}

fn parse_edit<R: Record>(before: &R, text: &str) -> Result<R, OpError> {
    let record: R = parse(text)?;
    if record.key() != before.key() || (before.uid().is_some() && record.uid() != before.uid()) {
        return Err(OpError::invalid("`id` and `uid` stay as they are"));
    }
    Ok(record)
}

fn parse<R: Record>(text: &str) -> Result<R, OpError> {
    let shown = "the edited text".to_owned();
    let unusable = |error: yaml::DocumentError| OpError::Invalid {
        reason: Problem::of_document(&shown, &error).to_string(),
        hint: None,
    };
    Document::parse(text.as_bytes()).map_err(unusable)?;
    let checked = yaml::check(text.as_bytes()).map_err(unusable)?;
    let noun = R::KIND.noun;
    serde_yaml::from_str(checked)
        .map_err(|error| OpError::invalid(format!("the edited text is no {noun}: {error}")))
}

/// The fields that the edit changed, put into the file as it is now.
fn reapply<R: Record>(draft: &Draft, text: &str, present: &[u8]) -> Result<String, OpError> {
    let path = format!(".tickets/{}", draft.file.path);
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
    let merged = present.edit(R::FIELDS, base.fields(), edited.fields());
    Ok(merged.text)
}

/// A status changed by hand is a transition like any other.
fn add_transition<R: Record>(tracker: &Tracker, before: &R, after: &mut R) {
    if after.status() == before.status() || after.transitions() != before.transitions() {
        return;
    }
    let stamp = tracker.stamp();
    let (status, transitions) = after.course();
    transitions.push(Transition {
        at: stamp.at,
        from: before.status().clone(),
        to: status.clone(),
        by: stamp.by,
        reason: None,
    });
}
