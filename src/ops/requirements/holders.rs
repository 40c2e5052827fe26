//! Everything that requirements are of, at a glance.

use std::collections::BTreeMap;

use crate::domain::BacklogItem;
use crate::domain::Epic;
use crate::domain::Key;
use crate::domain::RecordKind;
use crate::ops::Tracker;
use crate::ops::requirements::holder::Holder;
use crate::store::Problem;
use crate::store::Reach;

/// A ticket, epic or backlog item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holding {
    pub(crate) title: String,
    pub(crate) status: String,
    /// The epic that it belongs to; an epic belongs to itself.
    pub(crate) epic: Option<String>,
    /// The sprint that it is planned for.
    pub(crate) sprint: Option<String>,
    /// Of an epic, the version that it is meant for.
    pub(crate) version: Option<String>,
}

/// All tickets, epics and backlog items by their keys.
#[derive(Debug)]
pub(crate) struct Holders {
    pub(crate) by_key: BTreeMap<String, Holding>,
    pub(crate) problems: Vec<Problem>,
}

impl Holders {
    /// Looks at all of them.
    pub(crate) fn read(tracker: &Tracker) -> Holders {
        let overview = tracker.overview(Reach::Records);
        let mut by_key = BTreeMap::new();
        for summary in overview.snapshot.rows().map(|row| row.summary()) {
            let holding = Holding {
                title: summary.title.to_string(),
                status: summary.status.to_string(),
                epic: summary.epic.as_deref().map(str::to_owned),
                sprint: summary.sprint.as_deref().map(str::to_owned),
                version: None,
            };
            by_key.insert(summary.id.to_string(), holding);
        }
        let mut problems = overview.problems;
        let epics = tracker.store.load_all::<Epic>();
        problems.extend(epics.problems);
        for epic in epics.records.into_iter().map(|stored| stored.record) {
            let holding = Holding {
                title: epic.title.to_string(),
                status: epic.status.to_string(),
                epic: Some(epic.id.to_string()),
                sprint: None,
                version: epic.target_version,
            };
            by_key.insert(epic.id.to_string(), holding);
        }
        let items = tracker.store.load_all::<BacklogItem>();
        problems.extend(items.problems);
        for item in items.records.into_iter().map(|stored| stored.record) {
            let holding = Holding {
                title: item.title.to_string(),
                status: item.status.to_string(),
                epic: item.epic.map(|epic| epic.to_string()),
                sprint: item.sprint.map(|sprint| sprint.to_string()),
                version: None,
            };
            by_key.insert(item.id.to_string(), holding);
        }
        Holders { by_key, problems }
    }

    /// One of them.
    pub(crate) fn get(&self, key: &str) -> Option<&Holding> {
        self.by_key.get(key)
    }

    /// Whether something is what was named or belongs to it: to an epic its tickets and
    /// backlog items do, to a sprint what is planned for it.
    pub(crate) fn belongs(&self, key: &Key, named: &Holder) -> bool {
        let id = Some(named.key.to_string());
        let holding = self.get(&key.to_string());
        *key == named.key
            || match named.kind {
                RecordKind::Epic => holding.is_some_and(|holding| holding.epic == id),
                RecordKind::Sprint => holding.is_some_and(|holding| holding.sprint == id),
                RecordKind::Ticket | RecordKind::BacklogItem | RecordKind::Requirement => false,
            }
    }

    /// The version that something is meant for: that of its epic.
    pub(crate) fn version(&self, key: &str) -> Option<&str> {
        let epic = self.get(key)?.epic.as_ref()?;
        self.get(epic)?.version.as_deref()
    }
}
