//! Searching in titles, descriptions, labels, criteria and comments.

mod corpus;
mod documents;
mod finding;
mod inquiry;
mod operation;
mod ranking;
mod sources;
mod words;

pub use finding::FoundRecord;
pub use operation::Hit;
pub use operation::Hits;
pub use operation::SearchQuery;
pub use operation::search;
pub use words::search_vocabulary;

pub use crate::index::text::Excerpt;
pub use crate::index::text::Place;
