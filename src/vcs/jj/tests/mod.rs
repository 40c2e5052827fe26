//! Behaviour of the jj adapter: what every system does, and what only jj has.

mod bookmarks;
mod conflicts;
mod conforming;
mod finding;
mod people;
mod revisions;
mod untouched;
pub(crate) mod writer;
