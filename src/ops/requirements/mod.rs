//! Requirements: what somebody expects, and whether it is so.

mod change;
mod course;
mod holder;
mod kin;
mod listing;

pub use change::NewRequirement;
pub use change::RequirementEdit;
pub use change::create_requirement;
pub use change::delete_requirements;
pub use change::update_requirements;
pub use course::Verdict;
pub use course::judge_requirements;
pub use course::review_requirements;
pub use listing::HolderCoverage;
pub use listing::RequirementList;
pub use listing::RequirementQuery;
pub use listing::RequirementState;
pub use listing::ShownRequirement;
pub use listing::list_requirements;
pub use listing::show_requirement;
