//! `tickets journal`

mod arguments;
mod list;
mod write;

pub(crate) use arguments::JournalArgs;
pub(crate) use arguments::run;
pub(crate) use write::wrote;
