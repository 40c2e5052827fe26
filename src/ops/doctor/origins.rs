//! Which of two records with one key a reference means.

use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordVisitor;
use crate::domain::Uid;
use crate::ops::Tracker;
use crate::ops::doctor::twins::Twin;
use crate::ops::doctor::twins::Twins;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::StoredEntry;
use crate::store::parse_entry;
use crate::store::parse_record;
use crate::vcs::Commit;
use crate::vcs::LogQuery;

/// Commits of one record that are looked at; more than any record has.
const COMMITS_MAX: usize = 10_000;

/// Which records of one key a reference means; each side of a merge may have meant its own.
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

    /// Tells which twins `field` of a record means: those that were there when the reference was written, and of
    /// several the eldest.
    ///
    /// Without a history that tells, it is the elder.
    pub(super) fn meant<R: Record>(&self, stored: &Stored<R>, field: &'static str) -> Meant<'a> {
        let files = former_paths(stored);
        let names = |file: &RecordFile, bytes: &[u8]| {
            let Ok(then) = parse_record::<R>(file, bytes) else {
                return false;
            };
            let (uid, named) = (then.record.uid(), then.record.named_keys());
            let is_other = uid.is_some() && uid != stored.record.uid();
            let is_it = |(name, key): &(&str, &Key)| *name == field && **key == self.twins.key;
            !is_other && named.iter().any(is_it)
        };
        let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
        self.meant_since(&paths, &|commit| {
            let mut then = files
                .iter()
                .filter_map(|file| Some((file, self.bytes_at(commit, &file.path)?)));
            then.any(|(file, bytes)| names(file, &bytes))
        })
    }

    /// Tells which twins an entry of a record means, likewise.
    pub(super) fn meant_by_entry<R: Record>(
        &self,
        stored: &Stored<R>,
        entry: &StoredEntry,
    ) -> Meant<'a> {
        let name = entry.file.path.rsplit('/').next().unwrap_or_default();
        let folders = former_paths(stored).into_iter();
        let paths: Vec<String> = folders
            .map(|file| format!("{}/{name}", file.folder()))
            .collect();
        self.meant_since(&paths, &|commit| {
            let mut then = paths.iter().filter_map(|path| self.bytes_at(commit, path));
            then.any(|bytes| {
                let then = parse_entry(&entry.file, &bytes);
                then.is_ok_and(|then| then.dependencies.contains(&self.twins.key))
            })
        })
    }

    /// Those that were there when the key came into files that lay at these paths.
    fn meant_since(&self, paths: &[String], refers: &dyn Fn(&str) -> bool) -> Meant<'a> {
        let mut is_elder = false;
        let mut is_younger = vec![false; self.twins.younger.len()];
        for commit in self.introductions(paths, refers) {
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

    /// The records that had the key at a commit. Two of one title lay under one path, each on its side, so that the
    /// path alone does not tell which one it was.
    fn twins_at(&self, commit: &str) -> Vec<(String, Option<Uid>)> {
        let kind = self.twins.kind;
        let any = RecordFile::new(kind.kind(), self.twins.key.clone(), String::new());
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
                let bytes = self.bytes_at(commit, &file.path).unwrap_or_default();
                let uid = kind.accept(UidIn {
                    file: &file,
                    bytes: &bytes,
                });
                (file.path, uid)
            })
            .collect()
    }

    /// The commits that wrote the reference: they have it and no parent of theirs does.
    fn introductions(&self, paths: &[String], refers: &dyn Fn(&str) -> bool) -> Vec<String> {
        let mut from: Vec<String> = self.tracker.vcs.head().ok().flatten().into_iter().collect();
        // Before a merge is committed, the other side is not yet in the history.
        from.extend(self.tracker.vcs.incoming().unwrap_or_default());
        let query = LogQuery {
            from,
            paths: paths.iter().map(|path| format!("{HOME}/{path}")).collect(),
            limit: Some(COMMITS_MAX),
            ..LogQuery::default()
        };
        let commits = self.tracker.vcs.log(&query).unwrap_or_default();
        let wrote = |commit: &&Commit| {
            refers(&commit.id) && !commit.parents.iter().any(|parent| refers(parent))
        };
        commits
            .iter()
            .filter(wrote)
            .map(|commit| commit.id.clone())
            .collect()
    }

    fn bytes_at(&self, revision: &str, path: &str) -> Option<Vec<u8>> {
        let path = format!("{HOME}/{path}");
        self.tracker.vcs.file_at(revision, &path).ok().flatten()
    }
}

/// The uid that a record of the file's kind says it has.
struct UidIn<'a> {
    file: &'a RecordFile,
    bytes: &'a [u8],
}

impl RecordVisitor for UidIn<'_> {
    type Output = Option<Uid>;

    fn visit<R: Record + 'static>(self) -> Option<Uid> {
        let stored = parse_record::<R>(self.file, self.bytes).ok()?;
        stored.record.uid().cloned()
    }
}

/// Where a record lay and lies: one that made way for another of the same key and title has the end of its uid in its
/// name since.
fn former_paths<R: Record>(stored: &Stored<R>) -> Vec<RecordFile> {
    let file = &stored.file;
    let uid = stored.record.uid();
    let end = uid.map(|uid| uid.as_str().to_ascii_lowercase());
    let end = end.and_then(|uid| Some(format!("-{}", uid.get(uid.len().checked_sub(6)?..)?)));
    let former = end.and_then(|end| file.slug.strip_suffix(&*end));
    let former = former.map(|slug| RecordFile::new(&R::KIND, file.key.clone(), slug.to_owned()));
    [file.clone()].into_iter().chain(former).collect()
}
