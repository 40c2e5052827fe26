//! What is derived from the record files so that commands need not read them:
//! disposable, never committed, never trusted further than the files' stamps.
//! Deleting it changes no answer.

mod cache;
mod draft;
mod lines;
mod reading;
mod snapshot;
pub mod text;

pub use cache::RecordCache;
pub use lines::Lines;
pub use lines::Others;
pub use lines::Piece;
pub use snapshot::EntryCount;
pub use snapshot::Row;
pub use snapshot::Snapshot;
