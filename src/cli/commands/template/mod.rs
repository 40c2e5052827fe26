//! `tickets template`

mod group;
mod init;
mod list;
mod output;
mod show;

pub(crate) use group::TemplateArgs;
pub(crate) use group::run;
