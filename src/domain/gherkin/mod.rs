//! `.feature` files: taken apart into what records hold, and put together again.
//!
//! The `gherkin` crate says what is Gherkin and where its parts begin. A part
//! keeps its own lines, with their comments, without the blanks before all of
//! them: what is put together again means the same, and is taken apart into
//! the same parts.

mod background;
mod error;
mod lines;
mod parts;
mod runs;
mod scenario;
mod tree;

pub use background::background;
pub use error::GherkinError;
pub use parts::Child;
pub use parts::FeatureParts;
pub use parts::Part;
pub use parts::RuleParts;
pub use runs::Runs;
pub use scenario::Keyword;
pub use scenario::NewScenario;
pub use tree::Tree;
