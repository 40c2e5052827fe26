//! Finishing what a merge left open, whoever made it: git's index, jj's commit, hg's state or markers alone.
//!
//! Reading order: [`conflicts`] (the files and their sides), `fold` (any number of sides into one, by facts),
//! [`Question`] (what only a person can decide), `settled` (what was decided before), [`resolve`] (the writing), `audit` (what a merge lost without saying).

mod audit;
mod conflict;
mod fold;
mod identified;
mod operation;
mod question;
mod settled;
mod strays;

pub use conflict::Conflict;
pub use conflict::conflicts;
pub use fold::Decide;
pub use operation::Ending;
pub use operation::Resolved;
pub use operation::questions;
pub use operation::resolve;
pub use question::Decision;
pub use question::Question;
pub use question::Version;
