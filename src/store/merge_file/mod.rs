//! The merge of two versions of one file: bytes in, bytes out.
//!
//! Reading order: [`merge_bytes`] (which way a file is merged), `facts` (a readable record: by its facts), `prose`
//! (anything else: by its lines), `marks` (the markers around what is left to decide), [`sides_of`] (back from markers
//! to the sides).
//!
//! Absent on purpose: files. The caller reads and writes them.

mod bytes;
mod facts;
mod file_kind;
mod marked;
mod marks;
mod prose;
#[cfg(test)]
mod tests;

pub use crate::store::merge_file::bytes::Choose;
pub use crate::store::merge_file::bytes::FileMerge;
pub use crate::store::merge_file::bytes::FileSides;
pub use crate::store::merge_file::bytes::MergeOutcome;
pub use crate::store::merge_file::bytes::merge_bytes;
pub use crate::store::merge_file::bytes::merge_bytes_with;
pub use crate::store::merge_file::file_kind::FileKind;
pub use crate::store::merge_file::marked::MarkedSides;
pub use crate::store::merge_file::marked::sides_of;
pub use crate::store::merge_file::marks::Marking;
