//! `tickets backlog`

mod add;
mod close;
mod convert;
mod delete;
mod fields;
mod groom;
mod group;
mod list;
mod output;
mod ready;
mod reopen;
mod show;
mod targets;
mod update;

pub(crate) use group::BacklogArgs;
pub(crate) use group::run;
pub(crate) use show::shown;
