//! What people type to name a record.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::domain::Key;
use crate::domain::Number;
use crate::domain::Uid;

/// A record named by key in any case, bare number, uid, or part of its slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// What was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// It as a key, where it is one.
    pub fn key(&self) -> Option<Key> {
        self.0.parse().ok()
    }

    /// It as the part of a key behind the dash: `42`, `#42`, `k3f9`.
    pub fn number(&self) -> Option<Number> {
        self.0.strip_prefix('#').unwrap_or(&self.0).parse().ok()
    }

    /// It as a uid.
    pub fn uid(&self) -> Option<Uid> {
        self.0.parse().ok()
    }

    /// It as part of a slug: lower case, dashes for blanks; none where it
    /// could be part of no slug.
    pub fn slug_part(&self) -> Option<String> {
        let part = self.0.to_lowercase().replace(' ', "-");
        let is_slug = part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (is_slug && !part.is_empty()).then_some(part)
    }
}

impl FromStr for Reference {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Reference(text.trim().to_owned()))
    }
}

impl From<&Key> for Reference {
    fn from(key: &Key) -> Reference {
        Reference(key.to_string())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
