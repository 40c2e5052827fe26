//! Behaviour of the Mercurial adapter: what every system does, and what only Mercurial has.

mod conforming;
mod finding;
mod marking;
mod merging;
mod naming;
mod starting;
