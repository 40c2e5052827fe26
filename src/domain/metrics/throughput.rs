//! How much is done in how much time.

use crate::domain::Date;
use crate::domain::Timestamp;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::WorkItem;

/// An amount of work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Amount {
    /// How many pieces.
    pub tickets: usize,
    /// Their story points; what has none counts as none.
    pub points: u64,
}

/// What is done in a week and in a month, up to now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Velocity {
    /// In the last 7 days, today included.
    pub week: Amount,
    /// In the last 30 days.
    pub month: Amount,
}

/// What was done in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct WeekAmount {
    /// Its first day.
    pub from: Date,
    /// What was done.
    #[serde(flatten)]
    pub done: Amount,
}

/// What sprints did on average.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct SprintPace {
    /// How many sprints it is the mean of.
    pub sprints: usize,
    /// How many pieces each did, rounded to tenths.
    pub tickets: f64,
    /// How many story points each did.
    pub points: f64,
}

impl SprintPace {
    /// The mean of what sprints did: the velocity of Scrum, by which the next one is planned (Cohn,
    /// "Agile Estimating and Planning", 2005, chapter 16). None without a sprint.
    pub fn of(sprints: &[Amount]) -> Option<SprintPace> {
        if sprints.is_empty() {
            return None;
        }
        let mean = |sum: f64| (sum / sprints.len() as f64 * 10.0).round() / 10.0;
        Some(SprintPace {
            sprints: sprints.len(),
            tickets: mean(sprints.iter().map(|done| done.tickets as f64).sum()),
            points: mean(sprints.iter().map(|done| done.points as f64).sum()),
        })
    }
}

impl Amount {
    /// Takes in one more piece.
    pub fn add(&mut self, item: &WorkItem) {
        self.tickets += 1;
        self.points += u64::from(item.points.unwrap_or(0));
    }

    /// The amount of several pieces.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a WorkItem>) -> Amount {
        let mut amount = Amount::default();
        for item in items {
            amount.add(item);
        }
        amount
    }
}

/// What was done within some days.
pub fn done_in(items: &[WorkItem], within: DayRange) -> Amount {
    let is_within = |item: &&WorkItem| item.done_at().is_some_and(|at| within.contains(at));
    Amount::of(items.iter().filter(is_within))
}

/// How many pieces were done on each of some days.
pub fn done_each_day(items: &[WorkItem], days: DayRange) -> Vec<(Date, Amount)> {
    let mut amounts: Vec<(Date, Amount)> =
        days.iter().map(|day| (day, Amount::default())).collect();
    for item in items {
        let place = item.done_at().and_then(|at| place(at, days));
        if let Some((_, amount)) = place.and_then(|place| amounts.get_mut(place)) {
            amount.add(item);
        }
    }
    amounts
}

/// What was done in each of the last so many weeks of seven days, the last of which ends today.
pub fn done_each_week(items: &[WorkItem], today: Date, weeks: u32) -> Vec<WeekAmount> {
    let days = done_each_day(
        items,
        DayRange::ending(today, weeks.max(1).saturating_mul(7)),
    );
    let week = |week: &[(Date, Amount)]| {
        let sum = |sum: Amount, (_, day): &(Date, Amount)| Amount {
            tickets: sum.tickets + day.tickets,
            points: sum.points + day.points,
        };
        WeekAmount {
            from: week[0].0,
            done: week.iter().fold(Amount::default(), sum),
        }
    };
    days.chunks(7).map(week).collect()
}

/// What is done in a week and in a month.
pub fn velocity(items: &[WorkItem], today: Date) -> Velocity {
    Velocity {
        week: done_in(items, DayRange::ending(today, 7)),
        month: done_in(items, DayRange::ending(today, 30)),
    }
}

fn place(at: Timestamp, days: DayRange) -> Option<usize> {
    let after = at.date().as_days().checked_sub(days.from.as_days())?;
    usize::try_from(after).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::day;
    use crate::domain::metrics::table::items;

    fn sample() -> Vec<WorkItem> {
        items(&[
            "A-1 done points=3 created=01 20:done",
            "A-2 done points=5 created=01 20:done",
            "A-3 done created=01 14:done",
            "A-4 done points=8 created=01 13:done",
            "A-5 dropped points=13 created=01 20:dropped",
            "A-6 done points=21 created=01",
            "A-7 todo points=1 created=01 19:done 20:todo",
        ])
    }

    #[test]
    fn velocity_counts_what_was_done_by_its_log() {
        let velocity = velocity(&sample(), day("20"));
        assert_eq!(
            velocity.week,
            Amount {
                tickets: 3,
                points: 8
            }
        );
        assert_eq!(
            velocity.month,
            Amount {
                tickets: 4,
                points: 16
            }
        );
    }

    #[test]
    fn the_pace_of_sprints_is_their_mean() {
        let done = |tickets, points| Amount { tickets, points };
        let pace = SprintPace::of(&[done(3, 10), done(4, 13), done(4, 8)]).unwrap();
        assert_eq!((pace.sprints, pace.tickets, pace.points), (3, 3.7, 10.3));
        assert_eq!(SprintPace::of(&[]), None);
    }

    #[test]
    fn each_day_and_each_week_has_its_amount() {
        let days = DayRange {
            from: day("13"),
            to: day("20"),
        };
        let each: Vec<usize> = done_each_day(&sample(), days)
            .iter()
            .map(|(_, amount)| amount.tickets)
            .collect();
        assert_eq!(each, [1, 1, 0, 0, 0, 0, 0, 2]);
        let weeks = done_each_week(&sample(), day("20"), 2);
        assert_eq!(weeks.len(), 2);
        assert_eq!(weeks[0].from, day("07"));
        assert_eq!(
            weeks[0].done,
            Amount {
                tickets: 1,
                points: 8
            }
        );
        assert_eq!(weeks[1].from, day("14"));
        assert_eq!(
            weeks[1].done,
            Amount {
                tickets: 3,
                points: 8
            }
        );
    }
}
