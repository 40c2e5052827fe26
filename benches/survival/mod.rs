//! Merges of two sides by the thousand.
//!
//! Reading order: `rounds` (what the two people make), `git` (many merges by one git), `markdown` (the same in other
//! trackers' files), `tally` (what became of it), `clashes` (where).

mod clashes;
mod git;
mod markdown;
mod rounds;
mod table;
mod tally;

pub(crate) use rounds::Round;
pub(crate) use rounds::Setting;
pub(crate) use table::print;
pub(crate) use tally::Tally;
pub(crate) use tally::measure;
