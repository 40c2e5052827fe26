//! `tickets requirements`

mod add;
mod delete;
mod export;
mod fields;
mod gherkin;
mod group;
mod judge;
mod list;
mod output;
mod page;
mod result;
mod review;
mod show;
mod steps;
mod story;
mod targets;
mod update;

pub(crate) use group::RequirementsArgs;
pub(crate) use group::run;
