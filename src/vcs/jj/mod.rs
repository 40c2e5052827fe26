//! The adapter for Jujutsu, on jj-lib, which it only reads with.
//!
//! jj makes a commit of the working copy by itself, so nothing is ever written here: no snapshot, no operation, no
//! merge of operations that happened at the same time, no index. `ask` is the one door to jj-lib, whose readers are
//! asynchronous and panic on damaged data. What is on disk but not yet in jj's commit is asked of the disk.

mod adapter;
mod ask;
#[cfg(test)]
mod bench;
mod bookmarks;
mod conflicts;
mod history;
mod index;
mod repository;
mod revisions;
mod settings;
#[cfg(test)]
mod tests;
mod trees;
mod workspaces;

pub(crate) use adapter::find;
