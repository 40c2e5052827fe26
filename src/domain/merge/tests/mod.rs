//! Tables of single rules, and properties of whole records.

mod cases;
