//! Listing tickets.

use crate::domain::Category;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index::EntryCount;
use crate::index::Row;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::search::text_terms;
use crate::query;
use crate::query::Condition;
use crate::query::Known;
use crate::query::Scope;
use crate::query::Sort;
use crate::query::State;
use crate::query::Test;
use crate::query::TextTerm;
use crate::query::Verdict;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::clock;
use crate::view;
use crate::view::Computed;

/// Up to so many tickets, their entries are counted one by one.
const PAGE_MAX: usize = 200;

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Which tickets, and their order.
    pub query: query::Query,
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
        let entries = match self.detail {
            Detail::Summary => EntryCount::default(),
            Detail::Entries | Detail::Whole => self.overview.snapshot.entries(&tracker.store, row),
        };
        let computed = tracker.computed(&self.overview, row, entries);
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
    /// What is computed of a row whose entries are these.
    pub(crate) fn computed(
        &self,
        overview: &Overview,
        row: &Row<'_>,
        entries: EntryCount,
    ) -> Computed {
        let summary = row.summary();
        let blocked_by = self.blockers(overview, &summary);
        let category = self.vocabulary.category(&summary.status);
        Computed {
            category,
            is_ready: category == Some(Category::Todo)
                && blocked_by.is_empty()
                && !summary.is_archived,
            blocked_by,
            updated_at: summary.changed_at.max(entries.newest),
            entry_count: entries.count as usize,
            path: format!(".tickets/{}", row.path()),
        }
    }
}

/// Counts the tickets that match.
pub fn count(tracker: &Tracker, query: &query::Query) -> (usize, Vec<Problem>) {
    let query = Query {
        query: query.clone(),
        limit: Some(0),
        ..Query::default()
    };
    let list = list(tracker, &query);
    (list.total, list.problems)
}

/// Tickets that can be started: not begun, and nothing in their way.
pub fn ready(tracker: &Tracker, query: &Query) -> TicketList {
    list(tracker, &narrowed(query, State::Ready))
}

/// Open tickets that wait for others, or are marked as blocked.
pub fn blocked(tracker: &Tracker, query: &Query) -> TicketList {
    list(tracker, &narrowed(query, State::Blocked))
}

fn narrowed(query: &Query, state: State) -> Query {
    let mut query = query.clone();
    query.query = query.query.and(Condition::Test(Test::Is(state)));
    query.query.scope = Some(Scope::Open);
    query
}

/// Lists the tickets that match. By default the most important come first.
pub fn list(tracker: &Tracker, query: &Query) -> TicketList {
    let reach = if query.query.needs_updated() || query.query.condition.needs_text() {
        Reach::Folders
    } else {
        query.detail.reach(query.limit)
    };
    let begun = clock();
    let mut overview = tracker.overview(reach);
    let wanted = resolve_keys(&query.query, &overview);
    let mut terms = Vec::new();
    text_terms(&wanted.condition, &mut terms);
    let found = (!terms.is_empty()).then(|| tracker.find_terms(&overview, &terms, begun));
    let waits = |summary: &Summary<'_>| tracker.is_waiting(&overview, summary);
    let known = Known {
        vocabulary: &tracker.vocabulary,
        waits: &waits,
    };
    let mut hidden = 0;
    let mut matching: Vec<(Summary<'_>, usize)> = Vec::new();
    for (place, row) in overview.snapshot.rows().enumerate() {
        let summary = row.summary();
        let mut has = |term: &TextTerm| found.as_ref().is_some_and(|found| found.has(term, place));
        match wanted.judge(&summary, known, &mut has) {
            Verdict::Matches => matching.push((summary, place)),
            Verdict::Hidden => hidden += 1,
            Verdict::Misses => {}
        }
    }
    let total = matching.len();
    let end = query
        .limit
        .map_or(total, |limit| query.offset.saturating_add(limit).min(total));
    let shown = first_in_order(tracker, matching, &wanted.sort, end);
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
pub(crate) fn resolve_keys(query: &query::Query, overview: &Overview) -> query::Query {
    let mut query = query.clone();
    query.condition.rename_keys(&|name| {
        let found = overview.find(name);
        found.map(|row| row.id().to_owned())
    });
    query
}

/// The places of the first `end` tickets in the order that was asked for.
fn first_in_order(
    tracker: &Tracker,
    mut tickets: Vec<(Summary<'_>, usize)>,
    order: &[Sort],
    end: usize,
) -> Vec<usize> {
    let compare = |(left, a): &(Summary<'_>, usize), (right, b): &(Summary<'_>, usize)| {
        query::compare(order, left, right, &tracker.vocabulary).then(a.cmp(b))
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
