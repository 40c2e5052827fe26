//! Follows git's objects from one to the next.
//!
//! gix has functions for this, but they panic when an object is damaged.

use std::error::Error;

use gix::ObjectId;
use gix::objs::CommitRefIter;
use gix::objs::Kind;
use gix::objs::TagRefIter;

/// More tags of tags than anyone makes; only a damaged repository has a circle of them.
const STEPS_MAX: usize = 100;

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
            Kind::Tree => return Ok(Some(id)),
            Kind::Blob => return Ok(None),
            Kind::Commit => CommitRefIter::from_bytes(&object.data, id.kind()).tree_id(),
            Kind::Tag => TagRefIter::from_bytes(&object.data, id.kind()).target_id(),
        };
        id = next.map_err(|fault| ObjectError::new(id, fault))?;
    }
    Err(ObjectError::new(id, "too many tags of tags"))
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
