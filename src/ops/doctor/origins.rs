//! Which of two tickets with one key a reference means.

use std::collections::HashSet;

use crate::domain::Ticket;
use crate::ops::Tracker;
use crate::ops::doctor::twins::Twins;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::parse_record;
use crate::vcs::Commit;
use crate::vcs::LogQuery;

/// Commits of one ticket that are looked at; more than any ticket has.
const COMMITS_MAX: usize = 10_000;

/// What a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The elder, which keeps the key.
    Elder,
    /// The younger, which gets a new one.
    Younger,
    /// Each side of the merge meant its own.
    Both,
}

/// The history of the references to two twins.
pub(super) struct Origins<'a> {
    tracker: &'a Tracker,
    twins: &'a Twins,
}

impl<'a> Origins<'a> {
    pub(super) fn new(tracker: &'a Tracker, twins: &'a Twins) -> Origins<'a> {
        Origins { tracker, twins }
    }

    /// Tells which twin `field` of a ticket means: the one that was there when the reference was written.
    ///
    /// Without a history that tells, it is the elder.
    pub(super) fn meaning(&self, stored: &Stored<Ticket>, field: &'static str) -> Meaning {
        let mut meant = HashSet::new();
        for commit in self.introductions(&stored.file, field) {
            let has = |file: &RecordFile| self.bytes_at(&commit, file).is_some();
            meant.insert(!has(&self.twins.elder) && has(&self.twins.younger));
        }
        match (meant.contains(&true), meant.contains(&false)) {
            (true, true) => Meaning::Both,
            (true, false) => Meaning::Younger,
            (false, _) => Meaning::Elder,
        }
    }

    /// The commits that wrote the reference: they have it and no parent of theirs does.
    fn introductions(&self, file: &RecordFile, field: &'static str) -> Vec<String> {
        let mut from: Vec<String> = self.tracker.vcs.head().ok().flatten().into_iter().collect();
        // Before a merge is committed, the other side is not yet in the history.
        from.extend(self.tracker.vcs.incoming().unwrap_or_default());
        let query = LogQuery {
            from,
            paths: vec![format!("{HOME}/{}", file.path)],
            limit: Some(COMMITS_MAX),
            ..LogQuery::default()
        };
        let commits = self.tracker.vcs.log(&query).unwrap_or_default();
        let wrote = |commit: &&Commit| {
            self.refers(&commit.id, file, field)
                && !commit
                    .parents
                    .iter()
                    .any(|parent| self.refers(parent, file, field))
        };
        commits
            .iter()
            .filter(wrote)
            .map(|commit| commit.id.clone())
            .collect()
    }

    fn refers(&self, revision: &str, file: &RecordFile, field: &str) -> bool {
        let Some(bytes) = self.bytes_at(revision, file) else {
            return false;
        };
        let Ok(stored) = parse_record::<Ticket>(file, &bytes) else {
            return false;
        };
        let mut references = stored.record.references();
        references.any(|(name, key)| name == field && *key == self.twins.key)
    }

    fn bytes_at(&self, revision: &str, file: &RecordFile) -> Option<Vec<u8>> {
        let path = format!("{HOME}/{}", file.path);
        self.tracker.vcs.file_at(revision, &path).ok().flatten()
    }
}
