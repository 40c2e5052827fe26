//! What is computed of backlog items with a look at everything around them.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::domain::BacklogItem;
use crate::domain::Blocker;
use crate::domain::Category;
use crate::domain::Key;
use crate::domain::Living as _;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Score;
use crate::domain::Status;
use crate::domain::item_readiness;
use crate::domain::key_order;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::Stored;

/// What is computed of a backlog item.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct ItemFacts {
    /// How soon it should be done; the highest comes first.
    pub score: i64,
    /// What the score is made of.
    pub score_parts: Score,
    /// Whether it can be planned for a sprint.
    pub is_ready: bool,
    /// Every reason why it cannot.
    pub not_ready: Vec<String>,
    /// What must be done before it and is not.
    pub blocked_by: Vec<Blocker>,
    /// The keys of the tickets that were made of it.
    pub tickets: Vec<String>,
    /// Whether its tickets are settled, some of them done, and it is not.
    pub is_closable: bool,
}

/// A backlog item with what is computed of it.
#[derive(Debug, Clone)]
pub struct ShownItem {
    /// The item.
    pub stored: Stored<BacklogItem>,
    /// What is computed of it.
    pub facts: ItemFacts,
}

/// What stands around backlog items, looked at once.
#[derive(Debug)]
pub(crate) struct ItemOutlook<'a> {
    tracker: &'a Tracker,
    overview: Overview,
    /// Where items stand that others wait for, by every name they have.
    standings: HashMap<String, Standing>,
    /// The tickets that were made of each item, with their statuses.
    made: BTreeMap<String, Vec<(String, String)>>,
}

impl<'a> ItemOutlook<'a> {
    /// Looks at all tickets, and at those items alone that these wait for.
    pub(crate) fn around(tracker: &'a Tracker, items: &[Stored<BacklogItem>]) -> ItemOutlook<'a> {
        let mut standings = HashMap::new();
        for key in items.iter().flat_map(|stored| &stored.record.depends_on) {
            if RecordKind::of_key(key) != RecordKind::BacklogItem {
                continue;
            }
            if let Ok(found) = tracker.find_planned::<BacklogItem>(&Reference::from(key)) {
                standings.insert(key.to_string(), Standing::of_item(&found.record));
            }
        }
        ItemOutlook::new(tracker, standings)
    }

    /// Looks at all tickets; the items are all that there are.
    pub(crate) fn among(tracker: &'a Tracker, items: &[Stored<BacklogItem>]) -> ItemOutlook<'a> {
        let mut standings = HashMap::with_capacity(items.len());
        for stored in items {
            let item = &stored.record;
            for name in std::iter::once(item.id.to_string()).chain(item.aliases.clone()) {
                standings.insert(name, Standing::of_item(item));
            }
        }
        ItemOutlook::new(tracker, standings)
    }

    fn new(tracker: &'a Tracker, standings: HashMap<String, Standing>) -> ItemOutlook<'a> {
        let overview = tracker.overview(Reach::Records);
        ItemOutlook {
            made: made_of_items(&overview),
            tracker,
            overview,
            standings,
        }
    }

    /// The tickets that could not be read.
    pub(crate) fn problems(&self) -> &[Problem] {
        &self.overview.problems
    }

    /// The keys of the tickets that were made of an item.
    pub(crate) fn tickets_of(&self, item: &Key) -> Vec<String> {
        let made = self.made.get(&item.to_string());
        let keys = made.into_iter().flatten().map(|(key, _)| key.clone());
        keys.collect()
    }

    /// What is computed of an item.
    pub(crate) fn facts(&self, item: &BacklogItem) -> ItemFacts {
        let parts = self
            .tracker
            .score_rule()
            .of_item(&self.tracker.vocabulary, item);
        let blocked_by = blockers(item, |key| self.standing(key));
        let not_ready = item_readiness(item, blocked_by.clone());
        let not_ready: Vec<String> = not_ready.iter().map(ToString::to_string).collect();
        ItemFacts {
            score: parts.total,
            score_parts: parts,
            is_ready: not_ready.is_empty(),
            not_ready,
            blocked_by,
            tickets: self.tickets_of(&item.id),
            is_closable: !item.is_settled() && self.is_made(&item.id),
        }
    }

    fn is_made(&self, item: &Key) -> bool {
        let vocabulary = &self.tracker.vocabulary;
        let Some(made) = self.made.get(&item.to_string()) else {
            return false;
        };
        let mut categories = made.iter().map(|(_, status)| vocabulary.category(status));
        let is_settled = made.iter().all(|(_, status)| vocabulary.is_settled(status));
        is_settled && categories.any(|category| category == Some(Category::Done))
    }

    fn standing(&self, key: &Key) -> Option<Standing> {
        let name = key.to_string();
        match RecordKind::of_key(key) {
            RecordKind::BacklogItem => self.standings.get(&name).cloned(),
            RecordKind::Ticket
            | RecordKind::Epic
            | RecordKind::Sprint
            | RecordKind::Requirement => {
                let status = self.overview.find(&name)?.status().parse().ok()?;
                Some(Standing {
                    is_settled: self.tracker.vocabulary.is_settled(&status),
                    status,
                })
            }
        }
    }
}

/// Where something stands that an item waits for.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) status: Status,
    pub(crate) is_settled: bool,
}

impl Standing {
    /// Where an item stands.
    pub(crate) fn of_item(item: &BacklogItem) -> Standing {
        Standing {
            status: item.status.clone(),
            is_settled: item.is_settled(),
        }
    }
}

/// What an item depends on and is not settled; `standing` tells where each stands.
pub(crate) fn blockers(
    item: &BacklogItem,
    standing: impl Fn(&Key) -> Option<Standing>,
) -> Vec<Blocker> {
    let blocker = |key: &Key| {
        let standing = standing(key);
        if standing.as_ref().is_some_and(|found| found.is_settled) {
            return None;
        }
        Some(Blocker {
            id: key.clone(),
            status: standing.map(|found| found.status),
        })
    };
    item.depends_on.iter().filter_map(blocker).collect()
}

/// The tickets that name an item, by its key, each in the order of their keys.
fn made_of_items(overview: &Overview) -> BTreeMap<String, Vec<(String, String)>> {
    let mut made: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in overview.snapshot.rows() {
        if !row.item().is_empty() {
            let ticket = (row.id().to_owned(), row.status().to_owned());
            made.entry(row.item().to_owned()).or_default().push(ticket);
        }
    }
    for tickets in made.values_mut() {
        tickets.sort_by(|(a, _), (b, _)| key_order(a).cmp(&key_order(b)));
    }
    made
}
