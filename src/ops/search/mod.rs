//! Searching in titles, descriptions, labels, criteria and comments.

mod answering;
mod documents;
mod operation;
mod ranking;
mod sources;
mod terms;

pub use operation::Hit;
pub use operation::Hits;
pub use operation::search;
pub(crate) use terms::text_terms;

pub use crate::index::text::Excerpt;
pub use crate::index::text::Place;
