//! Listing tickets.

use crate::domain::Summary;
use crate::domain::Ticket;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::query;
use crate::query::Scope;
use crate::query::Verdict;
use crate::store::Problem;
use crate::store::Stored;

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Which tickets, and their order.
    pub query: query::Query,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many at most; none for all.
    pub limit: Option<usize>,
}

/// A list of tickets.
#[derive(Debug)]
pub struct TicketList {
    /// The tickets, in order.
    pub tickets: Vec<Listed>,
    /// How many match, with those that offset and limit leave out.
    pub total: usize,
    /// How many would match but are settled or archived.
    pub hidden: usize,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
}

/// Lists the tickets that match. By default the most important come first.
pub fn list(tracker: &Tracker, query: &Query) -> TicketList {
    let survey = tracker.survey();
    let wanted = resolve_keys(&query.query, &survey.tickets);
    let needs_updated = wanted.needs_updated();
    let mut hidden = 0;
    let mut matching: Vec<(Summary<'_>, &Stored<Ticket>)> = Vec::new();
    for stored in &survey.tickets {
        let summary = tracker.summary(stored, needs_updated);
        match tracker.judge(&survey, &wanted, stored, &summary) {
            Verdict::Matches => matching.push((summary, stored)),
            Verdict::Hidden => hidden += 1,
            Verdict::Misses => {}
        }
    }
    matching.sort_by(|(a, _), (b, _)| query::compare(&wanted.sort, a, b, &tracker.vocabulary));

    let total = matching.len();
    let shown = matching
        .into_iter()
        .skip(query.offset)
        .take(query.limit.unwrap_or(usize::MAX));
    let tickets = shown
        .map(|(_, stored)| tracker.compute(stored.clone(), &survey.graph))
        .collect();
    TicketList {
        tickets,
        total,
        hidden,
        problems: survey.problems,
    }
}

/// Counts the tickets that match.
pub fn count(tracker: &Tracker, query: &query::Query) -> (usize, Vec<Problem>) {
    let survey = tracker.survey();
    let wanted = resolve_keys(query, &survey.tickets);
    let needs_updated = wanted.needs_updated();
    let matches = |stored: &&Stored<Ticket>| {
        let summary = tracker.summary(stored, needs_updated);
        tracker.judge(&survey, &wanted, stored, &summary) == Verdict::Matches
    };
    (
        survey.tickets.iter().filter(matches).count(),
        survey.problems,
    )
}

/// A parent may be named by an alias, which its children do not use.
fn resolve_keys(query: &query::Query, tickets: &[Stored<Ticket>]) -> query::Query {
    let mut query = query.clone();
    query.condition.rename_keys(&|name| {
        let is_named = |alias: &String| alias.eq_ignore_ascii_case(name);
        let mut tickets = tickets.iter();
        let named = tickets.find(|stored| stored.record.aliases.iter().any(is_named));
        named.map(|stored| stored.file.key.to_string())
    });
    query
}

/// Tickets that can be started: not begun, and nothing in their way.
pub fn ready(tracker: &Tracker, query: &Query) -> TicketList {
    narrowed(tracker, query, |listed| listed.computed.is_ready)
}

/// Open tickets that wait for others, or are marked as blocked.
pub fn blocked(tracker: &Tracker, query: &Query) -> TicketList {
    narrowed(tracker, query, |listed| {
        let is_marked = listed.computed.category == Some(crate::domain::Category::Blocked);
        is_marked || !listed.computed.blocked_by.is_empty()
    })
}

fn narrowed(tracker: &Tracker, query: &Query, wanted: impl Fn(&Listed) -> bool) -> TicketList {
    let mut everything = query.clone();
    everything.query.scope = Some(Scope::Open);
    everything.offset = 0;
    everything.limit = None;
    let mut list = list(tracker, &everything);
    list.tickets.retain(wanted);
    list.total = list.tickets.len();
    list.hidden = 0;
    let shown = list
        .tickets
        .into_iter()
        .skip(query.offset)
        .take(query.limit.unwrap_or(usize::MAX));
    list.tickets = shown.collect();
    list
}
