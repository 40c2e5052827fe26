//! Why the index is of no use right now. Nobody is told: the files are read instead.

use std::io;

use tantivy::TantivyError;

use crate::store::StoreError;

/// Why the index is of no use right now.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// There is none, or one of another version of the program.
    #[error("there is no index")]
    Missing,
    /// Another process is at work on it.
    #[error("another process writes the index")]
    Busy,
    /// It does not hold together.
    #[error("the index is damaged: {0}")]
    Damaged(&'static str),
    /// A file cannot be read or written.
    #[error("the index cannot be used")]
    Io(#[from] io::Error),
    /// tantivy gave up.
    #[error("the index cannot be used")]
    Tantivy(#[from] Box<TantivyError>),
    /// A file cannot be written.
    #[error("the index cannot be written")]
    Store(#[from] StoreError),
    /// tantivy panicked.
    #[error("the index made the search fail")]
    Panic,
}

impl From<TantivyError> for Trouble {
    fn from(error: TantivyError) -> Trouble {
        Trouble::Tantivy(Box::new(error))
    }
}
