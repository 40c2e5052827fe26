//! Numbers about all tickets.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::domain::Category;
use crate::domain::Summary;
use crate::ops::Tracker;
use crate::store::Problem;
use crate::store::Reach;

/// How many days back "recently" reaches.
const RECENT_DAYS: u32 = 7;

/// How the tickets are spread. Archived tickets are counted once, under
/// `archived`, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    let all: Vec<Summary<'_>> = overview.snapshot.rows().map(|row| row.summary()).collect();
    let active: Vec<&Summary<'_>> = all.iter().filter(|ticket| !ticket.is_archived).collect();
    let open: Vec<&Summary<'_>> = active
        .iter()
        .copied()
        .filter(|ticket| !vocabulary.is_settled(&ticket.status))
        .collect();
    let since = tracker.now().days_before(RECENT_DAYS);
    let settled_since = |ticket: &&&Summary<'_>| {
        vocabulary.is_settled(&ticket.status) && ticket.moved_at.is_some_and(|at| at >= since)
    };
    let is_ready = |ticket: &&&Summary<'_>| tracker.is_ready(&overview, ticket);
    let status_names: Vec<String> = vocabulary
        .statuses
        .iter()
        .map(|rule| rule.name.to_string())
        .collect();
    let priority_names: Vec<String> = vocabulary
        .priorities
        .iter()
        .map(ToString::to_string)
        .collect();
    let category_names: Vec<String> = Category::ALL.iter().map(ToString::to_string).collect();
    let category = |ticket: &Summary<'_>| {
        vocabulary
            .category(&ticket.status)
            .map_or("unknown".to_owned(), |c| c.to_string())
    };
    let stats = Stats {
        total: all.len(),
        open: open.len(),
        archived: all.len() - active.len(),
        ready: open.iter().filter(is_ready).count(),
        created_recently: active
            .iter()
            .filter(|ticket| ticket.created_at.is_some_and(|at| at >= since))
            .count(),
        settled_recently: active.iter().filter(settled_since).count(),
        by_status: tally(&active, &status_names, |ticket| ticket.status.to_string()),
        by_category: tally(&active, &category_names, category),
        by_priority: tally(&open, &priority_names, |ticket| ticket.priority.to_string()),
        by_type: tally(&open, &[], |ticket| ticket.record_type.to_string()),
        by_assignee: tally(&open, &[], |ticket| {
            ticket
                .assignee
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        }),
    };
    (stats, overview.problems)
}

/// Counts by name: `known` names first, even at 0, then others by number.
fn tally(
    tickets: &[&Summary<'_>],
    known: &[String],
    name: impl Fn(&Summary<'_>) -> String,
) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = known.iter().map(|name| (name.clone(), 0)).collect();
    for ticket in tickets {
        let name = name(ticket);
        match counts.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts[known.len()..].sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    counts
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
