//! Lists the files of a revision from git's tree objects.

use std::collections::HashMap;
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::BStr;
use gix::bstr::ByteSlice as _;
use gix::objs::TreeRefIter;

use crate::vcs::git::objects;
use crate::vcs::git::objects::ObjectError;

/// More files and folders than any tracker has; a few small objects can describe more than a disk holds.
pub(crate) const ENTRIES_MAX: usize = 1_000_000;

/// Deeper than any tracker is.
pub(crate) const DEPTH_MAX: usize = 100;

/// Why the files of a tree cannot be listed.
#[derive(Debug)]
pub(crate) enum NamesError {
    /// A tree cannot be read.
    Object(ObjectError),
    /// There is more than the limit, which is a fragment of a sentence.
    TooLarge {
        /// The limit.
        limit: String,
    },
}

impl From<ObjectError> for NamesError {
    fn from(fault: ObjectError) -> Self {
        Self::Object(fault)
    }
}

/// The trees seen so far.
///
/// Revisions share most of their trees and a tree never changes, so each is read once, however many branches there are.
#[derive(Debug)]
pub(crate) struct Trees {
    entries_max: usize,
    known: HashMap<ObjectId, Rc<[Entry]>>,
}

/// An entry of a tree.
#[derive(Debug)]
struct Entry {
    name: String,
    kind: EntryKind,
}

#[derive(Debug)]
enum EntryKind {
    File(ObjectId),
    Folder(ObjectId),
}

/// A walk through the trees below a folder.
struct Walk<'a> {
    repository: &'a gix::Repository,
    trees: &'a mut Trees,
    files: Vec<(String, ObjectId)>,
    entries_seen: usize,
}

impl Trees {
    /// Remembers no tree yet, and will list at most `entries_max` files and folders at a time.
    pub(crate) fn new(entries_max: usize) -> Self {
        Self {
            entries_max,
            known: HashMap::new(),
        }
    }

    /// Returns the paths of all files below `folder` in the tree `root`, sorted; empty when there is no such folder.
    pub(crate) fn names(
        &mut self,
        repository: &gix::Repository,
        root: ObjectId,
        folder: &str,
    ) -> Result<Vec<String>, NamesError> {
        let files = self.files(repository, root, folder)?;
        Ok(files.into_iter().map(|(path, _)| path).collect())
    }

    /// Returns the paths of all files below `folder` in the tree `root`, sorted, with the ids of their contents; empty
    /// when there is no such folder.
    pub(crate) fn files(
        &mut self,
        repository: &gix::Repository,
        root: ObjectId,
        folder: &str,
    ) -> Result<Vec<(String, ObjectId)>, NamesError> {
        let mut id = root;
        let mut path = String::new();
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            // Not remembered, as the root of a big project has many entries.
            match objects::entry(repository, id, part)? {
                Some(child) if child.mode.is_tree() => id = child.id,
                Some(_) | None => return Ok(Vec::new()),
            }
            path.push_str(part);
            path.push('/');
        }

        let mut walk = Walk {
            repository,
            trees: self,
            files: Vec::new(),
            entries_seen: 0,
        };
        walk.descend(id, &mut path, 0)?;
        Ok(walk.files)
    }

    fn entries(
        &mut self,
        repository: &gix::Repository,
        id: ObjectId,
    ) -> Result<Rc<[Entry]>, ObjectError> {
        if let Some(entries) = self.known.get(&id) {
            return Ok(Rc::clone(entries));
        }
        let entries: Rc<[Entry]> = read(repository, id)?.into();
        self.known.insert(id, Rc::clone(&entries));
        Ok(entries)
    }
}

impl Walk<'_> {
    /// Collects the files of the tree `id`, in git's order, which is the order of their paths.
    fn descend(&mut self, id: ObjectId, path: &mut String, depth: usize) -> Result<(), NamesError> {
        let entries = self.trees.entries(self.repository, id)?;
        self.entries_seen += entries.len() + 1;
        if self.entries_seen > self.trees.entries_max {
            let limit = format!("{} files and folders", self.trees.entries_max);
            return Err(NamesError::TooLarge { limit });
        }
        if depth > DEPTH_MAX {
            let limit = format!("{DEPTH_MAX} folders in one another");
            return Err(NamesError::TooLarge { limit });
        }

        for entry in entries.iter() {
            match entry.kind {
                EntryKind::File(content) => {
                    let path = [path.as_str(), &entry.name].concat();
                    self.files.push((path, content));
                }
                EntryKind::Folder(child) => {
                    let length = path.len();
                    path.push_str(&entry.name);
                    path.push('/');
                    self.descend(child, path, depth + 1)?;
                    path.truncate(length);
                }
            }
        }
        Ok(())
    }
}

fn read(repository: &gix::Repository, id: ObjectId) -> Result<Vec<Entry>, ObjectError> {
    let tree = repository
        .find_tree(id)
        .map_err(|fault| ObjectError::new(id, fault))?;
    let mut entries = Vec::new();
    for entry in TreeRefIter::from_bytes(&tree.data, id.kind()) {
        let entry = entry.map_err(|fault| ObjectError::new(id, fault))?;
        if !is_a_name(entry.filename) {
            continue;
        }
        let kind = match entry.mode {
            mode if mode.is_tree() => EntryKind::Folder(entry.oid.to_owned()),
            mode if mode.is_commit() => continue,
            _ => EntryKind::File(entry.oid.to_owned()),
        };
        let name = entry.filename.to_str_lossy().into_owned();
        entries.push(Entry { name, kind });
    }
    Ok(entries)
}

/// Returns whether a working tree can hold a file of that name; others would lead outside of it.
pub(crate) fn is_a_name(name: &BStr) -> bool {
    !matches!(name.as_bytes(), b"" | b"." | b"..") && !name.contains(&b'/')
}
