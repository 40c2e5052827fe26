//! What the text of records says to the terms of a query.

use crate::index::text::Answer;
use crate::index::text::Found;
use crate::index::text::Source;
use crate::index::text::TextIndex;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::search::corpus::SearchCorpus;
use crate::ops::search::documents::document;
use crate::ops::search::sources::sources;
use crate::query::TextTerm;

/// The folder of the index of tickets, beside the snapshots.
const TICKETS_INDEX: &str = "text";

/// The folder of that of all other records.
const OTHERS_INDEX: &str = "text-planned";

/// Which records hold which terms, by their places: tickets of an overview, or all records of a corpus.
pub(crate) struct Inquiry {
    answer: Answer,
}

impl Tracker {
    /// Looks for terms in the text of all tickets: in the index, or, for those of a
    /// revision, which have none, in the files. The overview knows the entries.
    pub(crate) fn inquire(&self, overview: &Overview, terms: &[TextTerm]) -> Inquiry {
        let sources = sources(self, &overview.snapshot);
        Inquiry {
            answer: self.look_for(terms, &sources, TICKETS_INDEX),
        }
    }

    /// Looks for terms in some records, with the index of this name.
    fn look_for(&self, terms: &[TextTerm], sources: &[Source], index: &str) -> Answer {
        let read = |path: &str| document(&self.store, path);
        if self.store.source().revision().is_some() {
            return TextIndex::scan(terms, sources, &read);
        }
        let index = TextIndex::new(self.index_folder().join(index));
        index.answer(terms, sources, &read)
    }
}

impl SearchCorpus {
    /// Looks for terms in the text of all records. Those that are no tickets have an
    /// index of their own, so that lists of tickets need not know them.
    pub(crate) fn inquire(&self, tracker: &Tracker, terms: &[TextTerm]) -> Inquiry {
        let tickets = if self.has_tickets {
            tracker.inquire(&self.tickets, terms).answer
        } else {
            tracker.look_for(terms, &[], TICKETS_INDEX)
        };
        let shelves = self.shelves.iter();
        let others = shelves.flat_map(|shelf| sources(tracker, &shelf.snapshot));
        let others: Vec<Source> = others.collect();
        if others.is_empty() {
            return Inquiry { answer: tickets };
        }
        let others = tracker.look_for(terms, &others, OTHERS_INDEX);
        Inquiry {
            answer: tickets.joined(others),
        }
    }
}

impl Inquiry {
    /// Whether the record at a place holds a term. One without a letter or digit is in
    /// every text.
    pub(crate) fn holds(&self, term: &TextTerm, place: usize) -> bool {
        self.answer.has(term, place)
    }

    /// What was found of a term in the record at a place.
    pub(crate) fn found(&self, term: &TextTerm, place: usize) -> Option<Found> {
        self.answer.found(term, place)
    }

    /// For terms that no record has: what was typed, and the nearest word that there is.
    pub(crate) fn suggestions(&self) -> Vec<(String, String)> {
        let suggestions = self.answer.suggestions().iter();
        suggestions
            .map(|(term, word)| (term.text.clone(), word.clone()))
            .collect()
    }
}
