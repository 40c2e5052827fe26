//! x
pub mod config;
pub mod domain;
pub mod ops;
pub mod store;
pub mod vcs;
pub mod view;
