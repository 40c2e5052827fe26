//! How likely something is to go wrong.

use std::fmt;
use std::str::FromStr;

/// How likely a backlog item is to go wrong.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Not very.
    Low,
    /// Somewhat.
    Medium,
    /// Very.
    High,
}

impl Risk {
    /// All of them, the least first.
    pub const ALL: [Risk; 3] = [Risk::Low, Risk::Medium, Risk::High];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Risk::Low => "low",
            Risk::Medium => "medium",
            Risk::High => "high",
        }
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Risk {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Risk::ALL.into_iter().find(|risk| risk.as_str() == text);
        found.ok_or_else(|| format!("`{text}` is no risk: low, medium or high"))
    }
}
