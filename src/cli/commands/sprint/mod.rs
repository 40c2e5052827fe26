//! `tickets sprint`

mod add;
mod burndown;
mod close;
mod create;
mod delete;
mod fields;
mod group;
mod list;
mod output;
mod plan;
mod remove;
mod show;
mod start;
mod update;

pub(crate) use group::SprintArgs;
pub(crate) use group::run;
pub(crate) use show::shown;
