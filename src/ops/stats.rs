//! Numbers about all tickets.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::domain::Category;
use crate::ops::Tracker;
use crate::store::Problem;
use crate::store::Reach;

/// How many days back "recently" reaches.
const RECENT_DAYS: u32 = 7;

/// How the tickets are spread. Archived tickets are counted once, under
/// `archived`, and nowhere else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// All tickets, archived ones too.
    pub total: usize,
    /// Those that need work.
    pub open: usize,
    /// Archived ones.
    pub archived: usize,
    /// Open ones that could be started now.
    pub ready: usize,
    /// Created in the last seven days.
    pub created_recently: usize,
    /// Settled ones that moved there in the last seven days.
    pub settled_recently: usize,
    /// By status, in the project's order, unknown ones last.
    pub by_status: Vec<(String, usize)>,
    /// By what the status means.
    pub by_category: Vec<(String, usize)>,
    /// Open ones by priority.
    pub by_priority: Vec<(String, usize)>,
    /// Open ones by type.
    pub by_type: Vec<(String, usize)>,
    /// Open ones by assignee; nobody's under the empty name.
    pub by_assignee: Vec<(String, usize)>,
}

/// Counts the tickets in several ways.
pub fn stats(tracker: &Tracker) -> (Stats, Vec<Problem>) {
    let overview = tracker.overview(Reach::Records);
    let vocabulary = &tracker.vocabulary;
    let since = tracker.now().days_before(RECENT_DAYS);
    let mut stats = Stats::default();
    let mut by_status = Tally::of(vocabulary.statuses.iter().map(|rule| rule.name.as_str()));
    let mut by_category = Tally::of(Category::ALL.iter().map(|category| category.as_str()));
    let mut by_priority = Tally::of(vocabulary.priorities.iter().map(|word| word.as_str()));
    let mut by_type = Tally::default();
    let mut by_assignee = Tally::default();
    for row in overview.snapshot.rows() {
        let ticket = row.summary();
        stats.total += 1;
        if ticket.is_archived {
            stats.archived += 1;
            continue;
        }
        let category = vocabulary.category(&ticket.status);
        by_status.add(&ticket.status);
        by_category.add(category.map_or("unknown", Category::as_str));
        if ticket.created_at.is_some_and(|at| at >= since) {
            stats.created_recently += 1;
        }
        if vocabulary.is_settled(&ticket.status) {
            if ticket.moved_at.is_some_and(|at| at >= since) {
                stats.settled_recently += 1;
            }
            continue;
        }
        stats.open += 1;
        if tracker.is_ready(&overview, &ticket) {
            stats.ready += 1;
        }
        by_priority.add(&ticket.priority);
        by_type.add(&ticket.record_type);
        by_assignee.add(ticket.assignee.as_deref().unwrap_or_default());
    }
    stats.by_status = by_status.sorted();
    stats.by_category = by_category.sorted();
    stats.by_priority = by_priority.sorted();
    stats.by_type = by_type.sorted();
    stats.by_assignee = by_assignee.sorted();
    (stats, overview.problems)
}

/// Counts by name.
#[derive(Debug, Default)]
struct Tally {
    counts: Vec<(String, usize)>,
    /// How many names are counted even at 0.
    known: usize,
}

impl Tally {
    /// Of names that come first, even at 0.
    fn of<'a>(known: impl Iterator<Item = &'a str>) -> Tally {
        let counts: Vec<(String, usize)> = known.map(|name| (name.to_owned(), 0)).collect();
        Tally {
            known: counts.len(),
            counts,
        }
    }

    fn add(&mut self, name: &str) {
        match self.counts.iter_mut().find(|(other, _)| other == name) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((name.to_owned(), 1)),
        }
    }

    /// The known names in their order, then the others by number.
    fn sorted(mut self) -> Vec<(String, usize)> {
        self.counts[self.known..].sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        self.counts
    }
}

impl Stats {
    /// The numbers as JSON: one object, a map for each way of counting.
    pub fn to_json(&self) -> Map<String, Value> {
        let map = |counts: &[(String, usize)]| -> Value {
            counts
                .iter()
                .map(|(name, count)| (name.clone(), json!(count)))
                .collect::<Map<_, _>>()
                .into()
        };
        let values = [
            ("total", json!(self.total)),
            ("open", json!(self.open)),
            ("ready", json!(self.ready)),
            ("archived", json!(self.archived)),
            ("created_recently", json!(self.created_recently)),
            ("settled_recently", json!(self.settled_recently)),
            ("by_status", map(&self.by_status)),
            ("by_category", map(&self.by_category)),
            ("by_priority", map(&self.by_priority)),
            ("by_type", map(&self.by_type)),
            ("by_assignee", map(&self.by_assignee)),
        ];
        values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}
