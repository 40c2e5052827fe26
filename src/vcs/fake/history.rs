//! The history that the fake remembers.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::Timestamp;
use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::PathChange;
use crate::vcs::PathState;
use crate::vcs::User;

/// A commit and the files that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeCommit {
    /// Its words and its past.
    pub commit: Commit,
    /// All its files, from path to content.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Commits, in the order in which they were made, and what stands at them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FakeHistory {
    /// The commits; parents come before their children.
    pub commits: Vec<FakeCommit>,
    /// Branches, from name to revision.
    pub branches: BTreeMap<String, String>,
    /// Tags, from name to revision.
    pub tags: BTreeMap<String, String>,
    /// Current branch.
    pub branch: Option<String>,
    /// Current revision; a branch that is the current one stands there.
    pub head: Option<String>,
}

impl FakeHistory {
    /// Adds a commit of `files` with the given words, whose parents are the head and `merged`, and moves the head and
    /// the current branch there; returns its revision.
    pub fn record(
        &mut self,
        files: BTreeMap<String, Vec<u8>>,
        merged: &[String],
        (author, at): (User, Timestamp),
        message: &str,
    ) -> String {
        let number = u64::try_from(self.commits.len() + 1).expect("a history fits into memory");
        // Odd, so that different numbers have different ids that look like ids.
        let id = format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let commit = Commit {
            id: id.clone(),
            parents: self.head.iter().chain(merged).cloned().collect(),
            author,
            at,
            message: message.trim_end_matches('\n').to_owned(),
        };
        self.commits.push(FakeCommit { commit, files });
        self.head = Some(id.clone());
        if let Some(branch) = &self.branch {
            self.branches.insert(branch.clone(), id.clone());
        }
        id
    }

    /// Returns the commit that a branch, a tag, an id, the start of one, or one of these followed by `^` names.
    pub fn find(&self, revision: &str) -> Option<&FakeCommit> {
        if let Some(child) = revision.strip_suffix('^') {
            return self.get(self.find(child)?.commit.parents.first()?);
        }
        let named = self.branches.get(revision).or(self.tags.get(revision));
        if let Some(id) = named {
            return self.get(id);
        }
        let mut matches = self
            .commits
            .iter()
            .filter(|known| !revision.is_empty() && known.commit.id.starts_with(revision));
        matches.next().filter(|_| matches.next().is_none())
    }

    /// Returns the files of the head.
    pub fn head_files(&self) -> BTreeMap<String, Vec<u8>> {
        let head = self.head.as_ref().and_then(|id| self.get(id));
        head.map(|known| known.files.clone()).unwrap_or_default()
    }

    /// Returns the newest commit that both revisions, which are ids, have in their past.
    pub fn merge_base(&self, one: &str, other: &str) -> Option<String> {
        let (one, other) = (self.past([one]), self.past([other]));
        let mut newest_first = self.commits.iter().rev().map(|known| &known.commit.id);
        newest_first
            .find(|id| one.contains(id.as_str()) && other.contains(id.as_str()))
            .cloned()
    }

    /// Returns what a log shows; the revisions of the query are ids.
    pub fn log(&self, query: &LogQuery) -> Vec<Commit> {
        let from = match &*query.from {
            [] => self.head.iter().collect(),
            from => from.iter().collect::<Vec<_>>(),
        };
        let wanted = self.past(from.into_iter().map(String::as_str));
        let without = self.past(query.without.iter().map(String::as_str));
        let shown = self.commits.iter().rev().filter(|known| {
            let id = known.commit.id.as_str();
            wanted.contains(id) && !without.contains(id) && self.changes_any(known, &query.paths)
        });
        shown
            .take(query.limit.unwrap_or(usize::MAX))
            .map(|known| known.commit.clone())
            .collect()
    }

    fn get(&self, id: &str) -> Option<&FakeCommit> {
        self.commits.iter().find(|known| known.commit.id == id)
    }

    /// Returns the ids of these commits and of all before them.
    fn past<'a>(&'a self, ids: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut past: BTreeSet<&str> = ids.into_iter().collect();
        for known in self.commits.iter().rev() {
            if past.contains(known.commit.id.as_str()) {
                past.extend(known.commit.parents.iter().map(String::as_str));
            }
        }
        past
    }

    fn changes_any(&self, known: &FakeCommit, paths: &[String]) -> bool {
        let nothing = BTreeMap::new();
        let parents = known.commit.parents.iter();
        let mut before: Vec<_> = parents
            .filter_map(|id| self.get(id))
            .map(|parent| &parent.files)
            .collect();
        if before.is_empty() {
            before.push(&nothing);
        }
        paths.is_empty()
            || paths.iter().any(|path| {
                let differs = |before: &&BTreeMap<_, _>| {
                    let mut changes = changes(before, &known.files).into_iter();
                    changes.any(|change| change.path == *path || is_below(&change.path, path))
                };
                before.iter().all(differs)
            })
    }
}

/// Returns the files that differ, sorted by path.
pub(crate) fn changes(
    from: &BTreeMap<String, Vec<u8>>,
    to: &BTreeMap<String, Vec<u8>>,
) -> Vec<PathChange> {
    let paths: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let changed = paths.into_iter().filter_map(|path| {
        let state = match (from.get(path), to.get(path)) {
            (Some(before), Some(after)) if before == after => return None,
            (Some(_), Some(_)) => PathState::Modified,
            (None, _) => PathState::Added,
            (_, None) => PathState::Deleted,
        };
        Some(PathChange {
            path: path.clone(),
            state,
        })
    });
    changed.collect()
}

/// Returns whether `file` lies in `folder` or below; the empty folder is the root.
pub(crate) fn is_below(file: &str, folder: &str) -> bool {
    let folder = folder.trim_matches('/');
    match file.strip_prefix(folder) {
        Some(rest) => folder.is_empty() || rest.starts_with('/'),
        None => false,
    }
}
