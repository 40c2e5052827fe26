//! The writer of jj repositories that the tests of the adapter use, and that names nothing of the tracker.

#[path = "../../../src/vcs/jj/tests/writer.rs"]
#[expect(dead_code, reason = "a merge needs only some of what it can do")]
mod writer;

pub(crate) use writer::JjWriter;
pub(crate) use writer::Place;
