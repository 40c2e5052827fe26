//! The report: everything about a project, gathered for one page.
//!
//! Nothing is computed here: the numbers are those of [`crate::domain::metrics`], and the progress of epics, sprints, items
//! and requirements is what their own lists tell.

mod gather;
mod logbook;
mod plans;

pub use gather::ReportRequest;
pub use gather::report;
