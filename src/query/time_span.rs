//! Spans of time, and how people write them.

use std::fmt;

use crate::domain::Date;
use crate::domain::Timestamp;

/// A span of time; both ends belong to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct TimeSpan {
    /// The first moment.
    pub from: Option<Timestamp>,
    /// The last moment.
    pub until: Option<Timestamp>,
}

/// Where a number of days without a sign points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Into the past, as for what has happened.
    Back,
    /// Into the future, as for what is due.
    Ahead,
}

/// What a value stands for: a day, a month, a year, or a moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period {
    first: Timestamp,
    last: Timestamp,
    /// `7d`: on this side of now it lies, and what is between is meant by `:`.
    relative: Option<Direction>,
}

const DAYS_MAX: u32 = 100_000;

impl TimeSpan {
    /// Reads `7d`, `2w`, `today`, a date, `A..B`, `A..`, `..B`.
    ///
    /// A number of days means the last days before `now`; looking ahead, the
    /// next days and all that is overdue. None for anything else, and for
    /// spans that end before they begin.
    pub fn parse(text: &str, now: Timestamp, direction: Direction) -> Option<TimeSpan> {
        let period = |text: &str| Period::parse(text, now, direction);
        let Some((from, until)) = text.split_once("..") else {
            return Some(period(text)?.span(now));
        };
        let open = |text: &str| text.is_empty() || text == "*";
        let from = if open(from) {
            None
        } else {
            Some(period(from)?)
        };
        let until = if open(until) {
            None
        } else {
            Some(period(until)?)
        };
        let span = TimeSpan {
            from: from.map(|period| period.first),
            until: until.map(|period| period.last),
        };
        let is_empty = from.is_none() && until.is_none();
        (!is_empty && !span.is_backwards()).then_some(span)
    }

    /// Whether a moment lies in it.
    pub fn contains(self, time: Timestamp) -> bool {
        self.from.is_none_or(|from| time >= from) && self.until.is_none_or(|until| time <= until)
    }

    pub(crate) fn is_backwards(self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if from > until)
    }
}

impl Period {
    /// Reads one value of time; none for anything else.
    pub(crate) fn parse(text: &str, now: Timestamp, direction: Direction) -> Option<Period> {
        let today = now.date();
        match text.to_lowercase().as_str() {
            "now" => return Some(Period::moment(now)),
            "today" => return Some(Period::days(today, today)),
            "yesterday" => {
                let day = today.plus_days(-1);
                return Some(Period::days(day, day));
            }
            "tomorrow" => {
                let day = today.plus_days(1);
                return Some(Period::days(day, day));
            }
            _ => {}
        }
        relative(text, now, direction).or_else(|| calendar(text))
    }

    fn moment(time: Timestamp) -> Period {
        Period {
            first: time,
            last: time,
            relative: None,
        }
    }

    fn days(first: Date, last: Date) -> Period {
        Period {
            first: first.midnight(),
            last: end_of_day(last),
            relative: None,
        }
    }

    /// What `field:value` means.
    pub(crate) fn span(self, now: Timestamp) -> TimeSpan {
        match self.relative {
            None => TimeSpan {
                from: Some(self.first),
                until: Some(self.last),
            },
            // What is due in seven days or earlier; what is overdue is too.
            Some(Direction::Ahead) => TimeSpan {
                from: None,
                until: Some(self.last),
            },
            // A day that lies ahead is none of the last seven.
            Some(Direction::Back) if self.first == self.last => TimeSpan {
                from: Some(self.first),
                until: None,
            },
            Some(Direction::Back) => TimeSpan {
                from: Some(self.first),
                until: Some(end_of_day(now.date())),
            },
        }
    }

    /// What `field>value` means.
    pub(crate) fn after(self) -> TimeSpan {
        TimeSpan {
            from: Some(self.last.plus(chrono::Duration::seconds(1))),
            until: None,
        }
    }

    /// What `field>=value` means.
    pub(crate) fn since(self) -> TimeSpan {
        TimeSpan {
            from: Some(self.first),
            until: None,
        }
    }

    /// What `field<value` means.
    pub(crate) fn before(self) -> TimeSpan {
        TimeSpan {
            from: None,
            until: Some(self.first.plus(chrono::Duration::seconds(-1))),
        }
    }

    /// What `field<=value` means.
    pub(crate) fn until(self) -> TimeSpan {
        TimeSpan {
            from: None,
            until: Some(self.last),
        }
    }
}

fn end_of_day(day: Date) -> Timestamp {
    let last_second = chrono::Duration::days(1) - chrono::Duration::seconds(1);
    day.midnight().plus(last_second)
}

/// Reads `7d`, `-2w`, `+36h`.
fn relative(text: &str, now: Timestamp, direction: Direction) -> Option<Period> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (Direction::Back, rest),
        None => match text.strip_prefix('+') {
            Some(rest) => (Direction::Ahead, rest),
            None => (direction, text),
        },
    };
    let unit = rest.chars().last()?;
    let number = &rest[..rest.len() - unit.len_utf8()];
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours_each = match unit {
        'h' => 1,
        'd' => 24,
        'w' => 7 * 24,
        _ => return None,
    };
    let hours: u32 = number.parse::<u32>().ok()?.checked_mul(hours_each)?;
    if hours > DAYS_MAX * 24 {
        return None;
    }
    let hours = i64::from(hours);
    let moved = match sign {
        Direction::Back => now.plus(chrono::Duration::hours(-hours)),
        Direction::Ahead => now.plus(chrono::Duration::hours(hours)),
    };
    let mut period = match direction {
        Direction::Back => Period::moment(moved),
        // What is due is due on a day.
        Direction::Ahead => Period::days(moved.date(), moved.date()),
    };
    period.relative = Some(sign);
    Some(period)
}

/// Reads `2026`, `2026-11`, `2026-11-20` and points in time.
fn calendar(text: &str) -> Option<Period> {
    let is_digits = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_digit())
    };
    let parts: Vec<&str> = text.split('-').collect();
    let lengths_fit = parts
        .iter()
        .zip([4, 2, 2])
        .all(|(part, length)| is_digits(part, length));
    match parts.as_slice() {
        [year] if lengths_fit => {
            let day = |rest: &str| format!("{year}-{rest}").parse().ok();
            Some(Period::days(day("01-01")?, day("12-31")?))
        }
        [_, _] if lengths_fit => {
            let first: Date = format!("{text}-01").parse().ok()?;
            let day = |day: u32| format!("{text}-{day}").parse().ok();
            Some(Period::days(first, (28..=31).rev().find_map(day)?))
        }
        [_, _, _] if lengths_fit => {
            let day = text.parse().ok()?;
            Some(Period::days(day, day))
        }
        _ if text.contains(':') => Some(Period::moment(text.parse().ok()?)),
        _ => None,
    }
}

/// As the language has it: `2026-11-01..2026-11-30`, whole days without hours.
impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = self.from.map_or(String::new(), |from| {
            if from == from.date().midnight() {
                from.date().to_string()
            } else {
                from.to_string()
            }
        });
        let until = self.until.map_or(String::new(), |until| {
            if until == end_of_day(until.date()) {
                until.date().to_string()
            } else {
                until.to_string()
            }
        });
        if from == until {
            f.write_str(&from)
        } else {
            write!(f, "{from}..{until}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, direction: Direction) -> Option<String> {
        let now: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        let span = TimeSpan::parse(text, now, direction)?;
        let again = TimeSpan::parse(&span.to_string(), now, direction);
        assert_eq!(again, Some(span), "{text}");
        Some(span.to_string())
    }

    #[test]
    fn spans_of_time_are_read_as_people_write_them() {
        use Direction::Ahead;
        use Direction::Back;
        for (text, direction, expected) in [
            ("7d", Back, "2026-11-13T10:00:00Z.."),
            ("36h", Back, "2026-11-18T22:00:00Z.."),
            ("7d", Ahead, "..2026-11-27"),
            ("-7d", Ahead, "2026-11-13..2026-11-20"),
            ("2w", Back, "2026-11-06T10:00:00Z.."),
            ("today", Back, "2026-11-20"),
            ("Yesterday", Back, "2026-11-19"),
            ("tomorrow", Ahead, "2026-11-21"),
            ("2026-02", Back, "2026-02-01..2026-02-28"),
            ("2028-02", Back, "2028-02-01..2028-02-29"),
            ("2026", Back, "2026-01-01..2026-12-31"),
            ("2026-11-01..2026-11-02", Back, "2026-11-01..2026-11-02"),
            ("2026-11-01..*", Back, "2026-11-01.."),
            ("2026-01..2026-02", Back, "2026-01-01..2026-02-28"),
            ("..2026-11-02", Back, "..2026-11-02"),
            ("2w..1w", Back, "2026-11-06T10:00:00Z..2026-11-13T10:00:00Z"),
            ("2026-11-20T12:00:00+02:00", Back, "2026-11-20T10:00:00Z"),
        ] {
            assert_eq!(read(text, direction).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "x",
            "7",
            "7m",
            "d",
            "2026-11-01..x",
            "99999999999d",
            "2026-13",
            "2026-02-30",
            "..",
            "*",
            "1w..2w",
            "2026-11-02..2026-11-01",
            "7日",
            "+262142-01-01",
        ] {
            assert_eq!(read(text, Direction::Back), None, "{text}");
        }
    }
}
