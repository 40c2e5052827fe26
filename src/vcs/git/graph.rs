//! The commits of a repository and how they follow each other.

use std::collections::BinaryHeap;
use std::collections::HashMap;
use std::collections::HashSet;
use std::rc::Rc;

use gix::ObjectId;
use gix::objs::CommitRefIter;
use gix::objs::Kind;
use gix::objs::commit::ref_iter::Token;

use crate::vcs::git::objects::ObjectError;

/// What a walk needs to know of a commit.
#[derive(Debug)]
pub(crate) struct Node {
    /// The commits it follows; none at the end of a shallow clone.
    pub(crate) parents: Vec<ObjectId>,
    /// Its files.
    pub(crate) tree: ObjectId,
    /// When it was made, in seconds since 1970.
    pub(crate) seconds: i64,
}

/// The commits seen so far.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    repository: &'a gix::Repository,
    /// Commits of a shallow clone whose parents are not there.
    ends: HashSet<ObjectId>,
    nodes: HashMap<ObjectId, Rc<Node>>,
}

/// Commits that are next, the newest at the top; of equally old ones the one that came first.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    heap: BinaryHeap<(i64, std::cmp::Reverse<usize>, ObjectId)>,
    pushed: usize,
}

/// Has seen the commit from the first revision.
const ONE: u8 = 1;
/// Has seen the commit from the second revision.
const OTHER: u8 = 2;
/// Lies behind a common ancestor.
const BEHIND: u8 = 4;

impl<'a> Graph<'a> {
    /// Knows no commit yet; `ends` are those whose parents are not there.
    pub(crate) fn new(
        repository: &'a gix::Repository,
        ends: impl IntoIterator<Item = ObjectId>,
    ) -> Self {
        Self {
            repository,
            ends: ends.into_iter().collect(),
            nodes: HashMap::new(),
        }
    }

    /// Returns the repository.
    pub(crate) fn repository(&self) -> &'a gix::Repository {
        self.repository
    }

    /// Returns the commit `id`.
    pub(crate) fn node(&mut self, id: ObjectId) -> Result<Rc<Node>, ObjectError> {
        if let Some(node) = self.nodes.get(&id) {
            return Ok(Rc::clone(node));
        }
        let mut node = read(self.repository, id)?;
        if self.ends.contains(&id) {
            node.parents.clear();
        }
        let node = Rc::new(node);
        self.nodes.insert(id, Rc::clone(&node));
        Ok(node)
    }

    /// Returns the newest commit that both have in their past and that is in the past of no other such commit.
    pub(crate) fn merge_base(
        &mut self,
        one: ObjectId,
        other: ObjectId,
    ) -> Result<Option<ObjectId>, ObjectError> {
        let common = self.common_ancestors(one, other)?;
        if let [] | [_] = *common {
            return Ok(common.first().copied());
        }

        // Clocks that go wrong let a common ancestor be found before one of its children.
        let mut best: Option<(i64, ObjectId)> = None;
        for &candidate in &common {
            let others = common.iter().filter(|id| **id != candidate);
            let parents = others.copied().collect::<Vec<_>>();
            if !self.past(&parents)?.contains(&candidate) {
                best = best.max(Some((self.node(candidate)?.seconds, candidate)));
            }
        }
        Ok(best.map(|(_, id)| id))
    }

    /// Paints the past of both commits down to where all that is left lies behind a common ancestor.
    fn common_ancestors(
        &mut self,
        one: ObjectId,
        other: ObjectId,
    ) -> Result<Vec<ObjectId>, ObjectError> {
        let mut paint: HashMap<ObjectId, u8> = HashMap::new();
        let mut queue = Queue::default();
        let mut common = Vec::new();
        for (id, colour) in [(one, ONE), (other, OTHER)] {
            *paint.entry(id).or_default() |= colour;
            queue.push(id, self.node(id)?.seconds);
        }
        while queue.ids().any(|id| paint[&id] & BEHIND == 0) {
            let Some(id) = queue.pop() else { break };
            let mut colours = paint[&id];
            if colours & BEHIND == 0 && colours & (ONE | OTHER) == ONE | OTHER {
                if !common.contains(&id) {
                    common.push(id);
                }
                colours |= BEHIND;
            }
            for &parent in &self.node(id)?.parents {
                let known = paint.entry(parent).or_default();
                if *known & colours != colours {
                    *known |= colours;
                    queue.push(parent, self.node(parent)?.seconds);
                }
            }
        }
        common.retain(|id| paint[id] & BEHIND == 0);
        Ok(common)
    }

    /// Returns these commits and all before them.
    fn past(&mut self, ids: &[ObjectId]) -> Result<HashSet<ObjectId>, ObjectError> {
        let mut past: HashSet<ObjectId> = ids.iter().copied().collect();
        let mut next = ids.to_vec();
        while let Some(id) = next.pop() {
            let node = self.node(id)?;
            next.extend(node.parents.iter().filter(|parent| past.insert(**parent)));
        }
        Ok(past)
    }
}

impl Queue {
    /// Adds a commit.
    pub(crate) fn push(&mut self, id: ObjectId, seconds: i64) {
        self.heap
            .push((seconds, std::cmp::Reverse(self.pushed), id));
        self.pushed += 1;
    }

    /// Takes the newest commit.
    pub(crate) fn pop(&mut self) -> Option<ObjectId> {
        self.heap.pop().map(|(_, _, id)| id)
    }

    /// Returns the time of the newest commit.
    pub(crate) fn newest(&self) -> Option<i64> {
        self.heap.peek().map(|(seconds, _, _)| *seconds)
    }

    fn ids(&self) -> impl Iterator<Item = ObjectId> + '_ {
        self.heap.iter().map(|(_, _, id)| *id)
    }
}

fn read(repository: &gix::Repository, id: ObjectId) -> Result<Node, ObjectError> {
    let object = repository
        .find_object(id)
        .map_err(|fault| ObjectError::new(id, fault))?;
    if object.kind != Kind::Commit {
        return Err(ObjectError::new(id, "it is not a commit"));
    }

    let mut tree = None;
    let mut parents = Vec::new();
    let mut seconds = 0;
    for token in CommitRefIter::from_bytes(&object.data, id.kind()) {
        match token.map_err(|fault| ObjectError::new(id, fault))? {
            Token::Tree { id } => tree = Some(id),
            Token::Parent { id } => parents.push(id),
            Token::Committer { signature } => {
                seconds = signature.seconds();
                break;
            }
            _ => {}
        }
    }
    Ok(Node {
        parents,
        tree: tree.ok_or_else(|| ObjectError::new(id, "it has no tree"))?,
        seconds,
    })
}
