//! Sprints: a few weeks of work with a goal.

mod change;
mod closing;
mod joining;
mod membership;
mod planning;
mod progress;
mod scope;
mod series;
mod starting;

pub use change::NewSprint;
pub use change::SprintEdit;
pub use change::create_sprint;
pub use change::delete_sprints;
pub use change::update_sprints;
pub use closing::SprintClosing;
pub use closing::SprintRest;
pub use closing::close_sprint;
pub use membership::add_to_sprint;
pub use membership::remove_from_sprint;
pub use planning::Candidate;
pub use planning::SprintPlan;
pub use planning::SprintPlanning;
pub use planning::apply_sprint_plan;
pub use planning::sprint_plan;
pub use progress::CurrentSprints;
pub use progress::ShownSprint;
pub use progress::SprintList;
pub use progress::SprintProgress;
pub use progress::SprintQuery;
pub use progress::current_sprints;
pub use progress::list_sprints;
pub use progress::show_sprint;
pub use scope::SprintWork;
pub use series::SprintSeries;
pub use series::sprint_series;
pub use starting::start_sprint;
