//! The command line: arguments, one file per command, the terminal.

mod app;
mod atomic_write;
mod commands;
mod complete;
mod detail_forms;
mod editor;
mod entries;
mod exit_code;
mod fields;
mod filters;
mod format;
mod input;
mod invocation;
mod mistake;
mod negated_terms;
mod noun_groups;
mod output;
mod planned;
mod render;
mod report;
mod shown_record;
mod surroundings;
mod targets;
mod theme;
mod title;
mod ui;

pub use app::command;
pub use app::main;
