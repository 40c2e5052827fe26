//! Reads the files that a merge left open.

use std::collections::BTreeMap;

use gix::ObjectId;
use gix::bstr::BString;
use gix::bstr::ByteSlice as _;
use gix::index::State;
use gix::index::entry::Mode;
use gix::index::entry::Stage;

use crate::vcs::Side;
use crate::vcs::Unmerged;
use crate::vcs::git::objects;
use crate::vcs::git::objects::ObjectError;
use crate::vcs::git::sides::SideName;

/// What an index has of a file that is open: the base, ours and theirs.
pub(crate) type Stages = [Option<ObjectId>; 3];

/// Returns the files below `folder` that are open, sorted by path, without those that are a submodule on a side.
pub(crate) fn list(index: &State, folder: &str) -> BTreeMap<BString, Stages> {
    let folder = folder.trim_matches('/');
    let mut open: BTreeMap<BString, Stages> = BTreeMap::new();
    let mut submodules = Vec::new();
    for entry in index.entries() {
        let place = match entry.stage() {
            Stage::Unconflicted => continue,
            Stage::Base => 0,
            Stage::Ours => 1,
            Stage::Theirs => 2,
        };
        let path = entry.path(index);
        let rest = path.strip_prefix(folder.as_bytes());
        if rest.is_none_or(|rest| !folder.is_empty() && rest.first() != Some(&b'/')) {
            continue;
        }
        if entry.mode == Mode::COMMIT {
            submodules.push(path.to_owned());
        }
        open.entry(path.to_owned()).or_default()[place] = Some(entry.id);
    }
    for path in submodules {
        open.remove(&path);
    }
    open
}

/// Reads the sides of an open file; `None` when one is larger than any tracker's file.
pub(crate) fn read(
    repository: &gix::Repository,
    path: &BString,
    stages: Stages,
    names: &[SideName; 2],
) -> Result<Option<Unmerged>, ObjectError> {
    let mut contents = Vec::new();
    for stage in stages {
        contents.push(match stage {
            None => None,
            Some(id) => match objects::file(repository, id)? {
                Some(content) => Some(content),
                None => return Ok(None),
            },
        });
    }
    let sides = contents.split_off(1).into_iter().zip(names);
    Ok(Some(Unmerged {
        path: path.to_str_lossy().into_owned(),
        bases: contents,
        sides: sides
            .map(|(content, name)| Side {
                revision: name.revision.map(|id| id.to_string()),
                label: name.label.clone(),
                content,
            })
            .collect(),
    }))
}
