//! Records outside their files: what `export` writes and `import` reads.
//!
//! Reading order: `record` (one record with its slug and entries as one map),
//! [`RecordFormat`] (maps to text and back), then one file per format.
//! Everything here is pure.

mod csv;
mod format;
mod json;
mod record;
mod yaml;

pub(crate) use format::Found;
pub use format::RecordFormat;
pub(crate) use format::read;
pub(crate) use format::write;
pub(crate) use record::FIELD_ORDER;
pub(crate) use record::Portable;
pub(crate) use record::PortableEntry;
pub(crate) use record::fill;
