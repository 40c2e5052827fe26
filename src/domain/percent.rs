//! Parts of a whole.

use std::fmt;
use std::str::FromStr;

/// A part of a whole, from 0 to 100.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "u8", into = "u8")]
pub struct Percent(u8);

/// A number that is no part of a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a whole number from 0 to 100")]
pub struct PercentError(String);

impl Percent {
    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Percent {
    type Error = PercentError;

    fn try_from(number: u8) -> Result<Self, PercentError> {
        (number <= 100)
            .then_some(Percent(number))
            .ok_or_else(|| PercentError(number.to_string()))
    }
}

impl From<Percent> for u8 {
    fn from(percent: Percent) -> u8 {
        percent.0
    }
}

impl FromStr for Percent {
    type Err = PercentError;

    /// Reads `80`, or `80%` as people write it.
    fn from_str(text: &str) -> Result<Self, PercentError> {
        let number = text.trim().trim_end_matches('%').trim_end();
        let number: Option<u8> = number.parse().ok();
        number
            .and_then(|number| Percent::try_from(number).ok())
            .ok_or_else(|| PercentError(text.to_owned()))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl schemars::JsonSchema for Percent {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Percent".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": 100 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_of_a_whole_are_percents() {
        assert_eq!("80".parse::<Percent>().unwrap().get(), 80);
        assert_eq!("100 %".parse::<Percent>().unwrap().get(), 100);
        for text in ["101", "-1", "NaN", "8.5", "", "%"] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }
}
