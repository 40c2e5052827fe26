//! Searching in titles, descriptions, labels, criteria and comments.

mod corpus;
mod documents;
mod finding;
mod inquiry;
mod operation;
mod ranking;
mod sources;

pub use finding::FoundRecord;
pub use operation::Hit;
pub use operation::Hits;
pub use operation::SearchQuery;
pub use operation::search;

pub use crate::index::text::Excerpt;
pub use crate::index::text::Place;
