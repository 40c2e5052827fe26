//! The suite that every adapter passes.
//!
//! An adapter's tests implement [`Workbench`] for their system and write the four macros, each of which makes one test
//! of each behaviour in the file of its name: `conforms!` (`places`), `conforms_history!`, `conforms_merging!` and
//! `conforms_committing!`. Where a system cannot do a thing its workbench says so, and the suite expects the empty
//! answer or the refusal.

pub(crate) mod committing;
pub(crate) mod history;
pub(crate) mod merging;
pub(crate) mod places;
mod workbench;

pub(crate) use committing::conforms_committing;
pub(crate) use history::conforms_history;
pub(crate) use merging::conforms_merging;
pub(crate) use places::conforms;
pub(crate) use workbench::Support;
pub(crate) use workbench::Workbench;
pub(crate) use workbench::behaviours;
pub(crate) use workbench::builder;
pub(crate) use workbench::made_at;
pub(crate) use workbench::open;
pub(crate) use workbench::owned;
