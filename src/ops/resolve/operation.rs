//! `resolve`: the writing.

use std::collections::BTreeSet;

use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Title;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::resolve::audit;
use crate::ops::resolve::conflict::Conflict;
use crate::ops::resolve::conflict::conflicts;
use crate::ops::resolve::fold::Decide;
use crate::ops::resolve::fold::Folded;
use crate::ops::resolve::fold::fold;
use crate::ops::resolve::question::Decision;
use crate::ops::resolve::question::Question;
use crate::ops::resolve::settled::refuse_unusable;
use crate::ops::tracker::HOME;
use crate::ops::work::Work;
use crate::store::yaml;
use crate::vcs::Side;

/// What became of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The file, below `.tickets/`.
    pub path: String,
    /// The ticket, where the file is one or belongs to one.
    pub key: Option<Key>,
    /// Its title.
    pub title: Option<Title>,
    /// What was done.
    pub ending: Ending,
    /// What was decided on the way.
    pub decided: Vec<(Question, Decision)>,
    /// What is left to decide.
    pub left: Vec<Question>,
}

/// What was done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Its facts were merged.
    Merged,
    /// One side deleted it and another changed it: it stays.
    Kept {
        /// The sides that deleted it.
        deleted_by: String,
    },
    /// Two records lay under its path: both stay, one at another path.
    Parted {
        /// The other path, below `.tickets/`.
        path: String,
    },
    /// Somebody had merged it by hand: it stays as it is.
    AsItIs,
    /// All sides deleted it.
    Removed,
    /// The merge had lost it, or mixed another record into it: it is as its side has it.
    Restored {
        /// What had happened, as a fragment.
        reason: String,
    },
    /// Something is left to decide.
    Left,
}

/// Lists what only a person can decide.
///
/// # Errors
/// As [`conflicts`].
pub fn questions(tracker: &Tracker, references: &[Reference]) -> Result<Vec<Question>, OpError> {
    let mut questions = Vec::new();
    for conflict in conflicts(tracker, references)? {
        if is_merged_by_hand(tracker, &conflict) {
            continue;
        }
        // Every question is asked once with each answer that keeps the rest going.
        let folded = fold(tracker, &conflict, &|_| Decision::Ours);
        questions.extend(folded.decided.into_iter().map(|(question, _)| question));
    }
    Ok(questions)
}

/// Merges the files that a merge left open by their facts, writes them, and tells version control.
///
/// `decide` is asked where both sides made different things of one fact. What it leaves keeps markers around that
/// field alone. Without `references`, what the last merge lost is looked for and brought back too.
///
/// # Errors
/// [`OpError::Nothing`] where no merge left anything; files that cannot be written.
pub fn resolve(
    tracker: &Tracker,
    references: &[Reference],
    decide: &Decide<'_>,
) -> Result<Outcome<Vec<Resolved>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let mut resolved = Vec::new();
    let mut told = BTreeSet::new();
    for conflict in conflicts(tracker, references)? {
        let one = settle(&mut work, &conflict, decide, &mut told)?;
        resolved.push(one);
    }
    if references.is_empty() {
        resolved.extend(audit::restore(&mut work, &mut told)?);
    }
    if resolved.is_empty() {
        return Err(OpError::Nothing("nothing is left to resolve".to_owned()));
    }
    let outcome = work.commit("resolve", resolved)?;
    if !tracker.is_rehearsal() {
        let paths: Vec<String> = told.iter().map(|path| format!("{HOME}/{path}")).collect();
        tracker.vcs.mark_resolved(&paths)?;
    }
    Ok(outcome)
}

fn settle(
    work: &mut Work<'_>,
    conflict: &Conflict,
    decide: &Decide<'_>,
    told: &mut BTreeSet<String>,
) -> Result<Resolved, OpError> {
    let tracker = work.tracker;
    if is_merged_by_hand(tracker, conflict) {
        told.insert(conflict.path.clone());
        let bytes = tracker.store.read(&conflict.path).ok();
        return Ok(Resolved {
            path: conflict.path.clone(),
            key: conflict.key(),
            title: title_of(bytes.as_deref()),
            ending: Ending::AsItIs,
            decided: Vec::new(),
            left: Vec::new(),
        });
    }
    let folded = fold(tracker, conflict, decide);
    refuse_unusable(tracker, conflict, &folded)?;
    let ending = write(work, conflict, &folded, told)?;
    let questions = folded
        .left
        .iter()
        .chain(folded.decided.iter().map(|(question, _)| question));
    let title = questions
        .filter_map(|question| question.title.clone())
        .next()
        .or_else(|| title_of(folded.bytes.as_deref()));
    Ok(Resolved {
        path: conflict.path.clone(),
        key: conflict.key(),
        title,
        ending,
        decided: folded.decided,
        left: folded.left,
    })
}

fn write(
    work: &mut Work<'_>,
    conflict: &Conflict,
    folded: &Folded,
    told: &mut BTreeSet<String>,
) -> Result<Ending, OpError> {
    let path = &conflict.path;
    let has_markers = conflict.sides.len() == 2;
    match &folded.bytes {
        // The markers of a system that knows more than two sides say more than ours could.
        Some(_) if !folded.left.is_empty() && !has_markers => {}
        Some(bytes) => work.transaction.overwrite(path, bytes.clone())?,
        None => work.transaction.remove_file(path)?,
    }
    if !folded.left.is_empty() {
        return Ok(Ending::Left);
    }
    told.insert(path.clone());
    if let Some(side) = &folded.kept_from {
        told.extend(restore_entries(work, path, side)?);
        let deleted_by = folded.deleted_by.join(", ");
        return Ok(Ending::Kept { deleted_by });
    }
    if let Some(other) = &folded.other {
        if work.transaction.current(&other.path)?.is_none() {
            work.transaction.put(&other.path, other.bytes.clone())?;
            told.insert(other.path.clone());
            told.extend(restore_entries(work, &other.path, &other.side)?);
        }
        return Ok(Ending::Parted {
            path: other.path.clone(),
        });
    }
    Ok(if folded.bytes.is_some() {
        Ending::Merged
    } else {
        Ending::Removed
    })
}

/// Brings back the entries of a record that a side has and the merge took away; returns their paths.
pub(super) fn restore_entries(
    work: &mut Work<'_>,
    record: &str,
    side: &Side,
) -> Result<Vec<String>, OpError> {
    let mut restored = Vec::new();
    let folder = record.trim_end_matches(".yaml");
    let Some(revision) = side.revision.as_ref().filter(|_| record.ends_with(".yaml")) else {
        return Ok(restored);
    };
    let vcs = &work.tracker.vcs;
    for name in vcs.names_at(revision, &format!("{HOME}/{folder}"))? {
        let Some(path) = name
            .strip_prefix(HOME)
            .and_then(|path| path.strip_prefix('/'))
        else {
            continue;
        };
        if work.transaction.current(path)?.is_some() {
            continue;
        }
        if let Some(bytes) = vcs.file_at(revision, &name)? {
            work.transaction.put(path, bytes)?;
            restored.push(path.to_owned());
        }
    }
    Ok(restored)
}

/// Whether the file on disk is readable, without markers and no side's: somebody edited it, and that stands.
fn is_merged_by_hand(tracker: &Tracker, conflict: &Conflict) -> bool {
    let Ok(bytes) = tracker.store.read(&conflict.path) else {
        return false;
    };
    let is_a_side = conflict
        .sides
        .iter()
        .any(|side| side.content.as_deref() == Some(&bytes));
    let is_whole = yaml::Document::parse(&bytes).is_ok();
    conflict.is_tracked
        && is_whole
        && !is_a_side
        && conflict.sides.iter().all(|side| side.content.is_some())
}

fn title_of(bytes: Option<&[u8]>) -> Option<Title> {
    let fields: serde_yaml::Mapping = serde_yaml::from_slice(bytes?).ok()?;
    fields.get("title")?.as_str()?.parse().ok()
}
