//! How a project stands: its numbers, its epics and sprints, and the block about them in its README.

mod marked_block;
mod numbers;
mod readme;

pub use numbers::EpicStanding;
pub(crate) use numbers::FORECAST_SEED;
pub use numbers::ProjectStatus;
pub use numbers::SprintStanding;
pub use numbers::UnderWay;
pub(crate) use numbers::Workset;
pub use numbers::project_status;
pub(crate) use numbers::work_items;
pub use readme::ReadmeChange;
pub use readme::update_readme;
