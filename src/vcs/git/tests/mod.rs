//! Behaviour of the git adapter: what every system does, and what only git has.

mod conforming;
mod finding;
mod reading;
