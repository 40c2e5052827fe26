//! Which of two tickets with one key a reference means.

use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::domain::Uid;
use crate::ops::Tracker;
use crate::ops::doctor::twins::Twin;
use crate::ops::doctor::twins::Twins;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::parse_record;
use crate::vcs::Commit;
use crate::vcs::LogQuery;

/// Commits of one ticket that are looked at; more than any ticket has.
const COMMITS_MAX: usize = 10_000;

/// Which tickets of one key a reference means; each side of a merge may have meant its own.
#[derive(Debug)]
pub(super) struct Meant<'a> {
    /// Whether it means the elder, which keeps the key.
    pub(super) is_elder: bool,
    /// The others that it means, the eldest first.
    pub(super) younger: Vec<&'a Twin>,
}

/// The history of the references to twins.
pub(super) struct Origins<'a> {
    tracker: &'a Tracker,
    twins: &'a Twins,
}

impl<'a> Origins<'a> {
    pub(super) fn new(tracker: &'a Tracker, twins: &'a Twins) -> Origins<'a> {
        Origins { tracker, twins }
    }

    /// Tells which twins `field` of a ticket means: those that were there when the reference was written, and of
    /// several the eldest.
    ///
    /// Without a history that tells, it is the elder.
    pub(super) fn meant(&self, stored: &Stored<Ticket>, field: &'static str) -> Meant<'a> {
        let mut is_elder = false;
        let mut is_younger = vec![false; self.twins.younger.len()];
        for commit in self.introductions(stored, field) {
            let there = self.twins_at(&commit);
            let has = |twin: &Twin| {
                there.iter().any(|(path, uid)| match &twin.uid {
                    Some(_) => *uid == twin.uid,
                    None => *path == twin.path,
                })
            };
            if has(&self.twins.elder) {
                is_elder = true;
            } else if let Some(first) = self.twins.younger.iter().position(has) {
                is_younger[first] = true;
            }
        }
        let younger = self.twins.younger.iter().zip(&is_younger);
        let younger: Vec<&Twin> = younger
            .filter(|(_, is_meant)| **is_meant)
            .map(|(twin, _)| twin)
            .collect();
        Meant {
            is_elder: is_elder || younger.is_empty(),
            younger,
        }
    }

    /// The tickets that had the key at a commit. Two of one title lay under one path, each on its side, so that the
    /// path alone does not tell which one it was.
    fn twins_at(&self, commit: &str) -> Vec<(String, Option<Uid>)> {
        let any = RecordFile::new(&Ticket::KIND, self.twins.key.clone(), String::new());
        let folder = any.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let names = self
            .tracker
            .vcs
            .names_at(commit, &format!("{HOME}/{folder}"));
        let files = names.unwrap_or_default().into_iter().filter_map(|name| {
            let path = name.strip_prefix(HOME)?.strip_prefix('/')?;
            RecordFile::from_path(path).filter(|file| file.key == self.twins.key)
        });
        files
            .map(|file| {
                let bytes = self.bytes_at(commit, &file).unwrap_or_default();
                let stored = parse_record::<Ticket>(&file, &bytes).ok();
                let uid = stored.and_then(|stored| stored.record.uid);
                (file.path, uid)
            })
            .collect()
    }

    /// The commits that wrote the reference: they have it and no parent of theirs does.
    fn introductions(&self, stored: &Stored<Ticket>, field: &'static str) -> Vec<String> {
        let mut from: Vec<String> = self.tracker.vcs.head().ok().flatten().into_iter().collect();
        // Before a merge is committed, the other side is not yet in the history.
        from.extend(self.tracker.vcs.incoming().unwrap_or_default());
        let query = LogQuery {
            from,
            paths: former_paths(stored)
                .into_iter()
                .map(|file| format!("{HOME}/{}", file.path))
                .collect(),
            limit: Some(COMMITS_MAX),
            ..LogQuery::default()
        };
        let commits = self.tracker.vcs.log(&query).unwrap_or_default();
        let wrote = |commit: &&Commit| {
            self.refers(&commit.id, stored, field)
                && !commit
                    .parents
                    .iter()
                    .any(|parent| self.refers(parent, stored, field))
        };
        commits
            .iter()
            .filter(wrote)
            .map(|commit| commit.id.clone())
            .collect()
    }

    fn refers(&self, revision: &str, stored: &Stored<Ticket>, field: &str) -> bool {
        former_paths(stored).iter().any(|file| {
            let Some(bytes) = self.bytes_at(revision, file) else {
                return false;
            };
            let Ok(then) = parse_record::<Ticket>(file, &bytes) else {
                return false;
            };
            let mut references = then.record.ticket_references();
            let is_other = then.record.uid.is_some() && then.record.uid != stored.record.uid;
            !is_other && references.any(|(name, key)| name == field && *key == self.twins.key)
        })
    }

    fn bytes_at(&self, revision: &str, file: &RecordFile) -> Option<Vec<u8>> {
        let path = format!("{HOME}/{}", file.path);
        self.tracker.vcs.file_at(revision, &path).ok().flatten()
    }
}

/// Where a ticket lay and lies: one that made way for another of the same key and title has the end of its uid in its
/// name since.
fn former_paths(stored: &Stored<Ticket>) -> Vec<RecordFile> {
    let file = &stored.file;
    let uid = stored.record.uid.as_ref();
    let end = uid.map(|uid| uid.as_str().to_ascii_lowercase());
    let end = end.and_then(|uid| Some(format!("-{}", uid.get(uid.len().checked_sub(6)?..)?)));
    let former = end.and_then(|end| file.slug.strip_suffix(&*end));
    let former =
        former.map(|slug| RecordFile::new(&Ticket::KIND, file.key.clone(), slug.to_owned()));
    [file.clone()].into_iter().chain(former).collect()
}
