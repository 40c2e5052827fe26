//! When open work may be done, by chance and the past.

use crate::domain::Date;
use crate::domain::Timestamp;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::done_each_day;
use crate::domain::metrics::nearest_rank;

/// How often the future is played through.
pub const FORECAST_RUNS: usize = 10_000;

/// How far ahead is looked: ten years. Who knows more than that?
const DAYS_MAX: u32 = 3650;

/// What a forecast is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForecastQuestion {
    /// How many pieces of work remain.
    pub remaining: usize,
    /// How many of the last days the future may be like.
    pub history_days: u32,
    /// The day on which it is asked; the days played begin with the next.
    pub today: Date,
}

/// How many days of the past a forecast is made of, at most.
pub const FORECAST_DAYS: u32 = 30;

/// And at least: a single good day is no pace.
const HISTORY_DAYS_MIN: u32 = 7;

/// How many of the last days tell the pace of work that was first known of at a time: up to
/// [`FORECAST_DAYS`], of younger work those since then, and a week at least.
pub fn history_days(first: Option<Timestamp>, today: Date) -> u32 {
    let age = first.map(|at| today.as_days().saturating_sub(at.date().as_days()));
    let days = age.and_then(|age| u32::try_from(age).ok());
    let days = days.map_or(FORECAST_DAYS, |days| days.saturating_add(1));
    days.clamp(HISTORY_DAYS_MIN, FORECAST_DAYS)
}

/// Dates by which work will be done, each with how likely that is.
///
/// Monte Carlo over throughput (Magennis, "Forecasting and Simulating Software Development
/// Projects", 2011; Vacanti, "When Will It Be Done?", 2020): each run takes, for one day after
/// another, the throughput of a day of the past that chance picks (with replacement), until nothing
/// remains. The date for 85 % is the day by which at least 85 of 100 runs were through: the nearest rank.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Forecast {
    /// How many pieces of work remain.
    pub remaining: usize,
    /// As likely done by then as not; none beyond ten years.
    pub p50: Option<Date>,
    /// Done by then in 85 of 100 runs.
    pub p85: Option<Date>,
    /// Done by then in 95 of 100 runs.
    pub p95: Option<Date>,
    /// How many runs there were.
    pub runs: usize,
    /// How many days of the past were looked at.
    pub history_days: u32,
    /// How many pieces were done in them.
    pub history_done: usize,
    /// What must hold for the dates to mean anything.
    pub assumptions: Vec<String>,
}

/// Forecasts by which days work will be done that goes on as `items` did. `chance` gives random
/// numbers; the same numbers give the same dates. None where nothing remains, or nothing was done
/// in the past that is looked at.
pub fn forecast(
    items: &[WorkItem],
    question: ForecastQuestion,
    chance: &mut dyn FnMut() -> u64,
) -> Option<Forecast> {
    let past = DayRange::ending(question.today, question.history_days);
    let history: Vec<usize> = done_each_day(items, past)
        .iter()
        .map(|(_, amount)| amount.tickets)
        .collect();
    let history_done: usize = history.iter().sum();
    if question.remaining == 0 || history_done == 0 {
        return None;
    }
    let run = |_| days_needed(question.remaining, &history, chance);
    let mut days: Vec<u32> = (0..FORECAST_RUNS).map(run).collect();
    days.sort_unstable();
    let date = |percent| {
        let days = nearest_rank(&days, percent).filter(|days| **days <= DAYS_MAX)?;
        Some(question.today.plus_days(i64::from(*days)))
    };
    Some(Forecast {
        remaining: question.remaining,
        p50: date(50),
        p85: date(85),
        p95: date(95),
        runs: FORECAST_RUNS,
        history_days: question.history_days,
        history_done,
        assumptions: assumptions(question, history_done),
    })
}

/// How many days one run takes; more than are looked at where it does not end.
fn days_needed(remaining: usize, history: &[usize], chance: &mut dyn FnMut() -> u64) -> u32 {
    let mut left = remaining;
    for day in 1..=DAYS_MAX {
        left = left.saturating_sub(history[pick(chance(), history.len())]);
        if left == 0 {
            return day;
        }
    }
    DAYS_MAX + 1
}

/// A place below `count`, by the upper bits of a random number: no place is preferred by more
/// than one part in 2⁶⁴ (Lemire, "Fast Random Integer Generation in an Interval", 2019).
fn pick(random: u64, count: usize) -> usize {
    let wide = u128::from(random) * count as u128;
    usize::try_from(wide >> 64).unwrap_or(0)
}

fn assumptions(question: ForecastQuestion, done: usize) -> Vec<String> {
    let days = question.history_days;
    let pieces = if done == 1 { "ticket" } else { "tickets" };
    vec![
        format!("the days to come are like the last {days}, in which {done} {pieces} were done"),
        "tickets are of about the same size; points are not looked at".to_owned(),
        "nothing is added to what remains".to_owned(),
        "each day is picked by chance, so streaks and seasons are not seen".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::day;
    use crate::domain::metrics::table::items;

    /// SplitMix64.
    fn seeded(seed: u64) -> impl FnMut() -> u64 {
        let mut state = seed;
        move || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        }
    }

    fn ask(lines: &[&str], remaining: usize, history_days: u32) -> Option<Forecast> {
        let question = ForecastQuestion {
            remaining,
            history_days,
            today: day("10"),
        };
        forecast(&items(lines), question, &mut seeded(1))
    }

    #[test]
    fn a_steady_past_has_one_future() {
        let steady = ["A-1 done created=01 09:done", "A-2 done created=01 10:done"];
        let forecast = ask(&steady, 5, 2).unwrap();
        let expected = Some(day("15"));
        assert_eq!(
            (forecast.p50, forecast.p85, forecast.p95),
            (expected, expected, expected)
        );
        assert_eq!((forecast.runs, forecast.history_done), (10_000, 2));
    }

    /// One of two days brings one ticket, so one ticket takes n days with probability 2⁻ⁿ:
    /// 50 % are through after 1 day, 75 % after 2, 87.5 % after 3, 93.75 % after 4, 96.9 % after 5.
    #[test]
    fn chance_gives_the_dates_that_it_should() {
        let forecast = ask(&["A-1 done created=01 10:done"], 1, 2).unwrap();
        assert_eq!(forecast.p85, Some(day("13")));
        assert_eq!(forecast.p95, Some(day("15")));
        // The half lies on the edge between one day and two.
        assert!([Some(day("11")), Some(day("12"))].contains(&forecast.p50));
    }

    #[test]
    fn the_past_is_no_longer_than_the_work() {
        let days = |first: &str| {
            let first = Some(first.parse().unwrap());
            history_days(first, "2026-10-31".parse().unwrap())
        };
        assert_eq!(days("2026-10-31T12:00:00Z"), 7);
        assert_eq!(days("2026-10-25T12:00:00Z"), 7);
        assert_eq!(days("2026-10-24T12:00:00Z"), 8);
        assert_eq!(days("2026-10-02T00:00:00Z"), 30);
        assert_eq!(days("2020-01-01T00:00:00Z"), 30);
        assert_eq!(days("2027-01-01T00:00:00Z"), 30);
        assert_eq!(history_days(None, "2026-10-31".parse().unwrap()), 30);
    }

    #[test]
    fn the_same_numbers_give_the_same_dates() {
        let past = ["A-1 done created=01 04:done", "A-2 done created=01 08:done"];
        assert_eq!(ask(&past, 7, 10), ask(&past, 7, 10));
    }

    #[test]
    fn without_a_past_or_a_future_there_is_no_forecast() {
        assert_eq!(ask(&["A-1 todo created=01"], 5, 30), None);
        assert_eq!(ask(&["A-1 done created=01"], 5, 30), None);
        assert_eq!(ask(&["A-1 done created=01 09:done"], 0, 30), None);
    }

    #[test]
    fn what_takes_more_than_ten_years_has_no_date() {
        let forecast = ask(&["A-1 done created=01 09:done"], 4000, 1000).unwrap();
        assert_eq!((forecast.p50, forecast.p95), (None, None));
    }
}
