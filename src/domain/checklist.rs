//! Acceptance criteria: a list of things to check off.

use crate::domain::words::WordError;
use crate::domain::words::one_line;

/// One thing that must be true for the work to be accepted.
///
/// People address it by its number in the list; merges by its `id`.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Criterion {
    /// Four symbols that stay with it, whatever its place.
    #[serde(default)]
    pub id: String,
    /// Whether it holds.
    #[serde(default)]
    pub done: bool,
    /// What must hold.
    pub text: String,
}

impl Criterion {
    /// Makes an unchecked criterion.
    ///
    /// # Errors
    /// A text that is blank or not one line.
    pub fn new(id: String, text: &str) -> Result<Criterion, WordError> {
        Ok(Criterion {
            id,
            done: false,
            text: one_line("a criterion", text)?,
        })
    }
}
