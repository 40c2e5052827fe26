//! What test runners report, in the forms of Cucumber and JUnit.

mod cucumber;
mod junit;
mod outcome;

pub(crate) use outcome::Outcome;
pub(crate) use outcome::TestCase;
pub(crate) use outcome::read;
