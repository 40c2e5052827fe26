//! `tickets time`

mod arguments;
mod discard;
mod output;
mod report;
mod sheet;
mod start;
mod status;
mod stop;
mod write;

pub(crate) use arguments::TimeArgs;
pub(crate) use arguments::run;
