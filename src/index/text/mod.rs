//! Full-text search: which records hold a word, a beginning of a word or a phrase.
//!
//! [`TextIndex`] answers from an index on disk (tantivy's), from the files that
//! the index does not know yet, or, where the index is of no use, from all
//! files. All ways read texts with the same `words`, count with the same
//! `tally`, and so give the same hits with the same scores.

mod answer;
mod build;
mod cache_directory;
mod corpus;
mod document;
mod excerpt;
mod fold;
mod inquiry;
mod known;
mod lookup;
mod opened;
mod pattern;
mod place;
mod quiet;
mod scan;
mod schema;
mod suggestion;
mod tally;
#[cfg(test)]
mod tests;
mod text_index;
mod trouble;
mod words;
mod workshop;

pub use answer::Answer;
pub use answer::Found;
pub use answer::Way;
pub use corpus::Source;
pub use document::DocumentText;
pub use excerpt::Excerpt;
pub use excerpt::excerpt;
pub use pattern::is_searchable;
pub use place::Place;
pub use scan::Matcher;
pub use text_index::TextIndex;
