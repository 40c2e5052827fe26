//! Which records lead to which.

use std::collections::BTreeMap;

use crate::domain::BacklogItem;
use crate::domain::Epic;
use crate::domain::Key;
use crate::domain::Living;
use crate::domain::RecordKind;
use crate::domain::Requirement;
use crate::domain::key_order;
use crate::ops::Tracker;
use crate::ops::trace::TraceNode;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::Stored;

/// All records of the way and what each comes from.
#[derive(Debug, Default)]
pub(crate) struct Links {
    nodes: BTreeMap<String, TraceNode>,
    /// What each comes from, the nearest first.
    up: BTreeMap<String, Vec<String>>,
    /// What came of each, in the order of kinds and keys.
    down: BTreeMap<String, Vec<String>>,
    /// The keys that each had before.
    former: BTreeMap<String, Vec<Key>>,
    pub(crate) problems: Vec<Problem>,
}

impl Links {
    /// Looks at all records.
    pub(crate) fn of(tracker: &Tracker) -> Links {
        let mut links = Links::default();
        let epics = tracker.store.load_all::<Epic>();
        links.problems.extend(epics.problems);
        for stored in &epics.records {
            links.add_former(stored.record.id.to_string(), &stored.record.aliases);
            links.add(planned("epic", stored), Vec::new());
        }
        let items = tracker.store.load_all::<BacklogItem>();
        links.problems.extend(items.problems);
        let mut epic_of_item: BTreeMap<String, String> = BTreeMap::new();
        for stored in &items.records {
            let epic = stored.record.epic.as_ref().map(ToString::to_string);
            if let Some(epic) = &epic {
                epic_of_item.insert(stored.record.id.to_string(), epic.clone());
            }
            links.add_former(stored.record.id.to_string(), &stored.record.aliases);
            let item = typed(planned("backlog item", stored), &stored.record.item_type);
            links.add(item, epic.into_iter().collect());
        }
        links.add_tickets(tracker, &epic_of_item);
        let requirements = tracker.store.load_all::<Requirement>();
        links.problems.extend(requirements.problems);
        for stored in &requirements.records {
            let record = &stored.record;
            links.add_former(record.id.to_string(), &record.aliases);
            // A part of a feature is its feature's, which is the ticket's.
            let from = record.parent.as_ref().or(record.of.as_ref());
            let node = typed(planned("requirement", stored), &record.requirement_type);
            links.add(node, from.iter().map(ToString::to_string).collect());
        }
        links
    }

    fn add_tickets(&mut self, tracker: &Tracker, epic_of_item: &BTreeMap<String, String>) {
        let overview = tracker.overview(Reach::Records);
        let mut rows: Vec<_> = overview.snapshot.rows().map(|row| row.summary()).collect();
        rows.sort_by(|a, b| a.key_order().cmp(&b.key_order()));
        let with_epics = rows.iter().filter_map(|summary| {
            let epic = summary.epic.as_deref()?;
            Some((summary.id.to_string(), epic.to_owned()))
        });
        let epic_of_ticket: BTreeMap<String, String> = with_epics.collect();
        for summary in rows {
            let text =
                |field: &Option<std::borrow::Cow<'_, str>>| field.as_deref().map(str::to_owned);
            let item = text(&summary.item);
            let parent = text(&summary.parent);
            // The epic of the item, or of the whole, is met on the way over that.
            let of_item = item.as_ref().and_then(|item| epic_of_item.get(item));
            let of_parent = parent
                .as_ref()
                .and_then(|parent| epic_of_ticket.get(parent));
            let epic =
                text(&summary.epic).filter(|epic| Some(epic) != of_item && Some(epic) != of_parent);
            let from = item.into_iter().chain(parent).chain(epic);
            let node = TraceNode {
                title: Some(summary.title.to_string()),
                node_type: Some(summary.record_type.to_string()),
                is_settled: tracker.vocabulary.is_settled(&summary.status),
                status: Some(summary.status.to_string()),
                ..TraceNode::missing("ticket", summary.id.to_string())
            };
            let aliases: Vec<&str> = summary.aliases.iter().collect();
            self.add_former(node.id.clone(), &aliases);
            let from = from.collect();
            self.add(node, from);
        }
        self.problems.extend(overview.problems);
    }

    fn add(&mut self, node: TraceNode, from: Vec<String>) {
        for other in &from {
            self.down
                .entry(other.clone())
                .or_default()
                .push(node.id.clone());
        }
        self.up.insert(node.id.clone(), from);
        self.nodes.insert(node.id.clone(), node);
    }

    fn add_former(&mut self, id: String, aliases: &[impl AsRef<str>]) {
        let keys = aliases
            .iter()
            .filter_map(|alias| alias.as_ref().parse().ok());
        let keys: Vec<Key> = keys.collect();
        if !keys.is_empty() {
            self.former.insert(id, keys);
        }
    }

    /// The keys that a record had before and that no other has now.
    pub(crate) fn former(&self, id: &str) -> impl Iterator<Item = &Key> {
        let keys = self.former.get(id).into_iter().flatten();
        keys.filter(|key| !self.nodes.contains_key(&key.to_string()))
    }

    /// A record by its key; one that is not there has nothing but that.
    pub(crate) fn node(&self, id: &str) -> TraceNode {
        if let Some(node) = self.nodes.get(id) {
            return node.clone();
        }
        let kind = id.parse::<Key>().map(|key| RecordKind::of_key(&key));
        let noun = kind.map_or("ticket", |kind| kind.kind().noun);
        TraceNode::missing(noun, id.to_owned())
    }

    /// What a record comes from.
    pub(crate) fn up(&self, id: &str) -> &[String] {
        self.up.get(id).map_or(&[], Vec::as_slice)
    }

    /// What came of a record.
    pub(crate) fn down(&self, id: &str) -> Vec<&str> {
        let all = self.down.get(id).into_iter().flatten();
        let mut all: Vec<&str> = all.map(String::as_str).collect();
        all.sort_by(|a, b| {
            let rank = |id: &str| match self.nodes.get(id).map(|node| node.kind) {
                Some("requirement") => 0,
                Some("backlog item") => 1,
                Some(_) | None => 2,
            };
            (rank(a), key_order(a)).cmp(&(rank(b), key_order(b)))
        });
        all
    }
}

fn planned<R: Living>(kind: &'static str, stored: &Stored<R>) -> TraceNode {
    TraceNode {
        title: Some(stored.record.title().to_string()),
        status: Some(stored.record.status().to_string()),
        is_settled: stored.record.is_settled(),
        ..TraceNode::missing(kind, stored.record.key().to_string())
    }
}

fn typed(node: TraceNode, node_type: &impl ToString) -> TraceNode {
    TraceNode {
        node_type: Some(node_type.to_string()),
        ..node
    }
}
