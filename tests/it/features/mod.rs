//! `.feature` files: what goes in comes out again.

mod corpus;
mod hostile;
mod round_trip;

pub(crate) use corpus::corpus;
