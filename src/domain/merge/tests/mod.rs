//! Tables of single rules, and properties of whole records.

pub(crate) mod arbitrary;
mod cases;
pub(crate) mod edits;
mod properties;
