//! One file per command: flags, messages, exit codes, shapes.

mod create;
mod import;
