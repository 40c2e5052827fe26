//! What a user can do: one file per verb, and the [`Tracker`] they all work on.
//!
//! This is the library's public face and the only thing that front ends call.
//! Nothing here prints, asks, or knows who called.

mod allocate;
mod create;
mod error;
mod random;
mod surroundings;
mod tracker;
mod work;

pub use create::NewTicket;
pub use create::create;
pub use error::OpError;
pub use random::Random;
pub use surroundings::Surroundings;
pub use surroundings::Writes;
pub use tracker::Tracker;
pub use work::Outcome;
