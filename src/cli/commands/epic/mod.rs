//! `tickets epic`

mod add_ticket;
mod close;
mod create;
mod delete;
mod fields;
mod group;
mod list;
mod output;
mod remove_ticket;
mod reopen;
mod show;
mod update;

pub(crate) use group::EpicArgs;
pub(crate) use group::run;
pub(crate) use show::shown;
