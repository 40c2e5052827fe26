//! What differs between two states of the project, as facts.
//!
//! A [`State`] is the working tree or a commit; [`between`] reads what differs between two of them and nothing else.

mod compare;
mod operation;
mod place;
mod range;
mod state;

pub use operation::Difference;
pub use operation::diff;
pub use operation::split_range;
pub use range::RevisionRange;

pub(crate) use compare::Differing;
pub(crate) use compare::between;
pub(crate) use compare::compare;
pub(crate) use compare::differing;
pub(crate) use compare::record_at;
pub(crate) use place::Place;
pub(crate) use range::need_history;
pub(crate) use state::State;
