//! Asking the index, for searches and for lists that look at texts.

use crate::index::text::Answer;
use crate::index::text::TextIndex;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::search::documents::document;
use crate::ops::search::sources::sources;
use crate::query::TextTerm;

impl Tracker {
    /// Finds `terms` in the tickets of an overview, whose look began after `begun`.
    ///
    /// Files on disk have an index; those of a revision are read.
    pub(crate) fn find_terms(&self, overview: &Overview, terms: &[TextTerm], begun: i64) -> Answer {
        let sources = sources(&self.store, overview, begun);
        let read = |path: &str| document(&self.store, path);
        if self.store.source().revision().is_some() {
            return TextIndex::scan(terms, &sources, &read);
        }
        let folder = self.index_folder().join("text");
        TextIndex::new(folder).answer(terms, &sources, &read)
    }
}
