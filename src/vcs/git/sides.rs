//! The two sides of what git is in the middle of, by name.

use gix::ObjectId;
use gix::objs::CommitRefIter;

use crate::vcs::Tip;
use crate::vcs::git::operation::Operation;

/// How much of an id is enough for people.
const SHORT: usize = 8;

/// A side of a merge, without its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SideName {
    /// Its commit, where git tells.
    pub(crate) revision: Option<ObjectId>,
    /// A branch, or the start of an id.
    pub(crate) label: String,
}

/// What the names are made from.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    /// The repository.
    pub(crate) repository: &'a gix::Repository,
    /// All branches.
    pub(crate) tips: &'a [Tip],
    /// The current branch.
    pub(crate) branch: Option<&'a str>,
    /// The current commit.
    pub(crate) head: Option<ObjectId>,
}

impl Names<'_> {
    /// Returns the names of our and of their side, as git understands the words: in a rebase the side that the branch
    /// is put onto is ours, and the branch is theirs.
    pub(crate) fn sides(&self, operation: Option<&Operation>) -> [SideName; 2] {
        let head = |message: &str| match (self.branch, self.head) {
            (Some(branch), _) => branch.to_owned(),
            (None, Some(head)) => self.label(head, message),
            (None, None) => String::from("HEAD"),
        };
        let ours = SideName {
            revision: self.head,
            label: head(""),
        };
        let unknown = || SideName {
            revision: None,
            label: String::from("theirs"),
        };
        let side = |id: ObjectId, label: String| SideName {
            revision: Some(id),
            label,
        };
        let theirs = match operation {
            // Such as a stash.
            None => unknown(),
            Some(Operation::Merge { heads, message }) => match **heads {
                [theirs] => side(theirs, self.label(theirs, message)),
                _ => unknown(),
            },
            Some(Operation::Rebase { picked, branch }) => match **picked {
                [theirs] => {
                    let label = branch.clone();
                    side(theirs, label.unwrap_or_else(|| self.label(theirs, "")))
                }
                _ => unknown(),
            },
            Some(Operation::CherryPick(picked)) => side(*picked, self.label(*picked, "")),
            // To revert is to merge what was there before.
            Some(Operation::Revert(reverted)) => SideName {
                revision: self.first_parent(*reverted),
                label: format!("parent of {}", short(*reverted)),
            },
        };
        [ours, theirs]
    }

    /// Returns the branch that stands at a commit, one that `message` mentions before others, or the start of its id.
    fn label(&self, id: ObjectId, message: &str) -> String {
        let id_text = id.to_string();
        let here: Vec<&str> = self
            .tips
            .iter()
            .filter(|tip| tip.revision == id_text)
            .map(|tip| &*tip.name)
            .collect();
        let mentioned = here
            .iter()
            .find(|name| message.contains(&format!("'{name}'")));
        let name = mentioned.or(here.first());
        name.map_or_else(|| short(id), |name| (*name).to_owned())
    }

    fn first_parent(&self, id: ObjectId) -> Option<ObjectId> {
        let object = self.repository.find_object(id).ok()?;
        CommitRefIter::from_bytes(&object.data, id.kind())
            .parent_ids()
            .next()
    }
}

fn short(id: ObjectId) -> String {
    id.to_hex_with_len(SHORT).to_string()
}
