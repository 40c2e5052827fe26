//! One file per command: flags, messages, exit codes, shapes.

mod archive;
mod close;
mod comment;
mod config;
mod create;
mod delete;
mod edit;
mod import;
mod init;
mod list;
mod lock;
mod merge_file;
mod output;
mod places;
mod relate;
mod search;
mod shell;
mod show;
mod surgery;
mod undo;
mod update;
