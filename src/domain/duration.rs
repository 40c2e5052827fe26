//! Amounts of time that somebody worked or means to work.

use std::fmt;

const MINUTES_PER_HOUR: u32 = 60;

/// Ten thousand hours: nobody does more in one go.
const MINUTES_MAX: u32 = 10_000 * MINUTES_PER_HOUR;

/// Minutes of work, from 0 to ten thousand hours.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "u32", into = "u32")]
pub struct Minutes(u32);

/// What a number without a unit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareNumber {
    /// So many minutes.
    Minutes,
    /// So many hours.
    Hours,
    /// Nothing: it could be either.
    Refused,
}

/// How people's words become minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DurationRule {
    /// What a number without a unit means.
    pub bare: BareNumber,
    /// How many hours a working day has.
    pub hours_per_day: f64,
}

/// Why a text is no amount of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// It is none.
    #[error("`{0}` is not an amount of time")]
    Form(String),
    /// It is a bare number, which could be either.
    #[error("`{0}` has no unit: `{0}m` or `{0}h`?")]
    Bare(String),
    /// It is more than ten thousand hours.
    #[error("`{0}` is more than 10000 hours")]
    TooLong(String),
}

impl Minutes {
    /// Checks a number.
    ///
    /// # Errors
    /// More than ten thousand hours.
    pub fn new(minutes: u64) -> Result<Minutes, DurationError> {
        let checked = u32::try_from(minutes).ok();
        checked
            .filter(|minutes| *minutes <= MINUTES_MAX)
            .map(Minutes)
            .ok_or_else(|| DurationError::TooLong(format!("{minutes} minutes")))
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }

    /// Reads `1h30m`, `90m`, `1.5h`, `2d`, or a bare number.
    ///
    /// # Errors
    /// None of these, negative, or more than ten thousand hours.
    pub fn parse(text: &str, rule: DurationRule) -> Result<Minutes, DurationError> {
        let form = || DurationError::Form(text.to_owned());
        let mut rest = text.trim();
        let mut minutes = 0.0;
        let mut largest_unit_left = u8::MAX;
        if rest.is_empty() {
            return Err(form());
        }
        while !rest.is_empty() {
            let (number, after) = leading_number(rest).ok_or_else(form)?;
            let unit = after.chars().next();
            let (size, minutes_per_unit) = match unit.map(|c| c.to_ascii_lowercase()) {
                Some('d') => (3, rule.hours_per_day * f64::from(MINUTES_PER_HOUR)),
                Some('h') => (2, f64::from(MINUTES_PER_HOUR)),
                Some('m') => (1, 1.0),
                // A bare number is all there is.
                None if largest_unit_left == u8::MAX => match rule.bare {
                    BareNumber::Minutes => (0, 1.0),
                    BareNumber::Hours => (0, f64::from(MINUTES_PER_HOUR)),
                    BareNumber::Refused => {
                        return Err(DurationError::Bare(text.trim().to_owned()));
                    }
                },
                Some(_) | None => return Err(form()),
            };
            if size >= largest_unit_left {
                return Err(form());
            }
            largest_unit_left = size;
            minutes += number * minutes_per_unit;
            rest = after.get(1..).unwrap_or_default().trim_start();
        }
        if minutes > f64::from(MINUTES_MAX) {
            return Err(DurationError::TooLong(text.trim().to_owned()));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within 0..=600,000"
        )]
        Ok(Minutes(minutes.round() as u32))
    }
}

/// The number that a text begins with, and what comes after it and its blanks; never negative,
/// never `inf` or `NaN`.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, rest) = text.split_at(end.unwrap_or(text.len()));
    Some((number.parse().ok()?, rest.trim_start()))
}

/// Minutes for people: `1h30m`, `45m`, `0m`.
pub fn in_words(minutes: u64) -> String {
    let per_hour = u64::from(MINUTES_PER_HOUR);
    match (minutes / per_hour, minutes % per_hour) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes}m"),
    }
}

impl TryFrom<u32> for Minutes {
    type Error = DurationError;

    fn try_from(minutes: u32) -> Result<Self, DurationError> {
        Minutes::new(minutes.into())
    }
}

impl From<Minutes> for u32 {
    fn from(minutes: Minutes) -> u32 {
        minutes.0
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_words(self.0.into()))
    }
}

impl schemars::JsonSchema for Minutes {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Minutes".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": MINUTES_MAX })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: DurationRule = DurationRule {
        bare: BareNumber::Minutes,
        hours_per_day: 8.0,
    };

    #[test]
    fn people_write_times_in_many_ways() {
        let check = |text: &str, minutes: u32| {
            assert_eq!(
                Minutes::parse(text, RULE).map(Minutes::get),
                Ok(minutes),
                "{text}"
            );
        };
        check("1h30m", 90);
        check("1h 30m", 90);
        check(" 1H30M ", 90);
        check("90m", 90);
        check("1.5h", 90);
        check(".5h", 30);
        check("2d", 960);
        check("1d2h3m", 603);
        check("45", 45);
        check("0", 0);
        check("10000h", 600_000);
        let hours = DurationRule {
            bare: BareNumber::Hours,
            hours_per_day: 6.0,
        };
        assert_eq!(Minutes::parse("2.5", hours).unwrap().get(), 150);
        assert_eq!(Minutes::parse("1d", hours).unwrap().get(), 360);
        assert_eq!(Minutes::parse("90m", hours).unwrap().get(), 90);
    }

    #[test]
    fn what_is_no_amount_of_time_is_refused() {
        let texts = [
            "", " ", "-5", "-1h", "NaN", "inf", "1e9", "two", "h", "1h30", "30 1h", "1m1h", "1h1h",
            "1..5h", "1h-5m", "1x", "5é", "٣h", "1:30",
        ];
        for text in texts {
            assert_eq!(
                Minutes::parse(text, RULE),
                Err(DurationError::Form(text.to_owned())),
                "{text}"
            );
        }
        for text in ["10000h1m", "999999999999999999999999h", "9999d"] {
            assert_eq!(
                Minutes::parse(text, RULE),
                Err(DurationError::TooLong(text.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn words_for_people_can_be_read_again() {
        for (minutes, words) in [(0, "0m"), (59, "59m"), (60, "1h"), (150, "2h30m")] {
            assert_eq!(in_words(minutes), words);
            let read = Minutes::parse(words, RULE).unwrap();
            assert_eq!(u64::from(read.get()), minutes);
        }
    }
}
