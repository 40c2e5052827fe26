//! Requirements: what somebody expects, and whether it is so.

mod change;
mod course;
mod feature_file;
mod gherkin;
mod holder;
mod kin;
mod listing;
mod scenario;

pub use change::NewRequirement;
pub use change::RequirementEdit;
pub use change::create_requirement;
pub use change::delete_requirements;
pub use change::update_requirements;
pub use course::Verdict;
pub use course::judge_requirements;
pub use course::review_requirements;
pub use feature_file::FeatureFile;
pub use feature_file::export_features;
pub use gherkin::FeatureRead;
pub use gherkin::FeatureSource;
pub use gherkin::read_feature;
pub use listing::HolderCoverage;
pub use listing::RequirementList;
pub use listing::RequirementQuery;
pub use listing::RequirementState;
pub use listing::ShownRequirement;
pub use listing::list_requirements;
pub use listing::show_requirement;
pub use scenario::add_scenario;
