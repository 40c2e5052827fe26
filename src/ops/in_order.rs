//! The first of many tickets in the order that was asked for.

use crate::domain::Summary;
use crate::domain::Vocabulary;
use crate::query;
use crate::query::Sort;

/// Tickets that are gathered in the order of their keys, and then put into another.
///
/// Most orders begin, and end, with the rank of a word: then nothing else is kept of
/// a ticket, however many there are, and nothing is compared.
#[derive(Debug)]
pub(crate) struct InOrder<'a> {
    order: &'a [Sort],
    vocabulary: &'a Vocabulary,
    is_by_rank: bool,
    len: usize,
    /// The places of the tickets of each rank, where that decides. There are hardly
    /// more ranks than words.
    ranks: Vec<Vec<usize>>,
    /// Where it does not: the rank of each, its place, and all that is compared.
    tickets: Vec<(usize, usize, Summary<'a>)>,
}

impl<'a> InOrder<'a> {
    /// None yet.
    pub(crate) fn new(order: &'a [Sort], vocabulary: &'a Vocabulary) -> InOrder<'a> {
        InOrder {
            order,
            vocabulary,
            is_by_rank: query::is_by_rank(order),
            len: 0,
            ranks: Vec::new(),
            tickets: Vec::new(),
        }
    }

    /// Adds the ticket at a place, which lies behind all places so far.
    pub(crate) fn add(&mut self, summary: Summary<'a>, place: usize) {
        let rank = query::rank(self.order, &summary, self.vocabulary);
        self.len += 1;
        if self.is_by_rank {
            if rank >= self.ranks.len() {
                self.ranks.resize_with(rank + 1, Vec::new);
            }
            self.ranks[rank].push(place);
        } else {
            self.tickets.push((rank, place, summary));
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The places of the first `end`. Most lists show a page of many tickets: the rest
    /// is not put in order.
    pub(crate) fn first(self, end: usize) -> Vec<usize> {
        if self.is_by_rank {
            return self.ranks.into_iter().flatten().take(end).collect();
        }
        let mut numbers: Vec<usize> = (0..self.tickets.len()).collect();
        let compare = |a: &usize, b: &usize| {
            let [one, other] = [a, b].map(|number| &self.tickets[*number]);
            let by_rank = one.0.cmp(&other.0);
            by_rank
                .then_with(|| query::compare(self.order, &one.2, &other.2, self.vocabulary))
                .then(a.cmp(b))
        };
        if end == 0 {
            return Vec::new();
        }
        if end < numbers.len() {
            numbers.select_nth_unstable_by(end - 1, compare);
            numbers.truncate(end);
        }
        numbers.sort_unstable_by(compare);
        let numbers = numbers.into_iter();
        numbers.map(|number| self.tickets[number].1).collect()
    }
}
