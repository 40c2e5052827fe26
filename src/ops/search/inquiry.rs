//! What the text of tickets says to the terms of a query.

use crate::index::text::Answer;
use crate::index::text::Found;
use crate::index::text::TextIndex;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::search::documents::document;
use crate::ops::search::sources::sources;
use crate::query::TextTerm;

/// Which tickets of an overview hold which terms.
pub(crate) struct Inquiry {
    answer: Answer,
}

impl Tracker {
    /// Looks for terms in the text of all tickets: in the index, or, for those of a
    /// revision, which have none, in the files. The overview knows the entries.
    pub(crate) fn inquire(&self, overview: &Overview, terms: &[TextTerm]) -> Inquiry {
        let sources = sources(self, &overview.snapshot);
        let read = |path: &str| document(&self.store, path);
        let answer = if self.store.source().revision().is_some() {
            TextIndex::scan(terms, &sources, &read)
        } else {
            let index = TextIndex::new(self.index_folder().join("text"));
            index.answer(terms, &sources, &read)
        };
        Inquiry { answer }
    }
}

impl Inquiry {
    /// Whether the ticket at a place of the overview holds a term. One without a letter or
    /// digit is in every text.
    pub(crate) fn holds(&self, term: &TextTerm, place: usize) -> bool {
        self.answer.has(term, place)
    }

    /// What was found of a term in the ticket at a place of the overview.
    pub(crate) fn found(&self, term: &TextTerm, place: usize) -> Option<Found> {
        self.answer.found(term, place)
    }

    /// For terms that no ticket has: what was typed, and the nearest word that there is.
    pub(crate) fn suggestions(&self) -> Vec<(String, String)> {
        let suggestions = self.answer.suggestions().iter();
        suggestions
            .map(|(term, word)| (term.text.clone(), word.clone()))
            .collect()
    }
}
