//! Tables of single rules, and properties of whole records.

mod arbitrary;
mod cases;
mod edits;
mod properties;
