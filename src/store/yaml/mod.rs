//! The text of one YAML file: checked, parsed, emitted and edited without touching what did not change.
//!
//! Reading order: [`check`] (may these bytes be parsed at all), [`Document`] (text and fields together),
//! [`emit`] (the canonical text of a new record), `edit` (the lines that an edit replaces). An edit first computes
//! the values that the file should hold (`merge`), then changes the lines (`splice`), then parses the result and
//! compares: what does not come out as intended is written anew as a whole. `canonical` reads what we wrote ourselves
//! without the library.
//!
//! Absent on purpose: types of records. A record comes in as a mapping and leaves as one.

mod block;
mod canonical;
mod check;
mod document;
mod edit;
mod emit;
mod empty;
mod error;
mod expansion;
mod flow;
mod insertion;
pub(crate) mod lines;
mod merge;
mod outline;
mod pairing;
mod prescan;
#[cfg(test)]
mod properties;
mod scalar;
mod splice;
mod splice_items;
#[cfg(test)]
mod tests;

pub(crate) use crate::store::yaml::canonical::read as read_canonical;
pub use crate::store::yaml::check::BYTES_MAX;
pub use crate::store::yaml::check::check;
pub use crate::store::yaml::document::Document;
pub use crate::store::yaml::edit::Edited;
pub use crate::store::yaml::edit::Reach;
pub use crate::store::yaml::emit::emit;
pub use crate::store::yaml::error::DocumentError;
pub(crate) use crate::store::yaml::merge::settle;
