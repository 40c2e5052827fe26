//! Searching in titles, descriptions, labels, criteria and comments.

mod documents;
mod inquiry;
mod operation;
mod ranking;
mod sources;

pub use operation::Hit;
pub use operation::Hits;
pub use operation::search;

pub use crate::index::text::Excerpt;
pub use crate::index::text::Place;
