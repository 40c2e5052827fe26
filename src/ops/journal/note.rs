//! Writing into a journal.

use crate::domain::Entry;
use crate::domain::EntryType;
use crate::domain::Minutes;
use crate::domain::Percent;
use crate::domain::Reference;
use crate::domain::Text;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::entries::check_type;
use crate::ops::entries::key_of;
use crate::ops::work::Work;
use crate::store::StoredEntry;

/// What a verb of journals does to a record, for refusals.
const ACTION: &str = "write into the journal of";

/// What an entry says, as far as that is given; an empty text or list takes back what was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalEdit {
    /// What sort of entry it is. A new one that names a milestone or a decision is of that type
    /// unless told otherwise.
    pub entry_type: Option<EntryType>,
    /// Its own words.
    pub text: Option<String>,
    /// How much is done.
    pub completion: Option<Percent>,
    /// How long the work took.
    pub spent: Option<Minutes>,
    /// How long the work will take.
    pub estimate: Option<Minutes>,
    /// The milestone that was reached.
    pub milestone: Option<String>,
    /// What the work depends on.
    pub dependencies: Option<Vec<Reference>>,
    /// What may go wrong, each in one line.
    pub risks: Option<Vec<String>>,
    /// What was decided, each in one line.
    pub decisions: Option<Vec<String>>,
}

/// Writes into the journal of a record.
///
/// # Errors
/// No such record, one that is archived, nothing said, words that cannot be used.
pub fn journal(
    tracker: &Tracker,
    reference: &Reference,
    edit: &JournalEdit,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let stored = stage_note(&mut work, reference, edit)?;
    let summary = format!("journal {}", key_of(&stored));
    work.commit(&summary, stored)
}

/// Stages a new entry of a journal.
pub(crate) fn stage_note(
    work: &mut Work<'_>,
    reference: &Reference,
    edit: &JournalEdit,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries(ACTION, reference)?;
    let mut entry = work.new_entry(&record, Entry::JOURNAL);
    entry.entry_type = Some(own_type(edit)?);
    apply(work, &mut entry, edit)?;
    work.add_entry(&record, entry)
}

/// Changes an entry of a journal.
///
/// # Errors
/// Those of [`journal`], no such entry, or one that says that already.
pub fn edit_journal_entry(
    tracker: &Tracker,
    reference: &Reference,
    id: &str,
    edit: &JournalEdit,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let stored = stage_note_edit(&mut work, reference, id, edit)?;
    work.commit_edit(stored)
}

/// Stages that an entry of a journal says something else.
pub(crate) fn stage_note_edit(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
    edit: &JournalEdit,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries(ACTION, reference)?;
    let before = work.find_entry(&record, Entry::JOURNAL, id)?;
    let mut after = before.entry.clone();
    apply(work, &mut after, edit)?;
    work.edit_entry(before, after)
}

/// Removes an entry of a journal.
///
/// # Errors
/// No such record or entry, or a record that is archived.
pub fn delete_journal_entry(
    tracker: &Tracker,
    reference: &Reference,
    id: &str,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let stored = stage_note_deletion(&mut work, reference, id)?;
    work.commit_removal(stored)
}

/// Stages that an entry of a journal goes.
pub(crate) fn stage_note_deletion(
    work: &mut Work<'_>,
    reference: &Reference,
    id: &str,
) -> Result<StoredEntry, OpError> {
    let record = work.find_for_entries(ACTION, reference)?;
    work.remove_entry(&record, Entry::JOURNAL, id)
}

/// The type of a new entry.
fn own_type(edit: &JournalEdit) -> Result<EntryType, OpError> {
    let names_milestone = edit.milestone.as_ref().is_some_and(|name| !name.is_empty());
    let names_decision = edit.decisions.as_ref().is_some_and(|list| !list.is_empty());
    let usual = match (names_milestone, names_decision) {
        (true, _) => "milestone",
        (false, true) => "decision",
        (false, false) => Entry::JOURNAL_TYPES[0],
    };
    let usual = usual.parse();
    let usual =
        usual.map_err(|error: crate::domain::WordError| OpError::invalid(error.to_string()))?;
    Ok(edit.entry_type.clone().unwrap_or(usual))
}

fn apply(work: &Work<'_>, entry: &mut Entry, edit: &JournalEdit) -> Result<(), OpError> {
    if let Some(entry_type) = &edit.entry_type {
        check_type(entry_type, &Entry::JOURNAL_TYPES)?;
        entry.entry_type = Some(entry_type.clone());
    }
    if let Some(text) = &edit.text {
        entry.text = Text::new(if text.trim().is_empty() { "" } else { text });
    }
    entry.completion = edit.completion.or(entry.completion);
    entry.spent_minutes = edit.spent.or(entry.spent_minutes);
    entry.estimate_minutes = edit.estimate.or(entry.estimate_minutes);
    if let Some(milestone) = &edit.milestone {
        entry.milestone = lines(std::slice::from_ref(milestone))?.pop();
    }
    if let Some(references) = &edit.dependencies {
        entry.dependencies = work.keys_of_any(references)?;
    }
    if let Some(risks) = &edit.risks {
        entry.risks = lines(risks)?;
    }
    if let Some(decisions) = &edit.decisions {
        entry.decisions = lines(decisions)?;
    }
    if entry.text.is_empty() && entry.facts().is_empty() {
        return Err(OpError::invalid("the journal entry is empty"));
    }
    Ok(())
}

/// Texts of one line each, sorted; blank ones are none.
fn lines(texts: &[String]) -> Result<Vec<String>, OpError> {
    let texts = texts.iter().filter(|text| !text.trim().is_empty());
    let line = |text: &String| {
        let title = text.parse::<crate::domain::Title>();
        let title = title.map_err(|error| {
            OpError::invalid(error.to_string().replacen("a title", "each of these", 1))
        })?;
        Ok(title.to_string())
    };
    let mut lines: Vec<String> = texts.map(line).collect::<Result<_, OpError>>()?;
    lines.sort();
    lines.dedup();
    Ok(lines)
}
