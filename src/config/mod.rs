//! Settings: defaults, the user's, the project's, the environment's, flags.

mod built_in;
mod layers;
mod setting;
mod settings;

pub use layers::ConfigError;
pub use layers::Layer;
pub use layers::Layers;
pub use layers::Origin;
pub(crate) use layers::assignment;
pub(crate) use layers::known;
pub use setting::SETTINGS;
pub use setting::Setting;
pub use settings::ActiveSprints;
pub use settings::AutoCommit;
pub use settings::Defaults;
pub use settings::Ids;
pub use settings::MergeDriver;
pub use settings::ScoreWeights;
pub use settings::Settings;
pub use settings::SprintSettings;
pub use settings::Time;
pub use settings::User;
