//! The adapter for Mercurial: files for what files tell, and one `hg` for the rest.
//!
//! Starting `hg` takes a tenth of a second, so `layout`, `marks`, `dirstate`, `merge_state` and `hgrc` read what
//! Mercurial keeps in plain files: where things are, who works, which branch and commits the working tree stands on,
//! what a merge left open. Only history needs `hg`: `client` starts its command server at the first such question and
//! ends it with the adapter. `tips` remembers its answer between processes.
//!
//! Nothing is passed through a shell, and every argument is joined to its option or begins with `path:`, so that no
//! revision or file name can become an option or a pattern.

mod adapter;
mod ahead;
#[cfg(test)]
mod bench;
mod client;
mod commit;
mod dirstate;
mod driver;
mod hgrc;
mod history;
mod layout;
mod marks;
mod merge_state;
mod proof;
mod protocol;
mod server;
#[cfg(test)]
mod tests;
mod tips;
mod tree;
mod unmerged;
mod user;

pub(crate) use adapter::HgVcs;
pub(crate) use layout::layout_of;
pub(crate) use layout::nearest;
