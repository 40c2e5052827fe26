//! The operations on entries of journals, and on time. Timers are no part of the project.

use crate::ops::JournalEdit;
use crate::ops::NewMilestone;
use crate::ops::OpError;
use crate::ops::TimeEdit;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::forms::Field;
use crate::ops::batch::forms::Form;
use crate::ops::batch::forms::Shape;
use crate::ops::batch::forms::may;
use crate::ops::batch::forms::must;
use crate::ops::batch::performed::Target;
use crate::ops::journal;
use crate::ops::time;
use crate::ops::work::Work;

const ID: Field = must("id", Shape::Record, "The ticket or other record");

/// What can be done to entries.
pub(crate) const FORMS: &[Form] = &[
    Form {
        name: "journal",
        groups: &[&[
            ID,
            may("text", Shape::Text, "What to say"),
            may("type", Shape::Text, "What sort of entry it is"),
            may("completion", Shape::Count, "How much is done, in percent"),
            may("spent", Shape::Duration, "How long it took: `1h30m`"),
            may("estimate", Shape::Duration, "How long it will take"),
            may("milestone", Shape::Text, "The milestone that was reached"),
            may("dependencies", Shape::Records, "What the work depends on"),
            may("risks", Shape::Texts, "What may go wrong"),
            may("decisions", Shape::Texts, "What was decided"),
            may("edit", Shape::Text, "Id of the entry to change instead"),
            may("delete", Shape::Text, "Id of the entry to delete instead"),
        ]],
        stage: stage_journal,
    },
    Form {
        name: "milestone add",
        groups: &[&[
            ID,
            must("name", Shape::Text, "What the milestone is called"),
            may("message", Shape::Text, "What there is to say of it"),
            may("completion", Shape::Count, "How much is done, in percent"),
        ]],
        stage: |work, fields| {
            let new = NewMilestone {
                name: fields.required("name")?.to_owned(),
                text: fields.own_text("message")?,
                completion: fields.percent("completion")?,
            };
            let stored = journal::stage_milestone(work, &fields.id()?, &new)?;
            Ok(Target::of_entry(&stored))
        },
    },
    Form {
        name: "time",
        groups: &[&[
            ID,
            may("add", Shape::Duration, "Time to add: `1h30m`"),
            may("edit", Shape::Text, "Id of the entry to change instead"),
            may("delete", Shape::Text, "Id of the entry to delete instead"),
            may("minutes", Shape::Duration, "With `edit`: how long it took"),
            may("type", Shape::Text, "What sort of work it was"),
            may("description", Shape::Text, "What was done"),
            may("on", Shape::Text, "The day on which it was done"),
        ]],
        stage: stage_time,
    },
];

fn stage_journal(work: &mut Work<'_>, fields: &Fields<'_>) -> Result<Target, OpError> {
    let id = fields.id()?;
    let stored = match (fields.text("edit")?, fields.text("delete")?) {
        (None, None) => journal::stage_note(work, &id, &journal_edit(work, fields)?)?,
        (Some(entry), None) => {
            let edit = journal_edit(work, fields)?;
            journal::stage_note_edit(work, &id, entry, &edit)?
        }
        (edited, Some(entry)) => {
            if edited.is_some() || journal_edit(work, fields)? != JournalEdit::default() {
                return Err(OpError::invalid("`delete` goes with no other field"));
            }
            journal::stage_note_deletion(work, &id, entry)?
        }
    };
    Ok(Target::of_entry(&stored))
}

/// What the fields say; a text or a list that is `null` is taken back.
fn journal_edit(work: &Work<'_>, fields: &Fields<'_>) -> Result<JournalEdit, OpError> {
    let emptied: Vec<&str> = fields.empty().collect();
    let text = |name: &str| -> Result<Option<String>, OpError> {
        let is_empty = emptied.contains(&name);
        Ok(fields.own_text(name)?.or(is_empty.then(String::new)))
    };
    let texts = |name: &str| -> Result<Option<Vec<String>>, OpError> {
        let is_said = fields.has(name) || emptied.contains(&name);
        let texts = fields.own_texts(name)?;
        Ok(is_said.then_some(texts))
    };
    let names_dependencies = fields.has("dependencies") || emptied.contains(&"dependencies");
    let dependencies = fields.records("dependencies")?;
    Ok(JournalEdit {
        entry_type: fields.word("type")?,
        text: text("text")?,
        completion: fields.percent("completion")?,
        spent: fields.minutes(work, "spent")?,
        estimate: fields.minutes(work, "estimate")?,
        milestone: text("milestone")?,
        dependencies: names_dependencies.then_some(dependencies),
        risks: texts("risks")?,
        decisions: texts("decisions")?,
    })
}

fn stage_time(work: &mut Work<'_>, fields: &Fields<'_>) -> Result<Target, OpError> {
    let id = fields.id()?;
    let added = fields.minutes(work, "add")?;
    let minutes = fields.minutes(work, "minutes")?;
    let is_null = fields.empty().any(|name| name == "description");
    let edit = TimeEdit {
        entry_type: fields.word("type")?,
        minutes: added.or(minutes),
        text: fields
            .own_text("description")?
            .or(is_null.then(String::new)),
        on: fields.day(work, "on")?,
    };
    let stored = match (added, fields.text("edit")?, fields.text("delete")?) {
        (Some(_), None, None) if minutes.is_none() => time::stage_time(work, &id, &edit)?,
        (None, Some(entry), None) => time::stage_time_edit(work, &id, entry, &edit)?,
        (None, None, Some(entry)) if edit == TimeEdit::default() => {
            time::stage_time_deletion(work, &id, entry)?
        }
        (None, None, Some(_)) => {
            return Err(OpError::invalid("`delete` goes with no other field"));
        }
        (Some(_), None, None) => {
            return Err(OpError::invalid(
                "`minutes` goes with `edit`, `add` says it itself",
            ));
        }
        (None, None, None) | (_, Some(_), _) | (Some(_), _, Some(_)) => {
            return Err(OpError::invalid(
                "`time` needs one of the fields `add`, `edit`, `delete`",
            ));
        }
    };
    Ok(Target::of_entry(&stored))
}
