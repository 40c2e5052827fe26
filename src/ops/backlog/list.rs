//! Listing and showing backlog items.

use std::cmp::Reverse;

use crate::domain::BacklogItem;
use crate::domain::Epic;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Living as _;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Status;
use crate::domain::TicketType;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::backlog::check_type;
use crate::ops::backlog::outlook::ItemOutlook;
use crate::ops::backlog::outlook::ShownItem;
use crate::ops::nearest;
use crate::store::Problem;
use crate::store::Stored;

/// Which backlog items to list, and in which order. An empty list of words means any.
#[derive(Debug, Clone, Default)]
pub struct ItemQuery {
    /// Only those of these statuses.
    pub statuses: Vec<String>,
    /// Only those of these types.
    pub types: Vec<TicketType>,
    /// Only those of these priorities.
    pub priorities: Vec<Priority>,
    /// Only those of these epics; `none` means of no epic.
    pub epics: Vec<String>,
    /// Only those of these sprints; `none` means of no sprint.
    pub sprints: Vec<String>,
    /// Only those of these components.
    pub components: Vec<String>,
    /// Only those of these themes.
    pub themes: Vec<String>,
    /// Only those with all of these labels.
    pub labels: Vec<Label>,
    /// Only those that are ready for a sprint.
    pub is_ready: bool,
    /// Only those with at least this score.
    pub score_min: Option<i64>,
    /// Done and cancelled ones too, where no status is asked for.
    pub all: bool,
    /// Their order, and whether it is turned round.
    pub order: (ItemOrder, bool),
    /// How many at most.
    pub limit: Option<usize>,
}

/// What backlog items are sorted by. Those that lead come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ItemOrder {
    /// The highest score first.
    #[default]
    Score,
    /// The highest priority first.
    Priority,
    /// The highest business value first, and last what has none.
    Value,
    /// The smallest first, and last what has no size.
    Points,
    /// The order of a life.
    Status,
    /// The oldest first.
    Created,
    /// The alphabet.
    Title,
    /// The keys.
    Key,
}

impl ItemOrder {
    const NAMES: [(&'static str, ItemOrder); 8] = [
        ("score", ItemOrder::Score),
        ("priority", ItemOrder::Priority),
        ("value", ItemOrder::Value),
        ("points", ItemOrder::Points),
        ("status", ItemOrder::Status),
        ("created", ItemOrder::Created),
        ("title", ItemOrder::Title),
        ("key", ItemOrder::Key),
    ];

    /// What the fields of the records are called, and what others call the score.
    const OTHER_NAMES: [(&'static str, ItemOrder); 5] = [
        ("priority_score", ItemOrder::Score),
        ("business_value", ItemOrder::Value),
        ("story_points", ItemOrder::Points),
        ("created_at", ItemOrder::Created),
        ("id", ItemOrder::Key),
    ];

    /// Reads `points`, or `-points` for the other way round.
    ///
    /// # Errors
    /// There is no such order.
    pub fn parse(text: &str) -> Result<(ItemOrder, bool), OpError> {
        let (name, is_reversed) = match text.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let others = ItemOrder::OTHER_NAMES.iter();
        let mut known = ItemOrder::NAMES.iter().chain(others);
        let found = known.find(|(known, _)| *known == name);
        found
            .map(|(_, order)| (*order, is_reversed))
            .ok_or_else(|| OpError::Invalid {
                reason: format!("backlog items cannot be sorted by `{name}`"),
                hint: Some(nearest(
                    name,
                    &ItemOrder::NAMES.map(|(known, _)| known.to_owned()),
                )),
            })
    }
}

/// Backlog items in the order that was asked for.
#[derive(Debug)]
pub struct ItemList {
    /// Those that were asked for.
    pub items: Vec<ShownItem>,
    /// How many there would be without the limit.
    pub total: usize,
    /// How many were left out because they are settled.
    pub hidden: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Shows a backlog item.
///
/// # Errors
/// No such item, or a file that cannot be read.
pub fn show_item(tracker: &Tracker, reference: &Reference) -> Result<ShownItem, OpError> {
    let items = [tracker.find_planned::<BacklogItem>(reference)?];
    let outlook = ItemOutlook::around(tracker, &items);
    let [stored] = items;
    Ok(ShownItem {
        facts: outlook.facts(&stored.record),
        stored,
    })
}

/// Items that are known already, with what is computed of them now.
pub fn items_now(tracker: &Tracker, items: Vec<Stored<BacklogItem>>) -> Vec<ShownItem> {
    let outlook = ItemOutlook::around(tracker, &items);
    let shown = |stored: Stored<BacklogItem>| ShownItem {
        facts: outlook.facts(&stored.record),
        stored,
    };
    items.into_iter().map(shown).collect()
}

/// Lists backlog items.
///
/// # Errors
/// A status, type, priority, epic or sprint that there is not.
pub fn list_items(tracker: &Tracker, query: &ItemQuery) -> Result<ItemList, OpError> {
    let wanted = Wanted::of(tracker, query)?;
    let loaded = tracker.store.load_all::<BacklogItem>();
    let outlook = ItemOutlook::among(tracker, &loaded.records);
    let mut problems = loaded.problems;
    problems.extend(outlook.problems().iter().cloned());
    let mut hidden = 0;
    let mut items = Vec::new();
    for stored in loaded.records {
        if !wanted.fits(&stored.record) {
            continue;
        }
        let facts = outlook.facts(&stored.record);
        let is_high = query.score_min.is_none_or(|min| facts.score >= min);
        if !is_high || query.is_ready && !facts.is_ready {
            continue;
        }
        if wanted.statuses.is_empty() && !query.all && stored.record.is_settled() {
            hidden += 1;
            continue;
        }
        items.push(ShownItem { stored, facts });
    }
    sort(tracker, &mut items, query.order);
    let total = items.len();
    items.truncate(query.limit.unwrap_or(total));
    Ok(ItemList {
        items,
        total,
        hidden,
        problems,
    })
}

/// A query whose words are known.
struct Wanted<'a> {
    query: &'a ItemQuery,
    statuses: Vec<Status>,
    epics: Vec<Option<String>>,
    sprints: Vec<Option<String>>,
}

impl<'a> Wanted<'a> {
    fn of(tracker: &Tracker, query: &'a ItemQuery) -> Result<Wanted<'a>, OpError> {
        query.types.iter().try_for_each(check_type)?;
        for priority in &query.priorities {
            let known = tracker.vocabulary.check_priority(priority);
            known.map_err(|source| OpError::Unknown { id: None, source })?;
        }
        Ok(Wanted {
            query,
            statuses: tracker.known_statuses::<BacklogItem>(&query.statuses)?,
            epics: keys::<Epic>(tracker, &query.epics)?,
            sprints: keys::<Sprint>(tracker, &query.sprints)?,
        })
    }

    fn fits(&self, item: &BacklogItem) -> bool {
        let query = self.query;
        let key = |key: &Option<Key>| key.as_ref().map(ToString::to_string);
        let has_labels = query.labels.iter().all(|label| item.labels.contains(label));
        has_labels
            && is_one_of(&self.statuses, &item.status)
            && is_one_of(&query.types, &item.item_type)
            && is_one_of(&query.priorities, &item.priority)
            && is_one_of(&self.epics, &key(&item.epic))
            && is_one_of(&self.sprints, &key(&item.sprint))
            && is_text_of(&query.components, item.component.as_ref())
            && is_text_of(&query.themes, item.theme.as_ref())
    }
}

fn is_one_of<T: PartialEq>(wanted: &[T], value: &T) -> bool {
    wanted.is_empty() || wanted.contains(value)
}

fn is_text_of(wanted: &[String], text: Option<&String>) -> bool {
    let is_meant = |text: &String| {
        let mut names = wanted.iter();
        names.any(|name| name.to_lowercase() == text.to_lowercase())
    };
    wanted.is_empty() || text.is_some_and(is_meant)
}

/// The keys that names mean; `none` means no key.
fn keys<R: Record>(tracker: &Tracker, names: &[String]) -> Result<Vec<Option<String>>, OpError> {
    let key = |name: &String| {
        if name == "none" {
            return Ok(None);
        }
        let reference: Reference = name.parse().unwrap_or_else(|never| match never {});
        let file = tracker
            .store
            .find::<R>(&reference, &tracker.prefix_of::<R>())?;
        Ok(Some(file.key.to_string()))
    };
    names.iter().map(key).collect()
}

/// Sorts items; those that are alike stay in the order of their keys.
fn sort(tracker: &Tracker, items: &mut [ShownItem], (order, is_reversed): (ItemOrder, bool)) {
    match order {
        ItemOrder::Score => items.sort_by_key(|item| Reverse(item.facts.score)),
        ItemOrder::Priority => {
            items.sort_by_key(|item| {
                let priority = &item.stored.record.priority;
                tracker.vocabulary.priority_rank(priority)
            });
        }
        ItemOrder::Value => {
            items.sort_by_key(|item| Reverse(item.stored.record.business_value));
        }
        ItemOrder::Points => {
            items.sort_by_key(|item| {
                let points = item.stored.record.story_points;
                (points.is_none(), points)
            });
        }
        ItemOrder::Status => {
            items.sort_by_key(|item| {
                let item = &item.stored.record;
                let stages = item.lifecycle().stages;
                let place = stages
                    .iter()
                    .position(|stage| stage.name == item.status.as_str());
                place.unwrap_or(stages.len())
            });
        }
        ItemOrder::Created => items.sort_by_key(|item| item.stored.record.created_at),
        ItemOrder::Title => items.sort_by(|a, b| a.stored.record.title.cmp(&b.stored.record.title)),
        ItemOrder::Key => items.sort_by(|a, b| a.stored.record.id.cmp(&b.stored.record.id)),
    }
    if is_reversed {
        items.reverse();
    }
}
