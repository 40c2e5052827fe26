//! The adapter for git, on gix.
//!
//! `layout` finds the working tree and its folders from paths alone; the rest reads the opened repository.

mod adapter;
#[cfg(test)]
mod bench;
mod driver;
mod layout;
mod names;
mod objects;
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
