//! Listing tickets.

use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Summary;
use crate::ops::TicketList;
use crate::ops::Tracker;
use crate::ops::in_order::InOrder;
use crate::ops::overview::Overview;
use crate::query;
use crate::query::Condition;
use crate::query::Known;
use crate::query::Scope;
use crate::query::State;
use crate::query::Test;
use crate::query::TextTerm;
use crate::query::Verdict;
use crate::store::Problem;
use crate::store::Reach;
use crate::view;

/// Up to so many tickets, their entries are counted one by one.
pub(crate) const PAGE_MAX: usize = 200;

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

/// How a ticket stands to a query; `holds` tells whether its text has a term.
fn judge(
    tracker: &Tracker,
    overview: &Overview,
    query: &query::Query,
    summary: &Summary<'_>,
    holds: &mut dyn FnMut(&TextTerm) -> bool,
) -> Verdict {
    let known = Known {
        vocabulary: &tracker.vocabulary,
        waits: &|summary| tracker.is_waiting(overview, summary),
    };
    query.judge(summary, known, holds)
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
    let needs_text = query.query.condition.needs_text();
    let reach = if needs_text || query.query.needs_updated() {
        Reach::Folders
    } else {
        query.detail.reach(query.limit)
    };
    let overview = tracker.overview(reach);
    let wanted = resolve_keys(tracker, &query.query, &overview);
    let terms = wanted.condition.all_text_terms().into_iter().cloned();
    let inquiry = needs_text.then(|| tracker.inquire(&overview, &terms.collect::<Vec<_>>()));
    let mut hidden = 0;
    let mut matching = InOrder::new(&wanted.sort, &tracker.vocabulary);
    for (place, row) in overview.snapshot.rows().enumerate() {
        let summary = row.summary();
        let holds = &mut |term: &TextTerm| {
            let inquiry = inquiry.as_ref();
            inquiry.is_none_or(|inquiry| inquiry.holds(term, place))
        };
        match judge(tracker, &overview, &wanted, &summary, holds) {
            Verdict::Matches => matching.add(summary, place),
            Verdict::Hidden => hidden += 1,
            Verdict::Misses => {}
        }
    }
    let total = matching.len();
    let end = query
        .limit
        .map_or(total, |limit| query.offset.saturating_add(limit).min(total));
    let shown = matching.first(end).into_iter().skip(query.offset).collect();
    TicketList::new(overview, shown, query.detail, (total, hidden))
}

/// A parent, an epic or another record may be named by an alias, which those that refer to it do not use.
pub(crate) fn resolve_keys(
    tracker: &Tracker,
    query: &query::Query,
    overview: &Overview,
) -> query::Query {
    let mut query = query.clone();
    query.condition.rename_keys(&|name| {
        let key: Option<Key> = name.parse().ok();
        match key.filter(|key| RecordKind::of_key(key) != RecordKind::Ticket) {
            Some(key) => {
                let found = tracker.find_any(&Reference::from(&key)).ok()?;
                Some(found.key.to_string())
            }
            None => overview.find(name).map(|row| row.id().to_owned()),
        }
    });
    query
}
