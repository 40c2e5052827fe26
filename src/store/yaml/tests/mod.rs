//! Tests of the canonical text and of edits, by example.

pub(crate) mod arbitrary;
mod canonical;
mod edits;
pub(crate) mod sample;
pub(crate) mod written;
