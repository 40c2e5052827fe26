//! `tickets milestone`

mod add;
mod group;
mod list;

pub(crate) use group::MilestoneArgs;
pub(crate) use group::run;
