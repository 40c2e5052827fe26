//! The kinds of record a project holds.

/// One kind of record: its word and where its files lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The word for one of them, as in messages and JSON: `ticket`.
    pub noun: &'static str,
    /// The word for many of them, which is also their folder: `tickets`.
    pub plural: &'static str,
    /// Whether the folder is split by the hundred of the number.
    pub is_split: bool,
}
