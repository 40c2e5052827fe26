//! Listing tickets.

use std::cmp::Ordering;

use crate::domain::Filter;
use crate::domain::Scope;
use crate::domain::SortKey;
use crate::domain::Ticket;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::store::Problem;
use crate::store::Stored;

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
    let vocabulary = &tracker.vocabulary;
    let filter = resolve_parent(&query.filter, &survey.tickets);
    let needs_updated =
        filter.updated.is_some() || query.sort.iter().any(|(key, _)| *key == SortKey::Updated);
    let mut hidden = 0;
    let mut matching: Vec<&Stored<Ticket>> = Vec::new();
    for stored in &survey.tickets {
        let facts = tracker.facts(stored, needs_updated);
        if filter.matches(facts, vocabulary) {
            matching.push(stored);
        } else if filter.is_hidden_by_scope(facts, vocabulary) {
            hidden += 1;
        }
    }
    sort(tracker, &mut matching, &query.sort);

    let total = matching.len();
    let shown = matching
        .into_iter()
        .skip(query.offset)
        .take(query.limit.unwrap_or(usize::MAX));
    let tickets = shown
        .map(|stored| tracker.compute(stored.clone(), &survey.graph))
        .collect();
    TicketList {
        tickets,
        total,
        hidden,
        problems: survey.problems,
    }
}

/// Counts the tickets that match.
pub fn count(tracker: &Tracker, filter: &Filter) -> (usize, Vec<Problem>) {
    let survey = tracker.survey();
    let filter = resolve_parent(filter, &survey.tickets);
    let needs_updated = filter.updated.is_some();
    let matches = |stored: &&Stored<Ticket>| {
        filter.matches(tracker.facts(stored, needs_updated), &tracker.vocabulary)
    };
    (
        survey.tickets.iter().filter(matches).count(),
        survey.problems,
    )
}

/// A parent may be named by an alias, which its children do not use.
fn resolve_parent(filter: &Filter, tickets: &[Stored<Ticket>]) -> Filter {
    let mut filter = filter.clone();
    if let Some(parent) = &mut filter.parent {
        let name = parent.to_string();
        let is_named = |stored: &&Stored<Ticket>| stored.record.aliases.contains(&name);
        if let Some(named) = tickets.iter().find(is_named) {
            *parent = named.file.key.clone();
        }
    }
    filter
}

fn sort(tracker: &Tracker, tickets: &mut [&Stored<Ticket>], keys: &[(SortKey, bool)]) {
    let keys = if keys.is_empty() {
        &[(SortKey::Priority, false)][..]
    } else {
        keys
    };
    let needs_updated = keys.iter().any(|(key, _)| *key == SortKey::Updated);
    let mut decorated: Vec<_> = tickets
        .iter()
        .map(|stored| (tracker.facts(stored, needs_updated), *stored))
        .collect();
    decorated.sort_by(|(a, left), (b, right)| {
        for (key, is_reversed) in keys {
            let order = key.compare(*a, *b, &tracker.vocabulary);
            if order != Ordering::Equal {
                return if *is_reversed { order.reverse() } else { order };
            }
        }
        left.file.key.cmp(&right.file.key)
    });
    for (place, (_, stored)) in tickets.iter_mut().zip(decorated) {
        *place = stored;
    }
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
    everything.filter.scope = Scope::Open;
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
