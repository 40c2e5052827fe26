//! The files that a ticket had before: under another key, or in another folder.

use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::Place;
use crate::ops::diff::State;
use crate::ops::diff::record_at;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::PathState;

/// How many files one ticket can have had, so that a wrong history ends.
const FILES_MAX: usize = 16;

/// How many files that went with a commit are looked at.
const GONE_MAX: usize = 200;

/// The files of a ticket, now and before, and the commits that changed one of them or the entries beside it.
#[derive(Debug)]
pub(crate) struct Footprint {
    /// The files, the present one first.
    pub(crate) files: Vec<RecordFile>,
    /// The commits, each once, in no order.
    pub(crate) commits: Vec<Commit>,
}

/// A record whose commits are looked for.
#[derive(Debug)]
pub(crate) struct Traced {
    /// Its kind.
    pub(crate) kind: RecordKind,
    /// Its present file.
    pub(crate) file: RecordFile,
    /// What stayed the same when its key changed.
    pub(crate) uid: Option<Uid>,
    /// The keys that it had.
    pub(crate) former_keys: Vec<Key>,
}

/// Follows a record from its present file to those before, as far as `from` leads.
pub(crate) fn footprint(
    tracker: &Tracker,
    traced: &Traced,
    from: &[String],
) -> Result<Footprint, OpError> {
    let mut files = vec![traced.file.clone()];
    // A new key leaves the rest of the name as it was.
    let renamed = traced.former_keys.iter().map(|key| {
        let slug = traced.file.slug.clone();
        RecordFile::new(traced.kind.kind(), key.clone(), slug)
    });
    files.extend(renamed);
    let mut commits: Vec<Commit> = Vec::new();
    let mut place = 0;
    while let Some(file) = files.get(place).cloned() {
        let log = tracker.vcs.log(&LogQuery {
            from: from.to_vec(),
            paths: vec![
                format!("{HOME}/{}", file.path),
                format!("{HOME}/{}", file.folder()),
            ],
            ..LogQuery::default()
        })?;
        if let (Some(oldest), true) = (log.last(), files.len() < FILES_MAX) {
            let before = file_before(tracker, traced, &file, oldest)?;
            files.extend(before.filter(|before| !files.contains(before)));
        }
        for commit in log {
            if !commits.iter().any(|known| known.id == commit.id) {
                commits.push(commit);
            }
        }
        place += 1;
    }
    Ok(Footprint { files, commits })
}

/// The keys that a record had.
pub(crate) fn former_keys<R: Record>(record: &R) -> Vec<Key> {
    let aliases = record.aliases().iter();
    aliases.filter_map(|alias| alias.parse().ok()).collect()
}

/// The file that was moved to `file` by the commit that brought it.
fn file_before(
    tracker: &Tracker,
    traced: &Traced,
    file: &RecordFile,
    commit: &Commit,
) -> Result<Option<RecordFile>, OpError> {
    let Some(parent) = commit.parents.first() else {
        return Ok(None);
    };
    let changes = tracker.vcs.changes(parent, &commit.id, HOME)?;
    let path = format!("{HOME}/{}", file.path);
    let is_new = |state| matches!(state, PathState::Added);
    if !changes
        .iter()
        .any(|change| change.path == path && is_new(change.state))
    {
        return Ok(None);
    }
    let gone = changes
        .iter()
        .filter(|change| change.state == PathState::Deleted);
    let gone = gone.filter_map(|change| match Place::from_root(&change.path) {
        Some(place @ Place::Record(_)) if place.kind() != Some(traced.kind) => None,
        Some(Place::Record(file)) => Some(file),
        Some(Place::Entry { .. } | Place::Settings) | None => None,
    });
    let parent = State::Commit(parent.clone());
    let is_same = |file: &RecordFile| {
        traced.kind.accept(IsSame {
            tracker,
            state: &parent,
            file,
            traced,
        })
    };
    Ok(gone.take(GONE_MAX).find(is_same))
}

/// Whether a file held the record in some state.
struct IsSame<'a> {
    tracker: &'a Tracker,
    state: &'a State,
    file: &'a RecordFile,
    traced: &'a Traced,
}

impl RecordVisitor for IsSame<'_> {
    type Output = bool;

    fn visit<R: Record + 'static>(self) -> bool {
        // What cannot be read cannot be known to be the same.
        let Ok(Some(snapshot)) = record_at::<R>(self.tracker, self.state, self.file) else {
            return false;
        };
        match (snapshot.record.uid(), &self.traced.uid) {
            (Some(one), Some(other)) => one == other,
            _ => {
                let key = &self.file.key;
                snapshot.record.key() == key && *key == self.traced.file.key
            }
        }
    }
}
