//! Behaviour of the jj adapter: what every system does, and what only jj has.

mod conforming;
pub(crate) mod writer;
