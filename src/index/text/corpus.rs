//! The records that a search is about.

use crate::index::text::document::DocumentText;

/// A record as it is now: what tells whether the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path of its file; no other source has it.
    pub path: String,
    /// What changes whenever the file or one of its entries' does; none where
    /// that cannot be told, say because the file was written just now. Such a
    /// record is read each time.
    pub fingerprint: Option<u64>,
}

/// The records, and how to read them.
#[derive(Clone, Copy)]
pub(crate) struct Corpus<'a> {
    /// The records.
    pub(crate) sources: &'a [Source],
    /// Reads the text of the one at this path; none where it cannot be read.
    pub(crate) read: &'a dyn Fn(&str) -> Option<DocumentText>,
}

impl Corpus<'_> {
    /// The text of a record; none where it cannot be read.
    pub(crate) fn text(&self, source: usize) -> Option<DocumentText> {
        (self.read)(&self.sources[source].path)
    }
}
