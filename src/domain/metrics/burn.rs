//! Burndown and burnup: what remains and what is done, day by day.

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::metrics::Amount;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::days::end_of;

/// The course of a stretch of work, such as a sprint.
///
/// The work is given as it belongs to the stretch now: when it was taken in is not told by any
/// record, so each piece is in it from the beginning, or from when it was created.
/// What is dropped leaves it on that day.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Burn {
    /// The work in it when its first day began, with what was created on that day.
    pub start: Amount,
    /// Each day from the first to the last.
    pub days: Vec<BurnDay>,
}

/// How things stand at the end of one day; days that have not come yet have only the ideal.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct BurnDay {
    /// The day.
    pub date: Date,
    /// All the work in it: done and to be done.
    pub scope: Option<Amount>,
    /// What is done.
    pub done: Option<Amount>,
    /// What is to be done.
    pub remaining: Option<Amount>,
    /// How many pieces would remain if the same amount of the start was done each day.
    pub ideal_tickets: f64,
    /// How many story points would remain.
    pub ideal_points: f64,
}

/// The course of some work over the days that are meant for it, as known on `today`. Where those have
/// passed, it goes on until today.
pub fn burn(items: &[WorkItem], meant: DayRange, today: Date) -> Burn {
    let start = scope_at_start(items, meant.from);
    let count = meant.count();
    let shown = DayRange {
        to: meant.to.max(today),
        ..meant
    };
    let days = shown.iter().enumerate().map(|(place, date)| {
        let standing = (date <= today).then(|| standing(items, date));
        let left = 1.0 - ((place + 1) as f64 / count as f64).min(1.0);
        BurnDay {
            date,
            scope: standing.map(|(done, remaining)| Amount {
                tickets: done.tickets + remaining.tickets,
                points: done.points + remaining.points,
            }),
            done: standing.map(|(done, _)| done),
            remaining: standing.map(|(_, remaining)| remaining),
            ideal_tickets: hundredths(start.tickets as f64 * left),
            ideal_points: hundredths(start.points as f64 * left),
        }
    });
    Burn {
        start,
        days: days.collect(),
    }
}

/// What there is to do when a day begins, with what is created on that very day: few plan before midnight.
fn scope_at_start(items: &[WorkItem], day: Date) -> Amount {
    let is_in = |item: &&WorkItem| match item.category_at(day.midnight()) {
        Some(category) => !category.is_settled(),
        None => {
            let evening = item.category_at(end_of(day));
            evening.is_some_and(|category| category != Category::Dropped)
        }
    };
    Amount::of(items.iter().filter(is_in))
}

/// What is done and what remains at the end of a day.
fn standing(items: &[WorkItem], day: Date) -> (Amount, Amount) {
    let end = end_of(day);
    let mut done = Amount::default();
    let mut remaining = Amount::default();
    for item in items {
        match item.category_at(end) {
            Some(Category::Done) => done.add(item),
            Some(Category::Todo | Category::Doing | Category::Blocked) => remaining.add(item),
            Some(Category::Dropped) | None => {}
        }
    }
    (done, remaining)
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::day;
    use crate::domain::metrics::table::items;

    #[test]
    fn what_is_created_and_done_on_the_first_day_was_there_to_do() {
        let items = items(&["A-1 done points=3 created=05 05:done"]);
        let meant = DayRange {
            from: day("05"),
            to: day("06"),
        };
        let burn = burn(&items, meant, day("05"));
        assert_eq!(burn.start.points, 3);
        assert_eq!(burn.days[0].remaining.map(|amount| amount.points), Some(0));
    }

    /// Four days; A-3 comes on the second and A-4 is dropped on the third.
    ///
    /// | end of | scope | done | remaining | ideal |
    /// |--------|-------|------|-----------|-------|
    /// | start  | 10    |      | 10        |       |
    /// | 5      | 10    | 3    | 7         | 7.5   |
    /// | 6      | 12    | 3    | 9         | 5     |
    /// | 7      | 10    | 8    | 2         | 2.5   |
    /// | 8      | –     | –    | –         | 0     |
    #[test]
    fn what_remains_is_that_of_the_table() {
        let items = items(&[
            "A-1 done points=3 created=01 05:done",
            "A-2 done points=5 created=01 06:doing 07:done",
            "A-3 todo points=2 created=06",
            "A-4 dropped points=2 created=01 07:dropped",
        ]);
        let burn = burn(
            &items,
            DayRange {
                from: day("05"),
                to: day("08"),
            },
            day("07"),
        );
        assert_eq!(
            burn.start,
            Amount {
                tickets: 3,
                points: 10
            }
        );
        let points = |amount: Option<Amount>| amount.map(|amount| amount.points);
        let shown: Vec<_> = burn
            .days
            .iter()
            .map(|day| {
                (
                    points(day.scope),
                    points(day.done),
                    points(day.remaining),
                    day.ideal_points,
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                (Some(10), Some(3), Some(7), 7.5),
                (Some(12), Some(3), Some(9), 5.0),
                (Some(10), Some(8), Some(2), 2.5),
                (None, None, None, 0.0)
            ]
        );
    }

    #[test]
    fn work_that_was_done_before_is_not_to_be_burnt_down() {
        let items = items(&[
            "A-1 done points=3 created=01 02:done",
            "A-2 todo points=5 created=01",
        ]);
        let burn = burn(
            &items,
            DayRange {
                from: day("05"),
                to: day("05"),
            },
            day("09"),
        );
        assert_eq!(burn.start.points, 5);
        assert_eq!(burn.days[0].done.unwrap().points, 3);
        // Late: the days since then are shown, and nothing should remain on them.
        assert_eq!(burn.days.len(), 5);
        assert_eq!(burn.days[4].ideal_points, 0.0);
        assert_eq!(burn.days[4].remaining.unwrap().points, 5);
    }
}
