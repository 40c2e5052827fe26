//! `tickets trace`

use std::collections::BTreeSet;

use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::trace::TraceNode;
use crate::ops::trace::commits::Names;
use crate::ops::trace::commits::NamingCommits;
use crate::ops::trace::links::Links;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::ProblemCode;

/// How far a way goes; records that were written by hand can lead far.
const DEPTH_MAX: usize = 32;

/// What to trace.
#[derive(Debug, Clone)]
pub struct TraceQuery {
    /// Where to begin.
    pub reference: Reference,
    /// Which ways to go.
    pub ways: TraceWays,
    /// Whether to look for commits that name the records.
    pub has_commits: bool,
}

/// Which ways to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceWays {
    /// To what it comes from.
    Up,
    /// To what came of it.
    Down,
    /// Both.
    Both,
}

/// A record with what it comes from and what came of it.
#[derive(Debug)]
pub struct Trace {
    /// The record.
    pub root: TraceNode,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Whether there may be more commits that name the records.
    pub is_cut: bool,
}

/// Follows the relations of epics, backlog items, tickets and requirements from one of them.
///
/// # Errors
/// No such record, or a sprint, which no way leads over.
pub fn trace(tracker: &Tracker, query: &TraceQuery) -> Result<Trace, OpError> {
    let key = tracker.find_any(&query.reference)?.key;
    if RecordKind::of_key(&key) == RecordKind::Sprint {
        return Err(OpError::Invalid {
            reason: format!("{key} is a sprint, and no way leads over sprints"),
            hint: Some("trace one of its tickets, or their epic".to_owned()),
        });
    }
    let mut links = Links::of(tracker);
    let mut walk = Walk {
        links: &links,
        seen: BTreeSet::new(),
    };
    let mut root = links.node(&key.to_string());
    walk.seen.insert(root.id.clone());
    if query.ways != TraceWays::Down {
        root.up = walk.up(&root.id, 1);
    }
    walk.seen.clear();
    walk.seen.insert(root.id.clone());
    if query.ways != TraceWays::Up {
        root.down = walk.down(&root.id, 1);
    }
    let mut names = Names::new();
    add_names(&root, &links, &mut names);
    let mut problems = std::mem::take(&mut links.problems);
    let mut is_cut = false;
    if query.has_commits && query.ways != TraceWays::Up {
        match NamingCommits::of(tracker, &names) {
            Ok(commits) => {
                is_cut = commits.is_cut;
                add_commits(&mut root, &commits);
            }
            // A repository that is broken still has tickets.
            Err(error) => {
                let message = format!("the commits cannot be read: {error}");
                problems.push(Problem::new(HOME, ProblemCode::Unreadable, message));
            }
        }
    }
    Ok(Trace {
        root,
        problems,
        is_cut,
    })
}

struct Walk<'a> {
    links: &'a Links,
    /// What was met already: no record is told twice, and no circle has an end.
    seen: BTreeSet<String>,
}

impl Walk<'_> {
    fn up(&mut self, id: &str, depth: usize) -> Vec<TraceNode> {
        let mut nodes = Vec::new();
        for id in self.links.up(id) {
            if depth < DEPTH_MAX && self.seen.insert(id.clone()) {
                let mut node = self.links.node(id);
                node.up = self.up(id, depth + 1);
                nodes.push(node);
            }
        }
        nodes
    }

    fn down(&mut self, id: &str, depth: usize) -> Vec<TraceNode> {
        let mut nodes = Vec::new();
        for id in self.links.down(id) {
            if depth < DEPTH_MAX && self.seen.insert(id.to_owned()) {
                let mut node = self.links.node(id);
                node.down = self.down(id, depth + 1);
                nodes.push(node);
            }
        }
        nodes
    }
}

/// The names of a record and of what came of it.
fn add_names(node: &TraceNode, links: &Links, names: &mut Names) {
    let own = node.id.parse::<Key>().ok();
    for key in own.into_iter().chain(links.former(&node.id).cloned()) {
        names.entry(key).or_default().push(node.id.clone());
    }
    for below in &node.down {
        add_names(below, links, names);
    }
}

fn add_commits(node: &mut TraceNode, commits: &NamingCommits) {
    for below in &mut node.down {
        add_commits(below, commits);
    }
    node.down.extend_from_slice(commits.naming(&node.id));
}
