//! From values to text. Nothing here prints.

pub(crate) mod board;
pub(crate) mod contradiction;
pub(crate) mod diff;
pub(crate) mod event;
pub(crate) mod question;
pub(crate) mod stats;
pub(crate) mod table;
pub(crate) mod text_width;
pub(crate) mod ticket;
