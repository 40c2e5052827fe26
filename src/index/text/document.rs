//! The text of a record.

use crate::index::text::place::Place;
use crate::index::text::words::Purpose;
use crate::index::text::words::Word;
use crate::index::text::words::each_word;

/// Phrases do not reach from one comment, label or criterion into the next.
/// The index leaves the same gap.
const GAP: u32 = 1;

/// A record as a search sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentText {
    /// Its key, and the keys it had before.
    pub keys: Vec<String>,
    /// Its title.
    pub title: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// Its description.
    pub description: String,
    /// The texts of its acceptance criteria.
    pub criteria: Vec<String>,
    /// The texts of its comments and other entries, oldest first.
    pub comments: Vec<String>,
}

impl DocumentText {
    /// The texts that stand in a place.
    pub fn texts(&self, place: Place) -> &[String] {
        match place {
            Place::Key => &self.keys,
            Place::Title => std::slice::from_ref(&self.title),
            Place::Labels => &self.labels,
            Place::Description => std::slice::from_ref(&self.description),
            Place::Criteria => &self.criteria,
            Place::Comments => &self.comments,
        }
    }

    /// Calls `tell` for each word in a place.
    pub(crate) fn each_word(&self, place: Place, tell: &mut dyn FnMut(Word<'_>)) {
        let mut position = 0;
        for text in self.texts(place) {
            position = each_word(text, Purpose::Document, position, tell) + GAP;
        }
    }
}
