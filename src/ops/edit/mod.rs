//! Editing the file of a record as text.
//!
//! Read `draft` (beginning and ending an edit), then `rules` (what an edit may do that no verb checks).

mod draft;
mod rules;

pub use draft::Draft;
pub use draft::Edited;
pub use draft::draft;
pub use draft::finish;
