//! What the last merge lost without saying.
//!
//! Version control merges files, not records. It takes a record that one side deleted for the one it created, since
//! they look alike, and lets the other side's changes of the first flow into the second. And where one side deleted a
//! record and the other commented on it, the comment stays without its record. Neither is a conflict to it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::resolve::identified::Identified;
use crate::ops::resolve::operation::Ending;
use crate::ops::resolve::operation::Resolved;
use crate::ops::resolve::operation::restore_entries;
use crate::ops::tracker::HOME;
use crate::ops::work::Work;
use crate::store::EntryFile;
use crate::store::RecordFile;
use crate::store::Store;
use crate::vcs::LogQuery;
use crate::vcs::PathState;
use crate::vcs::Side;

/// A merge of two histories: their last commits, and where they parted.
pub(super) struct Merge {
    pub(super) base: String,
    pub(super) ours: String,
    pub(super) theirs: String,
    /// The commit that it became, if it is done.
    committed: Option<String>,
}

/// Looks at the merge that is under way, or else the last one if nothing was committed since, and brings back what it
/// lost.
pub(super) fn restore(
    work: &mut Work<'_>,
    told: &mut BTreeSet<String>,
) -> Result<Vec<Resolved>, OpError> {
    let tracker = work.tracker;
    let Some(merge) = last_merge(tracker)? else {
        return Ok(Vec::new());
    };
    let mut restored = Vec::new();
    for (mine, other) in [(&merge.ours, &merge.theirs), (&merge.theirs, &merge.ours)] {
        let branch = Branch {
            tracker,
            base: &merge.base,
            tip: mine,
        };
        for found in branch.touched()? {
            let Some(reason) = lost(work, &merge, &found, other)? else {
                continue;
            };
            let path = found.path.clone();
            work.transaction.overwrite(&path, found.bytes.clone())?;
            let side = Side {
                revision: Some(mine.clone()),
                label: String::new(),
                content: None,
            };
            told.extend(restore_entries(work, &path, &side)?);
            told.insert(path.clone());
            restored.push(Resolved {
                path,
                key: Some(found.record.key.clone()),
                title: Some(found.record.title.clone()),
                ending: Ending::Restored { reason },
                decided: Vec::new(),
                left: Vec::new(),
            });
        }
    }
    Ok(restored)
}

pub(super) fn last_merge(tracker: &Tracker) -> Result<Option<Merge>, OpError> {
    let vcs = &tracker.vcs;
    let Some(head) = vcs.head()? else {
        return Ok(None);
    };
    // git's post-merge hook runs when the merge is committed and not yet forgotten.
    let is_open = |theirs: &String| -> Result<bool, OpError> {
        Ok(vcs.merge_base(&head, theirs)?.as_ref() != Some(theirs))
    };
    let (ours, theirs, committed) = match vcs.merging()? {
        Some(theirs) if is_open(&theirs)? => (head, theirs, None),
        Some(_) | None => {
            let query = LogQuery {
                limit: Some(1),
                ..LogQuery::default()
            };
            let Some(last) = vcs.log(&query)?.into_iter().next() else {
                return Ok(None);
            };
            let [ours, theirs] = last.parents.as_slice() else {
                return Ok(None);
            };
            (ours.clone(), theirs.clone(), Some(head))
        }
    };
    let base = vcs.merge_base(&ours, &theirs)?;
    Ok(base.map(|base| Merge {
        base,
        ours,
        theirs,
        committed,
    }))
}

/// A record as one side has it.
struct Found {
    path: String,
    record: Identified,
    bytes: Vec<u8>,
    /// Whether it is new on this side.
    is_new: bool,
}

/// One side of the merge.
struct Branch<'a> {
    tracker: &'a Tracker,
    base: &'a str,
    tip: &'a str,
}

impl Branch<'_> {
    /// The records that this side created or changed, or added entries to.
    fn touched(&self) -> Result<Vec<Found>, OpError> {
        let mut paths: BTreeMap<String, bool> = BTreeMap::new();
        for change in self.tracker.vcs.changes(self.base, self.tip, HOME)? {
            let Some(path) = change
                .path
                .strip_prefix(HOME)
                .and_then(|path| path.strip_prefix('/'))
            else {
                continue;
            };
            if RecordFile::from_path(path).is_some() && change.state != PathState::Deleted {
                paths.insert(path.to_owned(), change.state == PathState::Added);
            } else if EntryFile::from_path(path).is_some() {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                paths.entry(format!("{folder}.yaml")).or_insert(false);
            }
        }
        let found = paths.into_iter().filter_map(|(path, is_new)| {
            let (record, bytes) = record_at(self.tracker, self.tip, &path)?;
            Some(Found {
                path,
                record,
                bytes,
                is_new,
            })
        });
        Ok(found.collect())
    }
}

fn record_at(tracker: &Tracker, revision: &str, path: &str) -> Option<(Identified, Vec<u8>)> {
    let there = tracker.vcs.file_at(revision, &format!("{HOME}/{path}"));
    let bytes = there.ok()??;
    Some((Identified::named(path, &bytes)?, bytes))
}

/// Why a record of one side has to be brought back; none where the merge has it.
fn lost(
    work: &Work<'_>,
    merge: &Merge,
    found: &Found,
    other: &str,
) -> Result<Option<String>, OpError> {
    let Some(uid) = &found.record.uid else {
        return Ok(None);
    };
    let path = &found.path;
    let now = work.transaction.current(path)?;
    // What was changed or deleted since the merge was committed is somebody's will.
    if let Some(head) = &merge.committed {
        let merged = work.tracker.vcs.file_at(head, &format!("{HOME}/{path}"))?;
        if merged != now {
            return Ok(None);
        }
    }
    let Some(now) = now else {
        // It may have moved, when the other side renumbered it.
        if is_elsewhere(work, found.record.kind, uid) {
            return Ok(None);
        }
        let reason = "one side deleted it and the other changed it";
        return Ok(Some(reason.to_owned()));
    };
    if !found.is_new || now == found.bytes {
        return Ok(None);
    }
    // New on one side only, so nothing but a mix-up could have changed it, unless a person did after the merge. Where
    // it cannot be read there is a conflict, which the fold names, or a fault, which doctor names.
    let read = Identified::named(path, &now);
    let is_mixed = read.is_some_and(|read| read.uid.as_ref() == Some(uid))
        && is_mix(work.tracker, merge, found, &now, other);
    let noun = found.record.kind.kind().noun;
    Ok(is_mixed.then(|| format!("version control had mixed another {noun}'s change into it")))
}

/// Whether what differs in a new record is what the other side changed in one of its kind that this side deleted.
fn is_mix(tracker: &Tracker, merge: &Merge, found: &Found, now: &[u8], other: &str) -> bool {
    let mine = if other == merge.theirs {
        &merge.ours
    } else {
        &merge.theirs
    };
    let at = |revision: &str, path: &str| tracker.vcs.file_at(revision, path).ok().flatten();
    let added = lines_of(now, &found.bytes);
    let folder = format!("{HOME}/{}", found.record.kind.kind().folder);
    let changes = tracker.vcs.changes(&merge.base, other, &folder);
    let mut modified = changes
        .unwrap_or_default()
        .into_iter()
        .filter(|change| change.state == PathState::Modified);
    modified.any(|change| {
        let (Some(old), Some(new)) = (at(&merge.base, &change.path), at(other, &change.path))
        else {
            return false;
        };
        let brought = lines_of(&new, &old);
        let is_deleted = at(mine, &change.path).is_none();
        is_deleted && !brought.is_empty() && added.is_subset(&brought)
    })
}

/// The lines of a text that another one does not have.
fn lines_of(text: &[u8], other: &[u8]) -> BTreeSet<String> {
    let lines = |bytes: &[u8]| -> BTreeSet<String> {
        let text = String::from_utf8_lossy(bytes);
        text.lines().map(str::to_owned).collect()
    };
    lines(text).difference(&lines(other)).cloned().collect()
}

fn is_elsewhere(work: &Work<'_>, kind: RecordKind, uid: &Uid) -> bool {
    let store = &work.tracker.store;
    kind.accept(Holding { store, uid })
}

/// Looks whether a record of a kind has a uid.
struct Holding<'a> {
    store: &'a Store,
    uid: &'a Uid,
}

impl RecordVisitor for Holding<'_> {
    type Output = bool;

    fn visit<R: Record + 'static>(self) -> bool {
        let records = self.store.load_all::<R>().records;
        records
            .iter()
            .any(|stored| stored.record.uid() == Some(self.uid))
    }
}
