//! The way from an epic to what was done for it, and back.

mod commits;
mod links;
mod node;
mod operation;

pub use node::TraceNode;
pub use operation::Trace;
pub use operation::TraceQuery;
pub use operation::TraceWays;
pub use operation::trace;
