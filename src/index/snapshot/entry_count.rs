//! What the names of a record's entries tell.

use crate::domain::Timestamp;

/// How many entries a record has, and when the newest one was added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryCount {
    /// How many.
    pub count: u32,
    /// When the newest was added.
    pub newest: Option<Timestamp>,
}
