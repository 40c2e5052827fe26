//! Integration tests: the program as its users meet it.

mod allocation;
mod cli;
mod concurrency;
mod crash;
mod merge;
mod sandbox;
mod tidy;
