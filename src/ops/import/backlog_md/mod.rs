//! The tasks of Backlog.md: a Markdown file with YAML front matter each.
//!
//! Reading order: [`stage`] (the whole), `folder` (which files), `task` (one
//! file, of `front_matter` and `body` with `comments`), `old_id` (how tasks
//! name each other), `convert` (a task's facts as a ticket's), `relations`
//! (who refers to whom), `known` (what an earlier import brought).
//!
//! The rule of it all: a field of the front matter that the ticket says whole
//! is dropped, any other is kept under `imported:` as it was.

mod body;
mod comments;
mod convert;
mod folder;
mod front_matter;
mod known;
mod old_id;
mod relations;
mod stage;
mod task;
mod words;

pub(crate) use stage::stage;

/// What `imported.system` says.
pub(crate) const SYSTEM: &str = "backlog-md";
