//! Points in time and days.

use std::fmt;
use std::str::FromStr;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::SubsecRound as _;
use chrono::Utc;

/// A point in time, to the second, in UTC; written as RFC 3339.
///
/// Read are also other offsets, a space for the `T`, a missing zone (taken
/// as UTC) and a bare date, because people edit these files.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(DateTime<Utc>);

/// A day of the calendar, `2026-12-01`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Date(NaiveDate);

/// A text that is neither a time nor a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not a point in time.
    #[error("`{0}` is not a time such as `2026-11-20T10:11:12Z`")]
    Timestamp(String),
    /// Not a day.
    #[error("`{0}` is not a date such as `2026-12-01`")]
    Date(String),
}

impl Timestamp {
    /// Cuts a time down to the second.
    pub fn new(time: DateTime<Utc>) -> Timestamp {
        Timestamp(time.trunc_subsecs(0))
    }

    /// Milliseconds since 1970; 0 for earlier times.
    pub fn as_millis(self) -> u64 {
        u64::try_from(self.0.timestamp_millis()).unwrap_or(0)
    }

    /// Seconds since 1970.
    pub fn as_seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// The time so many seconds after 1970; none beyond the calendar.
    pub fn from_seconds(seconds: i64) -> Option<Timestamp> {
        DateTime::from_timestamp(seconds, 0).map(Timestamp)
    }

    /// The day it falls on, in UTC.
    pub fn date(self) -> Date {
        Date(self.0.date_naive())
    }

    /// The time `days` days earlier.
    pub fn days_before(self, days: u32) -> Timestamp {
        self.plus(chrono::Duration::days(-i64::from(days)))
    }

    /// The second after it.
    pub(crate) fn next_second(self) -> Timestamp {
        self.plus(chrono::Duration::seconds(1))
    }

    /// The time `duration` later; itself at the calendar's end.
    pub(crate) fn plus(self, duration: chrono::Duration) -> Timestamp {
        Timestamp(self.0.checked_add_signed(duration).unwrap_or(self.0))
    }

    /// Whole days from `earlier` to this time; 0 when it lies in the future.
    pub fn days_since(self, earlier: Timestamp) -> u64 {
        u64::try_from((self.0 - earlier.0).num_days()).unwrap_or(0)
    }

    /// The compact form of file names: `20261120T101112Z`.
    pub fn compact(self) -> String {
        self.0.format("%Y%m%dT%H%M%SZ").to_string()
    }

    /// Reads the form that [`Timestamp::compact`] writes.
    pub fn from_compact(text: &str) -> Option<Timestamp> {
        let time = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok()?;
        Some(Timestamp(time.and_utc()))
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let trimmed = text.trim();
        if let Ok(time) = DateTime::parse_from_rfc3339(trimmed) {
            return Ok(Timestamp::new(time.with_timezone(&Utc)));
        }
        for format in [
            "%Y-%m-%dT%H:%M:%S%.f",
            "%Y-%m-%d %H:%M:%S%.f",
            "%Y-%m-%d %H:%M",
            "%Y-%m-%dT%H:%M",
        ] {
            if let Ok(time) = NaiveDateTime::parse_from_str(trimmed, format) {
                return Ok(Timestamp::new(time.and_utc()));
            }
        }
        let day: Date = trimmed
            .parse()
            .map_err(|_| TimeError::Timestamp(text.to_owned()))?;
        Ok(day.midnight())
    }
}

impl Date {
    /// The first second of the day, in UTC.
    pub fn midnight(self) -> Timestamp {
        Timestamp(self.0.and_time(chrono::NaiveTime::MIN).and_utc())
    }

    /// Days since 1970.
    pub fn as_days(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// The day so many days after 1970; none beyond the calendar.
    pub fn from_days(days: i32) -> Option<Date> {
        NaiveDate::from_epoch_days(days).map(Date)
    }

    /// The day `days` days later, or earlier when negative; the same day at the calendar's end.
    pub fn plus_days(self, days: i64) -> Date {
        let moved = chrono::Duration::try_days(days).and_then(|d| self.0.checked_add_signed(d));
        Date(moved.unwrap_or(self.0))
    }
}

impl FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
            .map(Date)
            .map_err(|_| TimeError::Date(text.to_owned()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl TryFrom<String> for Timestamp {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> String {
        time.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_people_are_read_and_written_in_utc() {
        for (input, expected) in [
            ("2026-11-20T10:11:12Z", "2026-11-20T10:11:12Z"),
            ("2026-11-20T12:11:12.987+02:00", "2026-11-20T10:11:12Z"),
            ("2026-11-20 10:11", "2026-11-20T10:11:00Z"),
            ("2026-11-20", "2026-11-20T00:00:00Z"),
        ] {
            let time: Timestamp = input.parse().unwrap();
            assert_eq!(time.to_string(), expected);
        }
        assert!("yesterday".parse::<Timestamp>().is_err());
        assert!("2026-02-30".parse::<Date>().is_err());
    }

    #[test]
    fn the_compact_form_reads_back() {
        let time: Timestamp = "2026-11-20T10:11:12Z".parse().unwrap();
        assert_eq!(time.compact(), "20261120T101112Z");
        assert_eq!(Timestamp::from_compact(&time.compact()), Some(time));
    }
}
