//! Records that were read lately, for a program that runs longer than one command.
//!
//! [`RecordCache::get`] looks at a file's stamp each time and opens the file only
//! when the stamp is not the one it had: others change the files at any moment.

mod record_cache;
#[cfg(test)]
mod tests;

pub use record_cache::RecordCache;
