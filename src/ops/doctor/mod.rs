//! Checking the whole project, and mending what can be mended safely.

mod checks;
mod diagnose;
mod drift;
mod fixes;
mod origins;
mod standing;
mod twins;

pub use diagnose::Diagnosis;
pub use diagnose::doctor;
pub use drift::drift;
pub use drift::keep_deleted;
pub use fixes::fix;
