//! The first of many tickets in the order that was asked for.

use crate::domain::Summary;
use crate::domain::Vocabulary;
use crate::query;
use crate::query::Sort;

/// Tickets that are gathered in the order of their keys, and then put into another.
///
/// Most orders begin, and end, with the rank of a word: then nothing else is kept of
/// a ticket, however many there are.
#[derive(Debug)]
pub(crate) struct InOrder<'a> {
    order: &'a [Sort],
    vocabulary: &'a Vocabulary,
    /// The rank of each, and its place.
    tickets: Vec<(usize, usize)>,
    /// The same tickets, where ranks alone do not decide.
    summaries: Vec<Summary<'a>>,
}

impl<'a> InOrder<'a> {
    /// None yet.
    pub(crate) fn new(order: &'a [Sort], vocabulary: &'a Vocabulary) -> InOrder<'a> {
        InOrder {
            order,
            vocabulary,
            tickets: Vec::new(),
            summaries: Vec::new(),
        }
    }

    /// Adds the ticket at a place, which lies behind all places so far.
    pub(crate) fn add(&mut self, summary: Summary<'a>, place: usize) {
        let rank = query::rank(self.order, &summary, self.vocabulary);
        self.tickets.push((rank, place));
        if !query::is_by_rank(self.order) {
            self.summaries.push(summary);
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.tickets.len()
    }

    /// The places of the first `end`. Most lists show a page of many tickets: the rest
    /// is not put in order.
    pub(crate) fn first(self, end: usize) -> Vec<usize> {
        let mut numbered: Vec<(usize, usize)> = (self.tickets.iter().enumerate())
            .map(|(number, (rank, _))| (*rank, number))
            .collect();
        let compare = |a: &(usize, usize), b: &(usize, usize)| {
            let by_rank = a.0.cmp(&b.0);
            let by_all = by_rank.then_with(|| {
                let [a, b] = [a.1, b.1].map(|number| self.summaries.get(number));
                let pair = a.zip(b);
                pair.map_or(std::cmp::Ordering::Equal, |(a, b)| {
                    query::compare(self.order, a, b, self.vocabulary)
                })
            });
            by_all.then(a.1.cmp(&b.1))
        };
        if end == 0 {
            return Vec::new();
        }
        if end < numbered.len() {
            numbered.select_nth_unstable_by(end - 1, compare);
            numbered.truncate(end);
        }
        numbered.sort_unstable_by(compare);
        let places = numbered.into_iter();
        places.map(|(_, number)| self.tickets[number].1).collect()
    }
}
