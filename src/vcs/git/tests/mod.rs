//! Behaviour of the git adapter: what every system does, and what only git has.

mod committing;
mod conforming;
mod finding;
mod history;
mod indexes;
mod merging;
mod reading;
