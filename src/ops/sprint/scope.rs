//! What belongs to sprints: tickets and backlog items, each of which says so itself.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::domain::BacklogItem;
use crate::domain::Change;
use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::SprintChange;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::domain::Title;
use crate::domain::metrics::SprintPiece;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::united;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::work::Work;
use crate::store::Problem;
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
                self.note_sprint_change(stored.record.sprint.as_ref(), &mut after)?;
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
    /// What each of them had: what was taken out of it, and what it left undone when it was closed.
    former: BTreeMap<String, Vec<WorkItem>>,
    /// The backlog items that count as their tickets, by those and the sprint.
    items_of: BTreeMap<(String, String), WorkItem>,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
}

/// What is looked for.
struct Asked {
    sprints: HashSet<String>,
    /// The sprints that left a piece of work undone, by that.
    left_by: HashMap<String, Vec<String>>,
}

impl Asked {
    fn of(sprints: &[&Sprint]) -> Asked {
        let mut left_by: HashMap<String, Vec<String>> = HashMap::new();
        for sprint in sprints {
            for key in &sprint.carried_over {
                let own = left_by.entry(key.to_string()).or_default();
                own.push(sprint.id.to_string());
            }
        }
        Asked {
            sprints: sprints.iter().map(|sprint| sprint.id.to_string()).collect(),
            left_by,
        }
    }

    fn wants(&self, summary: &Summary<'_>) -> bool {
        let mut sprints = summary
            .sprint
            .as_deref()
            .into_iter()
            .chain(summary.former_sprints.iter());
        sprints.any(|key| self.sprints.contains(key)) || self.left_by.contains_key(&*summary.id)
    }

    /// The sprints among these that a piece of work was in.
    fn former(&self, item: &WorkItem) -> BTreeSet<String> {
        let changes = item.sprint_changes.iter();
        let named = changes
            .flat_map(SprintChange::sprints)
            .map(ToString::to_string);
        let named = named.filter(|key| self.sprints.contains(key));
        let left_by = self.left_by.get(&item.id).into_iter().flatten();
        let mut all: BTreeSet<String> = named.chain(left_by.cloned()).collect();
        if let Some(present) = &item.sprint {
            all.remove(present);
        }
        all
    }
}

impl Scopes {
    /// Reads what belongs to these sprints, and what did.
    ///
    /// A backlog item that has a ticket in the same sprint is that ticket, and counts once.
    pub(crate) fn read(tracker: &Tracker, overview: &Overview, sprints: &[&Sprint]) -> Scopes {
        let mut scopes = Scopes {
            problems: overview.problems.clone(),
            ..Scopes::default()
        };
        let loaded = tracker.store.load_all::<BacklogItem>();
        scopes.problems.extend(loaded.problems);
        let asked = Asked::of(sprints);
        let rows = overview.snapshot.rows();
        let files = rows
            .filter(|row| asked.wants(&row.summary()))
            .filter_map(|row| row.file());
        let mut made_of: BTreeMap<(String, String), String> = BTreeMap::new();
        for file in files {
            // Another may have deleted it meanwhile; what cannot be read has been told of.
            let Ok(stored) = tracker.store.load::<Ticket>(&file) else {
                continue;
            };
            let item = ticket(tracker, overview, &stored.record);
            if let Some(made) = &stored.record.item {
                for sprint in asked.former(&item).into_iter().chain(item.sprint.clone()) {
                    made_of.insert((made.to_string(), sprint), item.id.clone());
                }
            }
            scopes.add(item, &asked, |_| None);
        }
        for stored in loaded.records {
            let item = WorkItem::of_backlog_item(&stored.record, &tracker.vocabulary);
            let id = item.id.clone();
            scopes.add(item, &asked, |sprint| {
                made_of.get(&(id.clone(), sprint.to_owned())).cloned()
            });
        }
        for items in scopes.by_sprint.values_mut() {
            items.sort_by(|a, b| order(a).cmp(&order(b)));
        }
        scopes
    }

    /// Takes in a piece of work, unless it counts as another, which `ticket` tells.
    fn add(&mut self, item: WorkItem, asked: &Asked, ticket: impl Fn(&str) -> Option<String>) {
        let mut place =
            |sprint: String, items: &mut BTreeMap<String, Vec<WorkItem>>| match ticket(&sprint) {
                Some(ticket) => {
                    self.items_of.insert((ticket, sprint), item.clone());
                }
                None => items.entry(sprint).or_default().push(item.clone()),
            };
        for sprint in asked.former(&item) {
            place(sprint, &mut self.former);
        }
        if let Some(sprint) = item
            .sprint
            .clone()
            .filter(|key| asked.sprints.contains(key))
        {
            place(sprint, &mut self.by_sprint);
        }
    }

    /// What is planned for a sprint now, by key.
    pub(crate) fn members(&self, sprint: &Sprint) -> &[WorkItem] {
        let own = self.by_sprint.get(&sprint.id.to_string());
        own.map_or(&[], Vec::as_slice)
    }

    /// The backlog item that is in the same sprint as its ticket.
    pub(crate) fn item_of(&self, ticket: &Key, sprint: &Sprint) -> Option<Key> {
        let item = self
            .items_of
            .get(&(ticket.to_string(), sprint.id.to_string()))?;
        item.id.parse().ok()
    }

    /// What was in a sprint and when, by key: of one that ended, each piece as it was then.
    pub(crate) fn course(&self, sprint: &Sprint) -> Vec<SprintPiece> {
        let id = sprint.id.to_string();
        let former = self.former.get(&id).into_iter().flatten();
        let all = self.members(sprint).iter().chain(former);
        let mut pieces: Vec<SprintPiece> =
            all.filter_map(|item| self.piece(item, sprint)).collect();
        pieces.sort_by(|a, b| order(&a.item).cmp(&order(&b.item)));
        pieces
    }

    fn piece(&self, item: &WorkItem, sprint: &Sprint) -> Option<SprintPiece> {
        let mut item = item.clone();
        let mut stays = item.stays_in(sprint);
        // A ticket was there as long as the backlog item that it was made of.
        if let Some(origin) = self.items_of.get(&(item.id.clone(), sprint.id.to_string())) {
            stays.extend(origin.stays_in(sprint));
            stays = united(stays);
            item.created_at = item.created_at.min(origin.created_at);
        }
        let item = match sprint.ended_at() {
            Some(end) => item.as_of(end)?,
            None => item,
        };
        (!stays.is_empty()).then_some(SprintPiece { item, stays })
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
