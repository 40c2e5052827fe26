//! The adapter for git, on gix.
//!
//! `layout` finds the working tree and its folders from paths alone; the rest reads the opened repository. `writing`
//! alone changes it: the index under git's own lock, objects and branches through gix. No hook runs and nothing is signed.

mod adapter;
#[cfg(test)]
mod bench;
mod differences;
mod driver;
mod graph;
mod index;
pub(crate) mod layout;
mod log;
pub(crate) mod names;
pub(crate) mod objects;
mod operation;
mod proof;
mod repository;
mod settings;
mod sides;
#[cfg(test)]
mod tests;
mod tips;
mod touched;
mod unmerged;
mod user;
mod work_files;
mod worktrees;
mod writing;

pub(crate) use adapter::GitVcs;
pub(crate) use layout::find;
