//! The time that people spend on records.
//!
//! Read `timer` (the file of a running one), then `running` (starting), `stopping`, `spend` (entries
//! by hand), `sheet` (of one record) and `report` (of all).

mod report;
mod running;
mod sheet;
mod spend;
mod stopping;
mod timer;

pub use report::Grouping;
pub use report::TimeGroup;
pub use report::TimeQuery;
pub use report::TimeReport;
pub(crate) use report::time_groups;
pub use report::time_report;
pub use running::NewTimer;
pub use running::Running;
pub use running::Timers;
pub use running::discard_timer;
pub use running::running_timers;
pub use running::start_timer;
pub use sheet::TimeSheet;
pub use sheet::time_sheet;
pub use spend::TimeEdit;
pub use spend::add_time;
pub use spend::delete_time;
pub use spend::edit_time;
pub(crate) use spend::stage_time;
pub(crate) use spend::stage_time_deletion;
pub(crate) use spend::stage_time_edit;
pub(crate) use stopping::Stopped;
pub use stopping::stop_timer;
pub use timer::Timer;
