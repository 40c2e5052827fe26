//! Who refers to whom, while a transaction grows.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::domain::Change;
use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Reference;
use crate::domain::Relation;
use crate::domain::Ticket;
use crate::domain::Vocabulary;
use crate::index::Snapshot;
use crate::ops::OpError;
use crate::ops::work::Work;
use crate::store::Reach;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;

/// The relations of tickets as far as a transaction had to look, with what it
/// has staged: nothing is read twice, and without a relation to check nothing
/// is read at all.
#[derive(Debug, Default)]
pub(crate) struct Relations {
    /// The tickets that were met.
    graph: Graph,
    /// Keys from which everything was followed already.
    followed: HashSet<Key>,
    /// Keys that a ticket of the graph leads to, or once did.
    reached: HashSet<Key>,
    /// For each key, the files of the tickets that refer to it; none until somebody asks.
    referrers: Option<HashMap<Key, Vec<RecordFile>>>,
    /// The same of the records of all other kinds.
    planned_referrers: Option<HashMap<Key, Vec<RecordFile>>>,
    /// For each backlog item, the files of the tickets that were made of it; none until somebody asks.
    made_of: Option<HashMap<Key, Vec<RecordFile>>>,
}

impl Relations {
    /// Takes in what becomes of a ticket: what it was, and what it is from now on.
    pub(crate) fn replace(
        &mut self,
        vocabulary: &Vocabulary,
        before: Option<&Stored<Ticket>>,
        after: Option<&Stored<Ticket>>,
    ) {
        if let Some(before) = before {
            self.graph.remove(&before.record);
        }
        if let Some(after) = after {
            self.learn(&after.record, vocabulary);
        }
        if let Some(made_of) = &mut self.made_of {
            for (item, stored) in before.iter().filter_map(|stored| item_of(stored)) {
                let files = made_of.entry(item.clone()).or_default();
                files.retain(|other| *other != stored.file);
            }
            for (item, stored) in after.iter().filter_map(|stored| item_of(stored)) {
                let files = made_of.entry(item.clone()).or_default();
                files.push(stored.file.clone());
            }
        }
        let Some(referrers) = &mut self.referrers else {
            return;
        };
        let old = before.into_iter().flat_map(|stored| {
            let references = stored.record.references().into_iter();
            references.map(move |(_, key)| (key, &stored.file))
        });
        for (key, file) in old {
            referrers
                .entry(key.clone())
                .or_default()
                .retain(|other| other != file);
        }
        if let Some(after) = after {
            enter(referrers, &after.file, &after.record);
        }
    }

    /// Takes in what becomes of a record of another kind.
    pub(crate) fn replace_planned<R: Record>(
        &mut self,
        file: &RecordFile,
        before: Option<&R>,
        after: Option<&R>,
    ) {
        let is_ticket = R::KIND.folder == Ticket::KIND.folder;
        let Some(referrers) = self.planned_referrers.as_mut().filter(|_| !is_ticket) else {
            return;
        };
        for (_, key) in before.map(Record::references).unwrap_or_default() {
            let files = referrers.entry(key.clone()).or_default();
            files.retain(|other| other != file);
        }
        if let Some(after) = after {
            enter(referrers, file, after);
        }
    }

    fn learn(&mut self, ticket: &Ticket, vocabulary: &Vocabulary) {
        self.graph.insert(ticket, vocabulary);
        for relation in [Relation::Parent, Relation::DependsOn] {
            self.reached.extend(ticket.targets(relation).cloned());
        }
    }
}

/// The backlog item that a ticket was made of.
fn item_of(stored: &Stored<Ticket>) -> Option<(&Key, &Stored<Ticket>)> {
    Some((stored.record.item.as_ref()?, stored))
}

fn enter<R: Record>(referrers: &mut HashMap<Key, Vec<RecordFile>>, file: &RecordFile, record: &R) {
    for (_, key) in record.references() {
        let files = referrers.entry(key.clone()).or_default();
        if !files.contains(file) {
            files.push(file.clone());
        }
    }
}

/// Reads who refers to whom among the records of a kind; where it has no folder, that is one look.
struct Entering<'a> {
    view: &'a Store,
    referrers: &'a mut HashMap<Key, Vec<RecordFile>>,
}

impl RecordVisitor for Entering<'_> {
    type Output = ();

    fn visit<R: Record + 'static>(self) {
        for stored in self.view.load_all::<R>().records {
            enter(self.referrers, &stored.file, &stored.record);
        }
    }
}

impl Work<'_> {
    /// Refuses a relation of `after` that leads back to it, and shows the way round.
    pub(crate) fn refuse_circles(
        &mut self,
        action: &'static str,
        after: &Ticket,
        change: &Change,
    ) -> Result<(), OpError> {
        let (relation, targets): (Relation, Vec<&Key>) = match change {
            Change::Parent(key) => (Relation::Parent, key.iter().collect()),
            Change::AddDependency(key) => (Relation::DependsOn, vec![key]),
            Change::DependsOn(keys) => (Relation::DependsOn, keys.iter().collect()),
            _ => return Ok(()),
        };
        for target in targets {
            self.follow(target);
            // What nothing leads to is part of no circle, such as a ticket that is new.
            let relations = &self.relations;
            if after.aliases.is_empty() && !relations.reached.contains(&after.id) {
                continue;
            }
            if let Some(circle) = relations.graph.circle(relation, &after.id, target) {
                let way: Vec<String> = circle.iter().map(ToString::to_string).collect();
                let what = match relation {
                    Relation::Parent => "it would be part of itself",
                    Relation::DependsOn => "it would wait for itself",
                };
                let reason = format!("{what}: {}", way.join(" → "));
                return Err(OpError::refused(action, &after.id, reason));
            }
        }
        Ok(())
    }

    /// Whether one ticket waits for another, through whatever lies between.
    pub(crate) fn waits_for(&mut self, waiting: &Key, other: &Key) -> bool {
        self.follow(waiting);
        let graph = &self.relations.graph;
        graph.circle(Relation::DependsOn, other, waiting).is_some()
    }

    /// Reads the tickets that relations lead to from `start`; only those files are opened.
    fn follow(&mut self, start: &Key) {
        let vocabulary = &self.tracker.vocabulary;
        let mut open = vec![start.clone()];
        while let Some(key) = open.pop() {
            if !self.relations.followed.insert(key.clone()) {
                continue;
            }
            if !self.relations.graph.contains(&key) {
                let Ok(stored) = self.get(&Reference::from(&key)) else {
                    // It may be made later.
                    self.relations.followed.remove(&key);
                    continue;
                };
                self.relations.learn(&stored.record, vocabulary);
            }
            for relation in [Relation::Parent, Relation::DependsOn] {
                let targets = self.relations.graph.targets(relation, &key);
                open.extend(targets.into_iter().cloned());
            }
        }
    }

    /// The records of all kinds but tickets that refer to one, by their keys. The first question reads all of them.
    pub(crate) fn planned_referrers(&mut self, key: &Key) -> Vec<RecordFile> {
        let view = &self.view;
        let referrers = self.relations.planned_referrers.get_or_insert_with(|| {
            let mut referrers = HashMap::new();
            let others = RecordKind::ALL.into_iter();
            for kind in others.filter(|kind| *kind != RecordKind::Ticket) {
                kind.accept(Entering {
                    view,
                    referrers: &mut referrers,
                });
            }
            referrers
        });
        let mut files = referrers.get(key).cloned().unwrap_or_default();
        files.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| a.path.cmp(&b.path)));
        files
    }

    /// The tickets that were made of a backlog item, by their keys.
    pub(crate) fn made_of(&mut self, item: &Key) -> Vec<RecordFile> {
        let mut files = self.all_made().get(item).cloned().unwrap_or_default();
        files.sort_by(|a, b| a.key.cmp(&b.key));
        files
    }

    /// How many backlog items have tickets.
    pub(crate) fn count_made(&mut self) -> usize {
        let made = self.all_made().values();
        made.filter(|files| !files.is_empty()).count()
    }

    /// The first question looks at all tickets, which takes longer once something is staged.
    fn all_made(&mut self) -> &HashMap<Key, Vec<RecordFile>> {
        let (tracker, view) = (self.tracker, &self.view);
        self.relations.made_of.get_or_insert_with(|| {
            let folder = tracker.index_folder();
            let snapshot = Snapshot::fresh::<Ticket>(view, &folder, Reach::Records);
            let mut made: HashMap<Key, Vec<RecordFile>> = HashMap::new();
            for row in snapshot.rows().filter(|row| !row.item().is_empty()) {
                if let (Ok(item), Some(file)) = (row.item().parse(), row.file()) {
                    made.entry(item).or_default().push(file);
                }
            }
            made
        })
    }

    /// The tickets that refer to one, by their keys. The first question reads all tickets.
    pub(crate) fn referrers(&mut self, key: &Key) -> Vec<RecordFile> {
        let view = &self.view;
        let referrers = self.relations.referrers.get_or_insert_with(|| {
            let mut referrers = HashMap::new();
            for stored in view.load_all::<Ticket>().records {
                enter(&mut referrers, &stored.file, &stored.record);
            }
            referrers
        });
        let mut files = referrers.get(key).cloned().unwrap_or_default();
        files.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| a.path.cmp(&b.path)));
        files
    }
}
