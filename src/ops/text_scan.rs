//! Looking for terms in the text of one ticket that no index has, say of another branch.

use std::borrow::Cow;

use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index::text::Matcher;
use crate::index::text::Place;
use crate::query::TextTerm;
use crate::store::StoredEntry;

/// The text of a ticket; its files are read when a term is in nothing that its summary has.
pub(crate) struct Scan<'a, T, E> {
    summary: &'a Summary<'a>,
    read_ticket: T,
    read_entries: E,
    ticket: Option<Option<Cow<'a, Ticket>>>,
    entries: Option<Vec<StoredEntry>>,
}

impl<'a, T, E> Scan<'a, T, E>
where
    T: Fn() -> Option<Cow<'a, Ticket>>,
    E: Fn() -> Vec<StoredEntry>,
{
    pub(crate) fn new(summary: &'a Summary<'a>, read_ticket: T, read_entries: E) -> Self {
        Scan {
            summary,
            read_ticket,
            read_entries,
            ticket: None,
            entries: None,
        }
    }

    /// Whether the ticket holds a term.
    pub(crate) fn holds(&mut self, term: &TextTerm) -> bool {
        let wanted = Matcher::new(term);
        let mut places = Place::ALL.into_iter();
        places.any(|place| self.place_holds(place, &wanted))
    }

    fn place_holds(&mut self, place: Place, wanted: &Matcher) -> bool {
        let is_in = |text: &str| wanted.is_in(place, text);
        match place {
            // A ticket is also found by the keys that it has or had.
            Place::Key => is_in(&self.summary.id) || self.summary.aliases.iter().any(is_in),
            Place::Title => is_in(&self.summary.title),
            Place::Labels => self.summary.labels.iter().any(is_in),
            Place::Description => self
                .ticket()
                .is_some_and(|ticket| is_in(ticket.description.as_str())),
            Place::Criteria => self.ticket().is_some_and(|ticket| {
                let mut criteria = ticket.acceptance_criteria.iter();
                criteria.any(|criterion| is_in(criterion.text.as_str()))
            }),
            Place::Comments => {
                let read_entries = &self.read_entries;
                let mut entries = self.entries.get_or_insert_with(read_entries).iter();
                entries.any(|stored| is_in(&stored.entry.words()))
            }
        }
    }

    fn ticket(&mut self) -> Option<&Ticket> {
        self.ticket.get_or_insert_with(&self.read_ticket).as_deref()
    }
}
