//! What belongs to sprints: tickets and backlog items, each of which says so itself.

use std::collections::BTreeMap;
use std::collections::HashSet;

use crate::domain::BacklogItem;
use crate::domain::Change;
use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Ticket;
use crate::domain::Title;
use crate::domain::metrics::WorkItem;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::RecordFile;
use crate::store::Stored;

/// A ticket or a backlog item.
#[derive(Debug, Clone)]
pub enum SprintWork {
    /// A ticket.
    Ticket(Stored<Ticket>),
    /// A backlog item.
    Item(Stored<BacklogItem>),
}

impl SprintWork {
    /// Its file.
    pub fn file(&self) -> &RecordFile {
        match self {
            SprintWork::Ticket(stored) => &stored.file,
            SprintWork::Item(stored) => &stored.file,
        }
    }

    /// What it is about.
    pub fn title(&self) -> &Title {
        match self {
            SprintWork::Ticket(stored) => stored.record.title(),
            SprintWork::Item(stored) => stored.record.title(),
        }
    }

    /// The sprint it is planned for.
    pub fn sprint(&self) -> Option<&Key> {
        match self {
            SprintWork::Ticket(stored) => stored.record.sprint.as_ref(),
            SprintWork::Item(stored) => stored.record.sprint.as_ref(),
        }
    }
}

impl Work<'_> {
    /// Finds and reads a ticket or a backlog item, as staged.
    pub(crate) fn get_sprint_work(&self, reference: &Reference) -> Result<SprintWork, OpError> {
        match RecordKind::of_reference(reference) {
            RecordKind::Ticket => self.get(reference).map(SprintWork::Ticket),
            RecordKind::BacklogItem => self.get_planned(reference).map(SprintWork::Item),
            RecordKind::Epic | RecordKind::Sprint | RecordKind::Requirement => {
                Err(OpError::invalid(format!(
                    "`{reference}` is neither a ticket nor a backlog item"
                )))
            }
        }
    }

    /// Plans something for a sprint, or for none.
    pub(crate) fn set_sprint(
        &mut self,
        one: &SprintWork,
        sprint: Option<&Key>,
    ) -> Result<SprintWork, OpError> {
        match one {
            SprintWork::Ticket(stored) => {
                let change = [Change::Sprint(sprint.cloned())];
                self.change("update", stored, &change)
                    .map(SprintWork::Ticket)
            }
            SprintWork::Item(stored) => {
                let mut after = stored.record.clone();
                after.sprint = sprint.cloned();
                self.edit_planned(stored, after).map(SprintWork::Item)
            }
        }
    }
}

/// The work of some sprints, read.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    /// What is planned for each sprint now, by key, as far as it counts.
    by_sprint: BTreeMap<String, Vec<WorkItem>>,
    /// What was left undone by sprints that were closed.
    carried: BTreeMap<String, WorkItem>,
    /// The backlog items that are in a sprint together with their tickets, by those.
    items_of: BTreeMap<String, String>,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
}

/// The keys that are looked for.
#[derive(Debug)]
struct Asked {
    sprints: HashSet<String>,
    carried: HashSet<String>,
}

impl Asked {
    fn of(sprints: &[&Sprint]) -> Asked {
        let carried = sprints.iter().flat_map(|sprint| &sprint.carried_over);
        Asked {
            sprints: sprints.iter().map(|sprint| sprint.id.to_string()).collect(),
            carried: carried.map(ToString::to_string).collect(),
        }
    }
}

impl Scopes {
    /// Reads what belongs to these sprints, and what they left undone.
    ///
    /// A backlog item that has a ticket in the same sprint is that ticket, and counts once.
    pub(crate) fn read(tracker: &Tracker, sprints: &[&Sprint]) -> Scopes {
        let overview = tracker.overview(Reach::Records);
        let mut scopes = Scopes {
            problems: overview.problems.clone(),
            ..Scopes::default()
        };
        let loaded = tracker.store.load_all::<BacklogItem>();
        scopes.problems.extend(loaded.problems);
        let asked = Asked::of(sprints);
        let wanted = |row: &crate::index::Row<'_>| {
            let summary = row.summary();
            let sprint = summary.sprint.as_deref();
            sprint.is_some_and(|key| asked.sprints.contains(key))
                || asked.carried.contains(summary.id.as_ref())
        };
        let files = overview
            .snapshot
            .rows()
            .filter(wanted)
            .filter_map(|row| row.file());
        let mut made_of: BTreeMap<(String, String), String> = BTreeMap::new();
        for file in files {
            // Another may have deleted it meanwhile; what cannot be read has been told of.
            let Ok(stored) = tracker.store.load::<Ticket>(&file) else {
                continue;
            };
            if let (Some(item), Some(sprint)) = (&stored.record.item, &stored.record.sprint) {
                let place = (item.to_string(), sprint.to_string());
                made_of.insert(place, stored.file.key.to_string());
            }
            scopes.add(ticket(tracker, &overview, &stored.record), &asked);
        }
        for stored in loaded.records {
            let item = WorkItem::of_backlog_item(&stored.record, &tracker.vocabulary);
            let place = (item.id.clone(), item.sprint.clone().unwrap_or_default());
            match made_of.get(&place) {
                Some(ticket) => {
                    scopes.items_of.insert(ticket.clone(), item.id);
                }
                None => scopes.add(item, &asked),
            }
        }
        for items in scopes.by_sprint.values_mut() {
            items.sort_by(|a, b| order(a).cmp(&order(b)));
        }
        scopes
    }

    fn add(&mut self, item: WorkItem, asked: &Asked) {
        if asked.carried.contains(&item.id) {
            self.carried.insert(item.id.clone(), item.clone());
        }
        let sprint = item.sprint.clone();
        if let Some(sprint) = sprint.filter(|key| asked.sprints.contains(key)) {
            self.by_sprint.entry(sprint).or_default().push(item);
        }
    }

    /// What is planned for a sprint now, by key.
    pub(crate) fn members(&self, sprint: &Sprint) -> &[WorkItem] {
        let own = self.by_sprint.get(&sprint.id.to_string());
        own.map_or(&[], Vec::as_slice)
    }

    /// The backlog item that is in the same sprint as its ticket.
    pub(crate) fn item_of(&self, ticket: &Key) -> Option<Key> {
        self.items_of.get(&ticket.to_string())?.parse().ok()
    }

    /// What was in a sprint: of one that ended, as it was then, with what it left undone.
    pub(crate) fn course(&self, sprint: &Sprint) -> Vec<WorkItem> {
        let members = self.members(sprint).iter();
        let Some(end) = sprint.ended_at() else {
            return members.cloned().collect();
        };
        let carried = sprint.carried_over.iter().filter_map(|key| {
            let own = self.carried.get(&key.to_string())?;
            (own.sprint != Some(sprint.id.to_string())).then_some(own)
        });
        let all = members.chain(carried);
        let mut then: Vec<WorkItem> = all.filter_map(|item| item.as_of(end)).collect();
        then.sort_by(|a, b| order(a).cmp(&order(b)));
        then
    }
}

fn order(item: &WorkItem) -> (bool, (&str, bool, u64, &str)) {
    let is_item = item.id.starts_with("ITEM-");
    (is_item, crate::domain::key_order(&item.id))
}

/// A ticket as work, with what it waits for.
pub(crate) fn ticket(tracker: &Tracker, overview: &Overview, ticket: &Ticket) -> WorkItem {
    let own = Graph::new([ticket], &tracker.vocabulary);
    let mut item = WorkItem::of_ticket(ticket, &own, &tracker.vocabulary);
    let summary = ticket.summary();
    let blockers = tracker.blockers(overview, &summary.depends_on);
    item.blocked_by = blockers.iter().map(|other| other.id.to_string()).collect();
    item
}
