//! All records of a kind as rows of a table that is used as it lies on disk.
//!
//! A row holds the stamp of the record's file and the fields of its
//! [`Summary`](crate::domain::Summary). [`Snapshot::fresh`] looks at all stamps,
//! keeps the rows whose stamps are those of the files, reads the other files,
//! and puts the table on disk anew when that saves more than it costs.

mod entry_count;
mod file;
mod refresh;
mod row;
mod saving;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod whole;

pub use entry_count::EntryCount;
pub use row::Row;
pub use whole::Snapshot;
