//! One file per command: flags, messages, exit codes, shapes.

mod all_branches;
mod archive;
mod changelog;
mod close;
mod comment;
mod config;
mod create;
mod delete;
mod diff;
mod edit;
mod history;
mod import;
mod init;
mod list;
mod lock;
mod merge_file;
mod output;
mod places;
mod relate;
mod rev;
mod search;
mod shell;
mod show;
mod surgery;
mod undo;
mod update;
