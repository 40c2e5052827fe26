//! Where in a record a word stands, and how much that tells.

use crate::query::TextField;

/// A part of a record that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Its key and the keys it had before.
    Key,
    /// The title.
    Title,
    /// The labels.
    Labels,
    /// The description.
    Description,
    /// The acceptance criteria.
    Criteria,
    /// The comments and other entries.
    Comments,
}

impl Place {
    /// All of them, those that tell most first.
    pub const ALL: [Place; 6] = [
        Place::Key,
        Place::Title,
        Place::Labels,
        Place::Description,
        Place::Criteria,
        Place::Comments,
    ];

    /// Its place in [`Place::ALL`].
    pub(crate) fn rank(self) -> usize {
        self as usize
    }

    /// Its name in results and in the index.
    pub fn as_str(self) -> &'static str {
        match self.field() {
            Some(field) => field.as_str(),
            None => "id",
        }
    }

    /// The field of a query that means this place; a key is only found by a word that names no field.
    pub fn field(self) -> Option<TextField> {
        match self {
            Place::Key => None,
            Place::Title => Some(TextField::Title),
            Place::Labels => Some(TextField::Labels),
            Place::Description => Some(TextField::Description),
            Place::Criteria => Some(TextField::Criteria),
            Place::Comments => Some(TextField::Comments),
        }
    }

    /// How much more a word tells here than in a comment.
    pub(crate) fn weight(self) -> f32 {
        match self {
            Place::Key => 10.0,
            Place::Title => 8.0,
            Place::Labels => 5.0,
            Place::Description => 2.0,
            Place::Criteria => 1.2,
            Place::Comments => 0.8,
        }
    }

    /// How much a long text here is held against a word in it, from 0 to 1: a
    /// title of three words is about each of them.
    pub(crate) fn length_matters(self) -> f32 {
        match self {
            Place::Key | Place::Title | Place::Labels => 0.9,
            Place::Description | Place::Criteria | Place::Comments => 0.6,
        }
    }

    /// How many words stand here usually.
    ///
    /// BM25 compares with the mean of all documents. A fixed number instead
    /// keeps the score of a record from depending on how long the others are,
    /// and makes the index and a scan of a few files agree without counting.
    pub(crate) fn usual_length(self) -> f32 {
        match self {
            Place::Key => 4.0,
            Place::Title => 8.0,
            Place::Labels => 3.0,
            Place::Description => 80.0,
            Place::Criteria => 60.0,
            Place::Comments => 120.0,
        }
    }
}
