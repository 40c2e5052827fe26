//! Amounts of work in hours.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;

const HOURS_MAX: f64 = 100_000.0;

/// Hours of work: finite, from 0 to 100,000.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Hours(f64);

/// A number that is not an amount of work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number of hours from 0 to 100000")]
pub struct HoursError(String);

impl Hours {
    /// Checks a number.
    ///
    /// # Errors
    /// Negative, infinite, not a number, or above 100,000.
    pub fn new(hours: f64) -> Result<Hours, HoursError> {
        (0.0..=HOURS_MAX)
            .contains(&hours)
            .then_some(Hours(hours))
            .ok_or_else(|| HoursError(hours.to_string()))
    }

    /// The number of hours.
    pub fn get(self) -> f64 {
        self.0
    }

    /// The same in minutes.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "hours are within 0..=100,000"
    )]
    pub fn in_minutes(self) -> u64 {
        (self.0 * 60.0).round() as u64
    }
}

impl FromStr for Hours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let hours: f64 = text.parse().map_err(|_| HoursError(text.to_owned()))?;
        Hours::new(hours)
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Hours {
    /// Whole hours are written without a decimal point.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and within 0..=100,000"
            )]
            return serializer.serialize_u64(self.0 as u64);
        }
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Hours::new(f64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Hours {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hours".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0, "maximum": HOURS_MAX })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sensible_amounts_are_hours() {
        assert_eq!("1.5".parse::<Hours>().unwrap().get(), 1.5);
        for text in ["-1", "NaN", "inf", "1e9", "two"] {
            assert!(text.parse::<Hours>().is_err(), "{text}");
        }
    }
}
