//! `.feature` files: what goes in comes out again.

pub(crate) mod corpus;
mod hostile;
mod round_trip;
