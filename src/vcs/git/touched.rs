//! Finds out which commits changed a file or folder, from the trees on the way to it.

use std::collections::HashMap;
use std::collections::hash_map;

use gix::ObjectId;

use crate::vcs::git::graph::Graph;
use crate::vcs::git::graph::Node;
use crate::vcs::git::objects;
use crate::vcs::git::objects::Entry;
use crate::vcs::git::objects::ObjectError;

/// The paths that are asked for, and what is known about them.
///
/// A commit has most of its trees from its parent, so what a tree has under a name is looked up once.
#[derive(Debug)]
pub(crate) struct Touched<'a> {
    repository: &'a gix::Repository,
    /// The parts of each path, as places in `names`.
    paths: Vec<Vec<usize>>,
    names: Vec<String>,
    known: HashMap<(ObjectId, usize), Option<Entry>>,
}

impl<'a> Touched<'a> {
    /// Asks for `paths`; for all there is, if there are none.
    pub(crate) fn new(repository: &'a gix::Repository, paths: &[String]) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut place = |part: &str| {
            let known = names.iter().position(|name| name == part);
            known.unwrap_or_else(|| {
                names.push(part.to_owned());
                names.len() - 1
            })
        };
        let parts = |path: &String| path.trim_matches('/').split('/').map(&mut place).collect();
        Self {
            repository,
            paths: paths.iter().map(parts).collect(),
            names,
            known: HashMap::new(),
        }
    }

    /// Returns whether the commit changed one of the paths: whether it differs there from every parent.
    pub(crate) fn by(&mut self, graph: &mut Graph<'_>, node: &Node) -> Result<bool, ObjectError> {
        if self.paths.is_empty() {
            return Ok(true);
        }
        let mut before = Vec::new();
        for parent in &node.parents {
            before.push(Some(graph.node(*parent)?.tree));
        }
        if before.is_empty() {
            before.push(None);
        }

        for path in 0..self.paths.len() {
            let mut differs = true;
            for tree in &before {
                differs = differs && self.differs(path, 0, [*tree, Some(node.tree)])?;
            }
            if differs {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns whether two trees, one of which may be missing, differ at what is left of the path.
    fn differs(
        &mut self,
        path: usize,
        depth: usize,
        trees: [Option<ObjectId>; 2],
    ) -> Result<bool, ObjectError> {
        let name = self.paths[path][depth];
        if trees[0] == trees[1] {
            return Ok(false);
        }
        // The empty path is the root.
        if self.names[name].is_empty() {
            return Ok(true);
        }
        let pair = [self.entry(trees[0], name)?, self.entry(trees[1], name)?];
        if depth + 1 == self.paths[path].len() {
            return Ok(pair[0] != pair[1]);
        }
        let folder = |entry: Option<Entry>| entry.filter(|entry| entry.mode.is_tree());
        let folders = pair.map(|entry| folder(entry).map(|entry| entry.id));
        self.differs(path, depth + 1, folders)
    }

    fn entry(&mut self, tree: Option<ObjectId>, name: usize) -> Result<Option<Entry>, ObjectError> {
        let Some(tree) = tree else {
            return Ok(None);
        };
        match self.known.entry((tree, name)) {
            hash_map::Entry::Occupied(known) => Ok(*known.get()),
            hash_map::Entry::Vacant(unknown) => {
                let entry = objects::entry(self.repository, tree, &self.names[name])?;
                Ok(*unknown.insert(entry))
            }
        }
    }
}
