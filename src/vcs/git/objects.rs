//! Follows git's objects from one to the next.
//!
//! gix has functions for this, but they panic when an object is damaged.

use std::error::Error;

use gix::ObjectId;
use gix::objs::CommitRefIter;
use gix::objs::Kind;
use gix::objs::TagRefIter;
use gix::objs::TreeRefIter;
use gix::objs::tree::EntryMode;

/// More tags of tags than anyone makes; only a damaged repository has a circle of them.
const STEPS_MAX: usize = 100;

/// More bytes than any file of a tracker has.
pub(crate) const FILE_SIZE_MAX: u64 = 64 << 20;

/// An entry of a tree: a file, a folder, a link or a submodule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What it is.
    pub(crate) mode: EntryMode,
    /// Where it leads to.
    pub(crate) id: ObjectId,
}

/// An object that is missing or damaged.
#[derive(Debug)]
pub(crate) struct ObjectError {
    /// The object's id.
    pub(crate) id: ObjectId,
    /// Why it cannot be read.
    pub(crate) source: Box<dyn Error + Send + Sync>,
}

impl ObjectError {
    /// Returns the error about the object `id`.
    pub(crate) fn new(id: ObjectId, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            id,
            source: source.into(),
        }
    }
}

/// Returns the tree that `id` leads to through tags and commits, `None` when there is no such object or it leads to a file.
pub(crate) fn tree_of(
    repository: &gix::Repository,
    id: ObjectId,
) -> Result<Option<ObjectId>, ObjectError> {
    follow(repository, id, Kind::Tree)
}

/// Returns the commit that `id` leads to through tags, `None` when there is no such object or it leads to something else.
pub(crate) fn commit_of(
    repository: &gix::Repository,
    id: ObjectId,
) -> Result<Option<ObjectId>, ObjectError> {
    follow(repository, id, Kind::Commit)
}

fn follow(
    repository: &gix::Repository,
    id: ObjectId,
    goal: Kind,
) -> Result<Option<ObjectId>, ObjectError> {
    let found = repository.try_find_header(id);
    if found
        .map_err(|fault| ObjectError::new(id, fault))?
        .is_none()
    {
        return Ok(None);
    }

    let mut id = id;
    for _ in 0..STEPS_MAX {
        let object = repository
            .find_object(id)
            .map_err(|fault| ObjectError::new(id, fault))?;
        let next = match object.kind {
            kind if kind == goal => return Ok(Some(id)),
            Kind::Tree | Kind::Blob => return Ok(None),
            Kind::Commit => CommitRefIter::from_bytes(&object.data, id.kind()).tree_id(),
            Kind::Tag => TagRefIter::from_bytes(&object.data, id.kind()).target_id(),
        };
        id = next.map_err(|fault| ObjectError::new(id, fault))?;
    }
    Err(ObjectError::new(id, "too many tags of tags"))
}

/// Returns the entry `name` of the tree `id`.
pub(crate) fn entry(
    repository: &gix::Repository,
    id: ObjectId,
    name: &str,
) -> Result<Option<Entry>, ObjectError> {
    let tree = repository
        .find_tree(id)
        .map_err(|fault| ObjectError::new(id, fault))?;
    for entry in TreeRefIter::from_bytes(&tree.data, id.kind()) {
        let entry = entry.map_err(|fault| ObjectError::new(id, fault))?;
        if entry.filename == name {
            return Ok(Some(Entry {
                mode: entry.mode,
                id: entry.oid.to_owned(),
            }));
        }
    }
    Ok(None)
}

/// Returns the entry at the end of a path that begins in the tree `root`.
pub(crate) fn entry_at(
    repository: &gix::Repository,
    root: ObjectId,
    path: &str,
) -> Result<Option<Entry>, ObjectError> {
    let mut parts = path.split('/').peekable();
    let mut folder = root;
    while let Some(part) = parts.next() {
        let found = entry(repository, folder, part)?;
        match found {
            Some(found) if parts.peek().is_none() => return Ok(Some(found)),
            Some(found) if found.mode.is_tree() => folder = found.id,
            Some(_) | None => return Ok(None),
        }
    }
    Ok(None)
}

/// Returns the bytes of a stored file, `None` when there are too many for any tracker's file.
pub(crate) fn file(
    repository: &gix::Repository,
    id: ObjectId,
) -> Result<Option<Vec<u8>>, ObjectError> {
    let failed = |fault| ObjectError::new(id, fault);
    let header = repository.find_header(id).map_err(failed)?;
    if header.kind() != Kind::Blob {
        return Err(ObjectError::new(id, "it is not a file"));
    }
    if header.size() > FILE_SIZE_MAX {
        return Ok(None);
    }
    let object = repository.find_object(id).map_err(failed)?;
    Ok(Some(object.detach().data))
}

/// Returns what `id` stands for when it is an annotated tag, and otherwise `id` itself, even if there is no such object.
pub(crate) fn past_tags(repository: &gix::Repository, id: ObjectId) -> ObjectId {
    let mut id = id;
    for _ in 0..STEPS_MAX {
        match repository.try_find_header(id) {
            Ok(Some(header)) if header.kind() == Kind::Tag => {}
            Ok(_) | Err(_) => return id,
        }
        let Ok(tag) = repository.find_object(id) else {
            return id;
        };
        match TagRefIter::from_bytes(&tag.data, id.kind()).target_id() {
            Ok(target) => id = target,
            Err(_) => return id,
        }
    }
    id
}
