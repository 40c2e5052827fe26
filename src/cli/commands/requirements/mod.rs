//! `tickets requirements`

mod add;
mod coverage;
mod delete;
mod export;
mod fields;
mod gherkin;
mod group;
mod judge;
mod list;
mod matrix;
mod output;
mod page;
mod result;
mod results;
mod review;
mod show;
mod steps;
mod story;
mod targets;
mod update;

pub(crate) use group::RequirementsArgs;
pub(crate) use group::run;
pub(crate) use show::shown;
