//! Who waits for whom.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;

use crate::domain::Key;
use crate::domain::Record;
use crate::domain::Status;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::domain::Vocabulary;

/// The relations between all tickets, for questions that span several.
#[derive(Debug, Default)]
pub struct Graph {
    nodes: BTreeMap<Key, Node>,
    aliases: HashMap<String, Key>,
}

#[derive(Debug)]
struct Node {
    status: Status,
    is_settled: bool,
    parent: Option<Key>,
    depends_on: Vec<Key>,
}

/// A dependency that is not settled.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Blocker {
    /// The ticket that is waited for.
    pub id: Key,
    /// Its status; none when there is no such ticket.
    pub status: Option<Status>,
}

/// A relation that must not lead back to where it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// child → parent
    Parent,
    /// dependent → dependency
    DependsOn,
}

impl Graph {
    /// Takes in the relations of all tickets.
    pub fn new<'a>(
        tickets: impl IntoIterator<Item = &'a Ticket>,
        vocabulary: &Vocabulary,
    ) -> Graph {
        let mut graph = Graph::default();
        for ticket in tickets {
            graph.insert(ticket, vocabulary);
        }
        graph
    }

    /// Takes in one ticket, in the place of what was known of it.
    pub(crate) fn insert(&mut self, ticket: &Ticket, vocabulary: &Vocabulary) {
        for alias in &ticket.aliases {
            self.aliases.insert(alias.clone(), ticket.id.clone());
        }
        let node = Node {
            status: ticket.status.clone(),
            is_settled: vocabulary.is_settled(&ticket.status),
            parent: ticket.parent.clone(),
            depends_on: ticket.depends_on.clone(),
        };
        self.nodes.insert(ticket.id.clone(), node);
    }

    /// Takes in where a record of any kind leads, and nothing of how far it is.
    pub(crate) fn insert_relations<R: Record>(&mut self, record: &R) {
        for alias in record.aliases() {
            self.aliases.insert(alias.clone(), record.key().clone());
        }
        let targets = |name: &str| -> Vec<Key> {
            let references = record.references().into_iter();
            let named = references.filter(|(field, _)| *field == name);
            named.map(|(_, key)| key.clone()).collect()
        };
        let node = Node {
            status: Status::default(),
            is_settled: false,
            parent: targets("parent").pop(),
            depends_on: targets("depends_on"),
        };
        self.nodes.insert(record.key().clone(), node);
    }

    /// Forgets a ticket.
    pub(crate) fn remove(&mut self, ticket: &Ticket) {
        self.nodes.remove(&ticket.id);
        for alias in &ticket.aliases {
            self.aliases.remove(alias);
        }
    }

    /// Whether there is a record with this key or alias.
    pub fn contains(&self, key: &Key) -> bool {
        self.node(key).is_some()
    }

    /// The dependencies of a ticket that are not settled, in the order of their keys.
    pub fn blockers(&self, key: &Key) -> Vec<Blocker> {
        let dependencies = self.node(key).map_or(&[][..], |(_, node)| &node.depends_on);
        let open = dependencies
            .iter()
            .filter_map(|dependency| match self.node(dependency) {
                Some((_, node)) if node.is_settled => None,
                Some((id, node)) => Some(Blocker {
                    id: id.clone(),
                    status: Some(node.status.clone()),
                }),
                None => Some(Blocker {
                    id: dependency.clone(),
                    status: None,
                }),
            });
        open.collect()
    }

    /// Whether something that a ticket depends on is not settled.
    pub fn waits(&self, summary: &Summary<'_>) -> bool {
        let key: Result<Key, _> = summary.id.parse();
        key.is_ok_and(|key| !self.blockers(&key).is_empty())
    }

    /// The tickets that depend on this one.
    pub fn dependents(&self, key: &Key) -> Vec<Key> {
        self.pointing_at(key, |node| &node.depends_on)
    }

    /// The tickets whose parent this one is.
    pub fn children(&self, key: &Key) -> Vec<Key> {
        self.pointing_at(key, |node| node.parent.as_slice())
    }

    fn pointing_at(&self, key: &Key, targets: impl Fn(&Node) -> &[Key]) -> Vec<Key> {
        let points = |node: &Node| {
            targets(node)
                .iter()
                .any(|target| self.resolve(target) == key)
        };
        let nodes = self.nodes.iter().filter(|(_, node)| points(node));
        nodes.map(|(other, _)| other.clone()).collect()
    }

    /// The way from `to` back to `from`, if a new relation `from → to` would
    /// close a circle: `[from, to, …, from]`.
    pub(crate) fn circle(&self, relation: Relation, from: &Key, to: &Key) -> Option<Vec<Key>> {
        let goal = self.resolve(from);
        let mut came_from: BTreeMap<&Key, Option<&Key>> = BTreeMap::new();
        let mut open = vec![self.resolve(to)];
        came_from.insert(self.resolve(to), None);
        while let Some(key) = open.pop() {
            if key == goal {
                return Some(self.way_to(key, &came_from));
            }
            for next in self.targets(relation, key) {
                if !came_from.contains_key(next) {
                    came_from.insert(next, Some(key));
                    open.push(next);
                }
            }
        }
        None
    }

    fn way_to<'a>(
        &self,
        goal: &'a Key,
        came_from: &BTreeMap<&'a Key, Option<&'a Key>>,
    ) -> Vec<Key> {
        let mut way = vec![goal.clone()];
        let mut at = goal;
        while let Some(Some(previous)) = came_from.get(at) {
            way.push((*previous).clone());
            at = previous;
        }
        way.push(goal.clone());
        way.reverse();
        way
    }

    /// Every circle among the relations, each named once, beginning with its smallest key.
    pub(crate) fn circles(&self, relation: Relation) -> Vec<Vec<Key>> {
        let mut found: BTreeSet<Vec<Key>> = BTreeSet::new();
        let mut settled: BTreeSet<&Key> = BTreeSet::new();
        for start in self.nodes.keys() {
            if settled.contains(start) {
                continue;
            }
            let next = self.targets(relation, start);
            let circle = next.iter().find_map(|to| self.circle(relation, start, to));
            if let Some(circle) = circle {
                let members = circle
                    .iter()
                    .filter_map(|key| self.nodes.get_key_value(key));
                settled.extend(members.map(|(key, _)| key));
                found.insert(circle);
            }
        }
        found.into_iter().collect()
    }

    /// Where a relation leads from a ticket.
    pub(crate) fn targets(&self, relation: Relation, key: &Key) -> Vec<&Key> {
        let Some((_, node)) = self.node(key) else {
            return Vec::new();
        };
        let keys = match relation {
            Relation::Parent => node.parent.as_slice(),
            Relation::DependsOn => &node.depends_on,
        };
        keys.iter().map(|key| self.resolve(key)).collect()
    }

    fn resolve<'a>(&'a self, key: &'a Key) -> &'a Key {
        if self.nodes.contains_key(key) {
            return key;
        }
        self.aliases.get(&key.to_string()).unwrap_or(key)
    }

    fn node(&self, key: &Key) -> Option<(&Key, &Node)> {
        self.nodes.get_key_value(self.resolve(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    /// Makes tickets from lines such as `T-1 open T-2 T-3`: key, status, dependencies.
    fn graph(lines: &[&str]) -> Graph {
        let tickets: Vec<Ticket> = lines
            .iter()
            .map(|line| {
                let mut words = line.split(' ');
                let id = key(words.next().unwrap());
                let mut ticket = Ticket::new(id, "Something".parse().unwrap());
                ticket.status = words.next().unwrap().parse().unwrap();
                ticket.depends_on = words.map(key).collect();
                ticket
            })
            .collect();
        let rule = |name: &str, category| StatusRule {
            name: name.parse().unwrap(),
            category,
        };
        let vocabulary = Vocabulary {
            statuses: vec![rule("open", Category::Todo), rule("closed", Category::Done)],
            types: Vec::new(),
            priorities: Vec::new(),
            labels: Vec::new(),
            transitions: BTreeMap::new(),
        };
        Graph::new(&tickets, &vocabulary)
    }

    use crate::domain::Category;
    use crate::domain::StatusRule;

    #[test]
    fn only_what_is_not_settled_blocks() {
        let graph = graph(&["T-1 open T-2 T-3 T-9", "T-2 closed", "T-3 open"]);
        let blockers: Vec<String> = graph
            .blockers(&key("T-1"))
            .iter()
            .map(|b| b.id.to_string())
            .collect();
        assert_eq!(blockers, ["T-3", "T-9"]);
        assert_eq!(graph.dependents(&key("T-3")), [key("T-1")]);
    }

    #[test]
    fn a_circle_is_shown_with_its_whole_way() {
        let graph = graph(&["T-1 open", "T-2 open T-3", "T-3 open T-1"]);
        let circle = graph
            .circle(Relation::DependsOn, &key("T-1"), &key("T-2"))
            .unwrap();
        let way: Vec<String> = circle.iter().map(ToString::to_string).collect();
        assert_eq!(way, ["T-1", "T-2", "T-3", "T-1"]);
        assert_eq!(
            graph.circle(Relation::DependsOn, &key("T-2"), &key("T-1")),
            None
        );
    }

    #[test]
    fn circles_that_exist_are_each_named_once() {
        let graph = graph(&["T-1 open T-2", "T-2 open T-1", "T-3 open T-1"]);
        let circles = graph.circles(Relation::DependsOn);
        assert_eq!(circles, [vec![key("T-1"), key("T-2"), key("T-1")]]);
    }
}
