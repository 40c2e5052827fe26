//! The files that a ticket had before: under another key, or in another folder.

use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::Place;
use crate::ops::diff::State;
use crate::ops::diff::record_at;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::store::Stored;
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

/// Follows a ticket from its present file to those before, as far as `from` leads.
pub(crate) fn footprint(
    tracker: &Tracker,
    stored: &Stored<Ticket>,
    from: &[String],
) -> Result<Footprint, OpError> {
    let mut files = vec![stored.file.clone()];
    // A new key leaves the rest of the name as it was.
    let renamed = former_keys(&stored.record).map(|key| {
        let slug = stored.file.slug.clone();
        RecordFile::new(&Ticket::KIND, key, slug)
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
            let before = file_before(tracker, stored, &file, oldest)?;
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

/// The keys that a ticket had.
pub(crate) fn former_keys(ticket: &Ticket) -> impl Iterator<Item = Key> {
    let aliases = ticket.aliases.iter();
    aliases.filter_map(|alias| alias.parse().ok())
}

/// The file that was moved to `file` by the commit that brought it.
fn file_before(
    tracker: &Tracker,
    stored: &Stored<Ticket>,
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
    let gone = gone.filter_map(|change| match Place::from_root::<Ticket>(&change.path) {
        Some(Place::Record(file)) => Some(file),
        Some(Place::Entry { .. } | Place::Settings) | None => None,
    });
    let parent = State::Commit(parent.clone());
    let is_same = |file: &RecordFile| {
        // What cannot be read cannot be known to be the same.
        let Ok(Some(snapshot)) = record_at(tracker, &parent, file) else {
            return false;
        };
        match (&snapshot.record.uid, &stored.record.uid) {
            (Some(one), Some(other)) => one == other,
            _ => snapshot.record.id == file.key && file.key == stored.file.key,
        }
    };
    Ok(gone.take(GONE_MAX).find(is_same))
}
