//! Stretches of days.

use crate::domain::Date;
use crate::domain::Timestamp;

/// Whole days from one to another, both of them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct DayRange {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// The longest stretch that a series is made of: ten years. Dates come from files.
const DAYS_MAX: usize = 3660;

impl DayRange {
    /// So many days that end with `last`; one day at least.
    pub fn ending(last: Date, days: u32) -> DayRange {
        DayRange {
            from: last.plus_days(1 - i64::from(days.max(1))),
            to: last,
        }
    }

    /// Whether a time lies within.
    pub fn contains(&self, at: Timestamp) -> bool {
        (self.from..=self.to).contains(&at.date())
    }

    /// The days, in order; no more than ten years of them.
    pub fn iter(&self) -> impl Iterator<Item = Date> {
        let from = self.from.as_days();
        let count = usize::try_from(self.to.as_days().saturating_sub(from)).map_or(0, |n| n + 1);
        (from..)
            .take(count.min(DAYS_MAX))
            .filter_map(Date::from_days)
    }

    /// How many days there are.
    pub fn count(&self) -> usize {
        self.iter().count()
    }
}

/// The first moment after a day.
pub(crate) fn end_of(day: Date) -> Timestamp {
    day.plus_days(1).midnight()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_has_both_its_ends() {
        let last: Date = "2026-03-01".parse().unwrap();
        let days = DayRange::ending(last, 3);
        let shown: Vec<String> = days.iter().map(|day| day.to_string()).collect();
        assert_eq!(shown, ["2026-02-27", "2026-02-28", "2026-03-01"]);
        assert!(days.contains("2026-02-27T00:00:00Z".parse().unwrap()));
        assert!(days.contains("2026-03-01T23:59:59Z".parse().unwrap()));
        assert!(!days.contains("2026-03-02T00:00:00Z".parse().unwrap()));
        assert_eq!(DayRange::ending(last, 0).count(), 1);
        let backwards = DayRange {
            from: last,
            to: last.plus_days(-1),
        };
        assert_eq!(backwards.count(), 0);
        let endless = DayRange {
            from: last,
            to: last.plus_days(4_000_000),
        };
        assert_eq!(endless.count(), DAYS_MAX);
    }
}
