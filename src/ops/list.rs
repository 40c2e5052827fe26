//! Listing tickets.

use std::cmp::Ordering;

use crate::domain::Category;
use crate::domain::Facts;
use crate::domain::Filter;
use crate::domain::Scope;
use crate::domain::SortKey;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index::EntryCount;
use crate::index::Row;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::store::Problem;
use crate::store::Reach;
use crate::view;
use crate::view::Computed;

/// Up to so many tickets, their entries are counted one by one.
const PAGE_MAX: usize = 200;

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Which tickets.
    pub filter: Filter,
    /// By what to sort, the first being the most important; `true` turns it round.
    pub sort: Vec<(SortKey, bool)>,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many at most; none for all.
    pub limit: Option<usize>,
    /// How much will be asked of each.
    pub detail: Detail,
}

/// How much is known of a listed ticket. Less is quicker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Its summary, without what its entries tell.
    #[default]
    Summary,
    /// Also how many entries it has, and when it was updated.
    Entries,
    /// The whole ticket.
    Whole,
}

/// A list of tickets.
#[derive(Debug)]
pub struct TicketList {
    /// How many match, with those that offset and limit leave out.
    pub total: usize,
    /// How many would match but are settled or archived.
    pub hidden: usize,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
    detail: Detail,
    overview: Overview,
    /// The places of those that are shown, in order.
    shown: Vec<usize>,
}

/// A ticket as a list knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance<'a> {
    /// What lists look at.
    pub summary: Summary<'a>,
    /// What is computed; the entries count as none unless they were asked for.
    pub computed: Computed,
}

impl TicketList {
    /// How many tickets are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The tickets in order, as far as their summaries tell.
    pub fn glances<'a>(&'a self, tracker: &'a Tracker) -> impl Iterator<Item = Glance<'a>> {
        let rows = self
            .shown
            .iter()
            .map(|place| self.overview.snapshot.row(*place));
        rows.map(|row| self.glance(tracker, &row))
    }

    /// The tickets in order, whole. What cannot be read any more is left out and named.
    pub fn whole(&self, tracker: &Tracker) -> (Vec<Listed>, Vec<Problem>) {
        let mut tickets = Vec::with_capacity(self.len());
        let mut problems = Vec::new();
        for place in &self.shown {
            let row = self.overview.snapshot.row(*place);
            let file = row.file();
            let read = file.map(|file| tracker.store.load::<Ticket>(&file));
            match read {
                Some(Ok(stored)) => tickets.push(Listed {
                    stored,
                    computed: self.glance(tracker, &row).computed,
                }),
                Some(Err(problem)) => problems.push(problem),
                None => {}
            }
        }
        (tickets, problems)
    }

    fn glance<'a>(&self, tracker: &Tracker, row: &Row<'a>) -> Glance<'a> {
        let summary = row.summary();
        let blocked_by = tracker.blockers(&self.overview, &summary);
        let category = tracker.vocabulary.category(&summary.status);
        let entries = match self.detail {
            Detail::Summary => EntryCount::default(),
            Detail::Entries | Detail::Whole => self.overview.snapshot.entries(&tracker.store, row),
        };
        let computed = Computed {
            category,
            is_ready: category == Some(Category::Todo)
                && blocked_by.is_empty()
                && !summary.is_archived,
            blocked_by,
            updated_at: summary.changed_at.max(entries.newest),
            entry_count: entries.count as usize,
            path: format!(".tickets/{}", row.path()),
        };
        Glance { summary, computed }
    }
}

impl Detail {
    /// What has to be known of a ticket to show these fields of it.
    pub fn of_fields(fields: &[&str]) -> Detail {
        let detail = |field: &&str| {
            if view::SUMMARY_FIELDS.contains(field) {
                Detail::Summary
            } else if view::ENTRY_FIELDS.contains(field) {
                Detail::Entries
            } else {
                Detail::Whole
            }
        };
        fields.iter().map(detail).max().unwrap_or_default()
    }

    /// How far to look for a list of so many.
    fn reach(self, limit: Option<usize>) -> Reach {
        let is_page = limit.is_some_and(|limit| limit <= PAGE_MAX);
        match self {
            Detail::Summary => Reach::Records,
            Detail::Entries | Detail::Whole if is_page => Reach::Records,
            Detail::Entries | Detail::Whole => Reach::Folders,
        }
    }
}

impl Tracker {
    /// Whether a ticket's description holds a text in lower case.
    fn describes(&self, row: &Row<'_>, text: &str) -> bool {
        let ticket = row
            .file()
            .and_then(|file| self.store.load::<Ticket>(&file).ok());
        ticket.is_some_and(|stored| {
            let description = stored.record.description.as_str();
            description.to_lowercase().contains(text)
        })
    }
}

/// Lists the tickets that match. By default the most important come first.
pub fn list(tracker: &Tracker, query: &Query) -> TicketList {
    narrowed(tracker, query, |_, _| true)
}

/// Counts the tickets that match.
pub fn count(tracker: &Tracker, filter: &Filter) -> (usize, Vec<Problem>) {
    let query = Query {
        filter: filter.clone(),
        limit: Some(0),
        ..Query::default()
    };
    let list = list(tracker, &query);
    (list.total, list.problems)
}

/// Tickets that can be started: not begun, and nothing in their way.
pub fn ready(tracker: &Tracker, query: &Query) -> TicketList {
    let mut query = query.clone();
    query.filter.scope = Scope::Open;
    let mut list = narrowed(tracker, &query, |overview, summary| {
        tracker.is_ready(overview, summary)
    });
    list.hidden = 0;
    list
}

/// Open tickets that wait for others, or are marked as blocked.
pub fn blocked(tracker: &Tracker, query: &Query) -> TicketList {
    let mut query = query.clone();
    query.filter.scope = Scope::Open;
    let mut list = narrowed(tracker, &query, |overview, summary| {
        let category = tracker.vocabulary.category(&summary.status);
        category == Some(Category::Blocked) || tracker.is_waiting(overview, summary)
    });
    list.hidden = 0;
    list
}

fn narrowed(
    tracker: &Tracker,
    query: &Query,
    wanted: impl Fn(&Overview, &Summary<'_>) -> bool,
) -> TicketList {
    let needs_updated = query.filter.updated.is_some()
        || query.sort.iter().any(|(key, _)| *key == SortKey::Updated);
    let reach = if needs_updated {
        Reach::Folders
    } else {
        query.detail.reach(query.limit)
    };
    let mut overview = tracker.overview(reach);
    let filter = resolve_parent(&query.filter, &overview);
    let mut hidden = 0;
    let mut matching: Vec<(Summary<'_>, usize)> = Vec::new();
    for (place, row) in overview.snapshot.rows().enumerate() {
        let summary = row.summary();
        let facts = Facts {
            summary: &summary,
            describes: &|text| tracker.describes(&row, text),
        };
        if filter.matches(facts, &tracker.vocabulary) {
            if wanted(&overview, &summary) {
                matching.push((summary, place));
            }
        } else if filter.is_hidden_by_scope(facts, &tracker.vocabulary) {
            hidden += 1;
        }
    }
    let total = matching.len();
    let end = query
        .limit
        .map_or(total, |limit| query.offset.saturating_add(limit).min(total));
    let shown = first_in_order(tracker, matching, &query.sort, end);
    TicketList {
        total,
        hidden,
        detail: query.detail,
        shown: shown.into_iter().skip(query.offset).collect(),
        problems: std::mem::take(&mut overview.problems),
        overview,
    }
}

/// A parent may be named by an alias, which its children do not use.
fn resolve_parent(filter: &Filter, overview: &Overview) -> Filter {
    let mut filter = filter.clone();
    if let Some(parent) = &mut filter.parent
        && let Some(named) = overview.find(&parent.to_string())
        && let Ok(key) = named.id().parse()
    {
        *parent = key;
    }
    filter
}

/// The places of the first `end` tickets in the order that was asked for.
fn first_in_order(
    tracker: &Tracker,
    mut tickets: Vec<(Summary<'_>, usize)>,
    keys: &[(SortKey, bool)],
    end: usize,
) -> Vec<usize> {
    let keys = if keys.is_empty() {
        &[(SortKey::Priority, false)][..]
    } else {
        keys
    };
    let compare = |(left, a): &(Summary<'_>, usize), (right, b): &(Summary<'_>, usize)| {
        for (key, is_reversed) in keys {
            let order = key.compare(left, right, &tracker.vocabulary);
            if order != Ordering::Equal {
                return if *is_reversed { order.reverse() } else { order };
            }
        }
        a.cmp(b)
    };
    // Most lists show a page of many tickets: the rest need not be in order.
    if end == 0 {
        return Vec::new();
    }
    if end < tickets.len() {
        tickets.select_nth_unstable_by(end - 1, compare);
        tickets.truncate(end);
    }
    tickets.sort_unstable_by(compare);
    tickets.into_iter().map(|(_, place)| place).collect()
}
