//! The merge of one record that two branches changed: facts, not lines.
//!
//! Reading order: [`Sides`] (three versions of one record), `record` (field by field), `value` (one value by its
//! shape), then a file for each shape. What cannot be decided becomes a [`Contradiction`] that names its [`Place`].
//!
//! Records come as mappings, so that what this version does not know is merged too, by its structure. In all of it the
//! two branches have the same rights: merging in the other direction gives the same facts.
//!
//! Absent on purpose: bytes, comments and conflict markers, which are the store's.

mod contradiction;
mod diff3;
mod keyed;
mod log;
mod map;
mod meaning;
mod order;
mod record;
mod sequence;
mod set;
mod sides;
mod status;
#[cfg(test)]
pub(crate) mod tests;
mod text;
mod value;

pub use crate::domain::merge::contradiction::Contradiction;
pub use crate::domain::merge::contradiction::Place;
pub use crate::domain::merge::contradiction::Step;
pub(crate) use crate::domain::merge::diff3::Piece;
pub(crate) use crate::domain::merge::diff3::diff3;
pub(crate) use crate::domain::merge::diff3::hunks;
pub use crate::domain::merge::record::Merged;
pub use crate::domain::merge::record::is_same_record;
pub use crate::domain::merge::record::merge;
pub use crate::domain::merge::sides::Identity;
pub use crate::domain::merge::sides::Sides;
pub use crate::domain::merge::status::MergeRules;
