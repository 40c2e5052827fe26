//! An in-memory version control system for tests.

mod adapter;
mod history;
#[cfg(test)]
mod tests;

pub use adapter::FakeVcs;
pub use history::FakeCommit;
pub use history::FakeHistory;
