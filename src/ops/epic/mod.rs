//! Epics: goals that take many tickets.

mod change;
mod forecast;
mod membership;
mod progress;

pub use change::EpicEdit;
pub use change::NewEpic;
pub use change::create_epic;
pub use change::delete_epics;
pub use change::move_epics;
pub(crate) use change::stage_epic;
pub(crate) use change::stage_epic_moves;
pub(crate) use change::stage_epic_update;
pub use change::update_epics;
pub use membership::add_to_epic;
pub use membership::remove_from_epic;
pub(crate) use membership::stage_addition;
pub(crate) use membership::stage_removal;
pub use progress::EpicList;
pub use progress::EpicProgress;
pub use progress::EpicQuery;
pub use progress::ShownEpic;
pub(crate) use progress::epics_in;
pub use progress::list_epics;
pub use progress::show_epic;
