//! A tracker whose tickets are YAML files in the repository.
//!
//! The map, from the doors down to the values. A module names only modules
//! below it; `tests/it/tidy.rs` refuses the rest.
//!
//! | module | what it is | the files it owns |
//! |---|---|---|
//! | [`cli`] | arguments, one file per command, the terminal | – |
//! | [`ops`] | one file per verb, and [`ops::Tracker`]: the library's public face | – |
//! | [`view`] | a record with what is computed of it, as JSON | – |
//! | [`index`] | what is derived from the files so that they need not be read | `index/*.snapshot`, `index/*.lines`, `index/text/`, `index/text.lock`, `index/text-planned/`, `index/text-planned.lock` in the working tree's private folder |
//! | [`query`] | the language that tickets are asked for in | – |
//! | [`store`] | records as YAML files, transactions, the lock | `.tickets/**`; `lock`, `journal`, `undo`, `counter`, `tips`, `deleted` in the clone's private folder |
//! | [`vcs`] | version control: places, user, branches, history, merges | reads `.git`, `.hg` and `.jj`; `hg-tips` in `.hg/tickets` |
//! | [`config`] | settings in layers | `.tickets/config.yaml`, `~/.config/tickets/config.yaml` |
//! | [`domain`] | values and rules; no IO, no clock, no environment | – |
//!
//! Absent on purpose: a database beside the files (`index` may be deleted at any time), a daemon, a
//! stored "updated" field, inverse relations, and `async`.

pub mod cli;
pub mod config;
pub mod domain;
pub mod index;
pub mod ops;
pub mod query;
pub mod store;
pub mod vcs;
pub mod view;
