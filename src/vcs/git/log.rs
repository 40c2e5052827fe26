//! Lists commits.

use std::collections::HashMap;
use std::rc::Rc;

use chrono::DateTime;
use gix::ObjectId;
use gix::bstr::BStr;
use gix::bstr::ByteSlice as _;
use gix::objs::CommitRef;

use crate::domain::Timestamp;
use crate::vcs::Commit;
use crate::vcs::User;
use crate::vcs::git::graph::Graph;
use crate::vcs::git::graph::Node;
use crate::vcs::git::graph::Queue;
use crate::vcs::git::objects::ObjectError;
use crate::vcs::git::touched::Touched;

/// How wrong clocks may be before a commit that is to be left out may be shown, in seconds.
///
/// Without a limit every log of a few commits would read the whole history behind what it leaves out.
const CLOCKS_DIFFER_MAX: i64 = 24 * 60 * 60;

/// Which commits to list.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    /// Commits whose past counts.
    pub(crate) from: Vec<ObjectId>,
    /// Commits whose past does not.
    pub(crate) without: Vec<ObjectId>,
    /// Files and folders of which a commit has to change one, if there are any.
    pub(crate) paths: &'a [String],
    /// How many commits at most.
    pub(crate) limit: usize,
}

/// Whether a commit is shown.
#[derive(Debug, Clone, Copy)]
struct Mark {
    is_hidden: bool,
    is_queued: bool,
}

/// Returns commits, newest first, parents never before their children.
pub(crate) fn list(graph: &mut Graph<'_>, query: &Query<'_>) -> Result<Vec<Commit>, ObjectError> {
    let shown = select(graph, query)?;
    let mut touched = Touched::new(graph.repository(), query.paths);
    let mut waiting = HashMap::new();
    for (_, node) in &shown {
        for parent in &node.parents {
            *waiting.entry(*parent).or_insert(0_usize) += 1;
        }
    }
    let nodes: HashMap<ObjectId, &Rc<Node>> = shown.iter().map(|(id, node)| (*id, node)).collect();
    let mut queue = Queue::default();
    for (id, node) in &shown {
        if !waiting.contains_key(id) {
            queue.push(*id, node.seconds);
        }
    }

    let mut commits = Vec::new();
    while commits.len() < query.limit
        && let Some(id) = queue.pop()
    {
        let node = nodes[&id];
        if touched.by(graph, node)? {
            commits.push(read(graph.repository(), id, node)?);
        }
        for parent in &node.parents {
            let (Some(children), Some(node)) = (waiting.get_mut(parent), nodes.get(parent)) else {
                continue;
            };
            *children -= 1;
            if *children == 0 {
                queue.push(*parent, node.seconds);
            }
        }
    }
    Ok(commits)
}

/// Returns the commits of which the log is made, in the order in which they were found.
fn select(
    graph: &mut Graph<'_>,
    query: &Query<'_>,
) -> Result<Vec<(ObjectId, Rc<Node>)>, ObjectError> {
    let mut marks: HashMap<ObjectId, Mark> = HashMap::new();
    let mut queue = Queue::default();
    let mut found = Vec::new();
    // How many commits of the queue are to be shown, and how old the oldest one was.
    let mut pending = 0_usize;
    let mut oldest = i64::MAX;

    let starts = query.without.iter().map(|id| (*id, true));
    let mut next: Vec<_> = starts
        .chain(query.from.iter().map(|id| (*id, false)))
        .collect();
    loop {
        for (id, is_hidden) in next.drain(..) {
            let mark = marks.get(&id).copied();
            if mark.is_some_and(|mark| mark.is_hidden || !is_hidden) {
                continue;
            }
            match mark {
                None => pending += usize::from(!is_hidden),
                Some(mark) => pending -= usize::from(mark.is_queued),
            }
            if !mark.is_some_and(|mark| mark.is_queued) {
                queue.push(id, graph.node(id)?.seconds);
            }
            let is_queued = true;
            marks.insert(
                id,
                Mark {
                    is_hidden,
                    is_queued,
                },
            );
        }
        let newest = queue.newest().unwrap_or(i64::MIN);
        if pending == 0 && newest < oldest.saturating_sub(CLOCKS_DIFFER_MAX) {
            break;
        }

        let Some(id) = queue.pop() else { break };
        let node = graph.node(id)?;
        if let Some(mark) = marks.get_mut(&id) {
            mark.is_queued = false;
            if !mark.is_hidden {
                pending -= 1;
                oldest = oldest.min(node.seconds);
                found.push((id, Rc::clone(&node)));
            }
            next.extend(node.parents.iter().map(|parent| (*parent, mark.is_hidden)));
        }
    }
    found.retain(|(id, _)| !marks[id].is_hidden);
    Ok(found)
}

fn read(repository: &gix::Repository, id: ObjectId, node: &Node) -> Result<Commit, ObjectError> {
    let failed = |fault| ObjectError::new(id, fault);
    let object = repository
        .find_object(id)
        .map_err(|fault| ObjectError::new(id, fault))?;
    let commit = CommitRef::from_bytes(&object.data, id.kind()).map_err(failed)?;
    let author = commit.author().map_err(failed)?;
    let message = commit.message.to_str_lossy();
    Ok(Commit {
        id: id.to_string(),
        parents: node.parents.iter().map(ObjectId::to_string).collect(),
        author: user(author.name, author.email),
        at: Timestamp::new(DateTime::from_timestamp(author.seconds(), 0).unwrap_or_default()),
        message: message.trim_end_matches('\n').to_owned(),
    })
}

fn user(name: &BStr, email: &BStr) -> User {
    let filled = |text: &BStr| {
        let text = text.to_str_lossy().trim().to_owned();
        Some(text).filter(|text| !text.is_empty())
    };
    let email = filled(email);
    User {
        name: filled(name)
            .or_else(|| email.clone())
            .unwrap_or_else(|| String::from("unknown")),
        email,
    }
}
