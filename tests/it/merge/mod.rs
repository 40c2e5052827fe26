//! What `git merge` makes of two branches, with no driver.

mod conflict;
mod facts;
mod pairs;
mod plans;
