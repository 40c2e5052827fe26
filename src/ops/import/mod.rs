//! Taking in tickets from elsewhere, all in one transaction.
//!
//! Reading order: [`import`] (the verb), `records` with `incoming`, `present`
//! and `handmade` (what `export` wrote, and what people write),
//! `backlog_md` (a folder of Backlog.md).

mod backlog_md;
mod handmade;
mod incoming;
mod operation;
mod present;
mod records;
#[cfg(test)]
mod tests;

pub use operation::ImportSource;
pub use operation::Imported;
pub(crate) use operation::Progress;
pub use operation::import;
