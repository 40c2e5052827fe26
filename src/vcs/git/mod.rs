//! The adapter for git, on gix.
//!
//! `layout` finds the working tree and its folders from paths alone; the rest reads the opened repository.

mod adapter;
#[cfg(test)]
mod bench;
mod driver;
pub(crate) mod layout;
pub(crate) mod names;
pub(crate) mod objects;
mod proof;
mod repository;
mod settings;
#[cfg(test)]
mod tests;
mod tips;
mod user;
mod worktrees;

pub(crate) use adapter::GitVcs;
pub(crate) use layout::find;
