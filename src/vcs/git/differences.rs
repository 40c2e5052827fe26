//! Compares two trees.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use gix::ObjectId;
use gix::bstr::ByteSlice as _;
use gix::objs::TreeRefIter;

use crate::vcs::PathChange;
use crate::vcs::PathState;
use crate::vcs::git::names::DEPTH_MAX;
use crate::vcs::git::names::ENTRIES_MAX;
use crate::vcs::git::names::NamesError;
use crate::vcs::git::names::is_a_name;
use crate::vcs::git::objects;
use crate::vcs::git::objects::Entry;
use crate::vcs::git::objects::ObjectError;

/// Returns the files below `folder` that differ between two trees, sorted by path.
///
/// Folders that are the same on both sides are not looked into. Submodules are left out.
pub(crate) fn between(
    repository: &gix::Repository,
    trees: [ObjectId; 2],
    folder: &str,
) -> Result<Vec<PathChange>, NamesError> {
    let folder = folder.trim_matches('/');
    let mut sides = trees.map(Some);
    if !folder.is_empty() {
        for side in &mut sides {
            let Some(root) = *side else { continue };
            let found = objects::entry_at(repository, root, folder)?;
            *side = found.and_then(|found| found.mode.is_tree().then_some(found.id));
        }
    }

    let mut comparison = Comparison {
        repository,
        changes: Vec::new(),
        entries_seen: 0,
    };
    let mut path = folder.to_owned();
    if !path.is_empty() {
        path.push('/');
    }
    comparison.folders(sides, &mut path, 0)?;
    let mut changes = comparison.changes;
    // A tree has `a.b` before the folder `a`, whose files come first.
    changes.sort();
    Ok(changes)
}

struct Comparison<'a> {
    repository: &'a gix::Repository,
    changes: Vec<PathChange>,
    entries_seen: usize,
}

impl Comparison<'_> {
    /// Compares two folders, one of which may be missing.
    fn folders(
        &mut self,
        sides: [Option<ObjectId>; 2],
        path: &mut String,
        depth: usize,
    ) -> Result<(), NamesError> {
        if sides[0] == sides[1] {
            return Ok(());
        }
        let [before, after] = [self.read(sides[0])?, self.read(sides[1])?];
        self.check_size(before.len() + after.len(), depth)?;

        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let pair = [before.get(name).copied(), after.get(name).copied()];
            if pair[0] == pair[1] {
                continue;
            }
            let length = path.len();
            path.push_str(name);
            self.file(pair, path);
            let folder = |entry: Option<Entry>| {
                entry.and_then(|entry| entry.mode.is_tree().then_some(entry.id))
            };
            path.push('/');
            self.folders(pair.map(folder), path, depth + 1)?;
            path.truncate(length);
        }
        Ok(())
    }

    /// Compares what is a file on either side.
    fn file(&mut self, pair: [Option<Entry>; 2], path: &str) {
        let is_file = |entry: &Entry| !entry.mode.is_tree() && !entry.mode.is_commit();
        let state = match pair.map(|entry| entry.filter(is_file).is_some()) {
            [true, true] => PathState::Modified,
            [false, true] => PathState::Added,
            [true, false] => PathState::Deleted,
            [false, false] => return,
        };
        self.changes.push(PathChange {
            path: path.to_owned(),
            state,
        });
    }

    fn read(&self, id: Option<ObjectId>) -> Result<BTreeMap<String, Entry>, ObjectError> {
        let mut entries = BTreeMap::new();
        let Some(id) = id else {
            return Ok(entries);
        };
        let tree = self.repository.find_tree(id);
        let tree = tree.map_err(|fault| ObjectError::new(id, fault))?;
        for entry in TreeRefIter::from_bytes(&tree.data, id.kind()) {
            let entry = entry.map_err(|fault| ObjectError::new(id, fault))?;
            if is_a_name(entry.filename) {
                let name = entry.filename.to_str_lossy().into_owned();
                let (mode, id) = (entry.mode, entry.oid.to_owned());
                entries.insert(name, Entry { mode, id });
            }
        }
        Ok(entries)
    }

    fn check_size(&mut self, entries: usize, depth: usize) -> Result<(), NamesError> {
        self.entries_seen += entries + 1;
        if self.entries_seen > ENTRIES_MAX {
            let limit = format!("{ENTRIES_MAX} files and folders");
            return Err(NamesError::TooLarge { limit });
        }
        if depth > DEPTH_MAX {
            let limit = format!("{DEPTH_MAX} folders in one another");
            return Err(NamesError::TooLarge { limit });
        }
        Ok(())
    }
}
