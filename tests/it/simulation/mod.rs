//! People who work on one project at once: what they do, what they leave, and what must come of it.
//!
//! Reading order: [`Chance`], [`Desk`] (a person's clone), [`project`] (what all begin with), [`Deed`] (one thing that a
//! person does), [`Facts`] (what files say), [`Outlook`] (what a merge has to say). The bench `merge_survival` uses
//! the same.

mod chance;
mod deed;
mod desk;
mod facts;
mod lines;
mod outlook;
mod perform;
mod project;

pub(crate) use chance::Chance;
pub(crate) use deed::Deed;
pub(crate) use deed::Scope;
pub(crate) use desk::Desk;
pub(crate) use desk::Files;
pub(crate) use desk::changed;
pub(crate) use desk::lay_out;
pub(crate) use desk::pick_up;
pub(crate) use desk::surroundings;
pub(crate) use facts::Facts;
pub(crate) use facts::Naming;
pub(crate) use outlook::Outlook;
pub(crate) use perform::perform;
pub(crate) use project::project;
