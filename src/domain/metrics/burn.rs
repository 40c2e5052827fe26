//! Burndown and burnup: what remains and what is done, day by day.

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::Timestamp;
use crate::domain::metrics::Amount;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::Stay;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::days::end_of;
use crate::domain::metrics::stay::is_in_before;

/// The course of a stretch of work, such as a sprint.
///
/// A piece counts while it is in the stretch: from the moment it joined, and not before it was
/// created, until it left. What is dropped leaves on that day.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Burn {
    /// The work in it from the beginning and to be done then, with what was created before it was
    /// begun or on the first day.
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
/// passed, it goes on until today. `begun` is when somebody began it, which may be late.
pub fn burn<'a, Pieces>(
    pieces: Pieces,
    meant: DayRange,
    begun: Option<Timestamp>,
    today: Date,
) -> Burn
where
    Pieces: IntoIterator<Item = (&'a WorkItem, &'a [Stay])> + Clone,
{
    let start = scope_at_start(pieces.clone(), meant.from, begun);
    let count = meant.count();
    let shown = DayRange {
        to: meant.to.max(today),
        ..meant
    };
    let days = shown.iter().enumerate().map(|(place, date)| {
        let standing = (date <= today).then(|| standing(pieces.clone(), date));
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

/// What there is to do when the first day begins, with what is created on that very day, as few plan
/// before midnight, or later but before the beginning.
fn scope_at_start<'a>(
    pieces: impl IntoIterator<Item = (&'a WorkItem, &'a [Stay])>,
    day: Date,
    begun: Option<Timestamp>,
) -> Amount {
    // Times are whole seconds; what was created in that of the beginning came before it.
    let begun = begun.map(Timestamp::next_second);
    let planned_until = begun.into_iter().chain([end_of(day)]).max();
    let is_early = |stays: &[Stay]| stays.first().is_some_and(|stay| stay.from.is_none());
    let early = pieces.into_iter().filter(|(_, stays)| is_early(stays));
    let is_to_do = |item: &&WorkItem| match item.category_at(day.midnight()) {
        Some(category) => !category.is_settled(),
        None => {
            let then = planned_until.and_then(|at| item.category_at(at));
            then.is_some_and(|category| category != Category::Dropped)
        }
    };
    Amount::of(early.map(|(item, _)| item).filter(is_to_do))
}

/// What is done and what remains at the end of a day.
fn standing<'a>(
    pieces: impl IntoIterator<Item = (&'a WorkItem, &'a [Stay])>,
    day: Date,
) -> (Amount, Amount) {
    let end = end_of(day);
    let mut done = Amount::default();
    let mut remaining = Amount::default();
    let there = pieces.into_iter();
    for (item, _) in there.filter(|(_, stays)| is_in_before(stays, end)) {
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
    use crate::domain::Living as _;
    use crate::domain::Sprint;
    use crate::domain::Stamp;
    use crate::domain::metrics::ALWAYS;
    use crate::domain::metrics::SprintPiece;
    use crate::domain::metrics::table::day;
    use crate::domain::metrics::table::items;

    /// Work that is counted all the time.
    fn always(items: &[WorkItem]) -> impl Iterator<Item = (&WorkItem, &[Stay])> + Clone {
        items.iter().map(|item| (item, ALWAYS))
    }

    fn points(amount: Option<Amount>) -> Option<u64> {
        amount.map(|amount| amount.points)
    }

    #[test]
    fn what_is_created_and_done_on_the_first_day_was_there_to_do() {
        let items = items(&["A-1 done points=3 created=05 05:done"]);
        let meant = DayRange {
            from: day("05"),
            to: day("06"),
        };
        let burn = burn(always(&items), meant, None, day("05"));
        assert_eq!(burn.start.points, 3);
        assert_eq!(burn.days[0].remaining.map(|amount| amount.points), Some(0));
    }

    #[test]
    fn what_is_created_before_a_late_beginning_was_there_to_do() {
        let items = items(&[
            "A-1 done points=3 created=06 07:done",
            "A-2 todo points=5 created=08",
        ]);
        let meant = DayRange {
            from: day("05"),
            to: day("08"),
        };
        let begun = Some(end_of(day("06")));
        let burn = burn(always(&items), meant, begun, day("08"));
        assert_eq!(burn.start.points, 3);
        assert_eq!(burn.days[1].ideal_points, 1.5);
        assert_eq!(points(burn.days[3].scope), Some(8));
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
            always(&items),
            DayRange {
                from: day("05"),
                to: day("08"),
            },
            None,
            day("07"),
        );
        assert_eq!(
            burn.start,
            Amount {
                tickets: 3,
                points: 10
            }
        );
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
            always(&items),
            DayRange {
                from: day("05"),
                to: day("05"),
            },
            None,
            day("09"),
        );
        assert_eq!(burn.start.points, 5);
        assert_eq!(burn.days[0].done.unwrap().points, 3);
        // Late: the days since then are shown, and nothing should remain on them.
        assert_eq!(burn.days.len(), 5);
        assert_eq!(burn.days[4].ideal_points, 0.0);
        assert_eq!(burn.days[4].remaining.unwrap().points, 5);
    }

    /// Five days. A-2 joins on the second and is done on the fourth; A-3 leaves on the third; A-4, which was done before,
    /// joins on the third; A-5 comes and goes; A-6 leaves on the second and comes back on the fourth;
    /// A-7 is created into it on the second.
    ///
    /// | end of | in it                  | scope | done | remaining | ideal |
    /// |--------|------------------------|-------|------|-----------|-------|
    /// | start  | 1, 3, 6                | 10    |      | 10        |       |
    /// | 5      | 1, 3, 6                | 10    | 0    | 10        | 8     |
    /// | 6      | 1, 2, 3, 7             | 29    | 1    | 28        | 6     |
    /// | 7      | 1, 2, 4, 5, 7          | 123   | 33   | 90        | 4     |
    /// | 8      | 1, 2, 4, 6, 7          | 56    | 38   | 18        | 2     |
    /// | 9      | 1, 2, 4, 6, 7          | 56    | 38   | 18        | 0     |
    #[test]
    fn what_joins_and_leaves_counts_while_it_is_there() {
        let items = items(&[
            "A-1 done points=1 created=01 in 06:done",
            "A-2 done points=5 created=01 +06 08:done",
            "A-3 todo points=7 created=01 -07",
            "A-4 done points=32 created=01 03:done +07",
            "A-5 todo points=69 created=01 +07 -08",
            "A-6 todo points=2 created=01 -06 +08",
            "A-7 todo points=16 created=06 +06",
            "A-8 todo points=999 created=01",
        ]);
        let mut sprint = Sprint::new("SPRINT-1".parse().unwrap(), "One".parse().unwrap());
        let started = Stamp {
            at: "2026-10-05T09:00:00Z".parse().unwrap(),
            by: None,
        };
        let active = "active".parse().unwrap();
        sprint.move_to(&active, None, &started).unwrap();
        let pieces: Vec<SprintPiece> = items
            .into_iter()
            .map(|item| SprintPiece {
                stays: item.stays_in(&sprint),
                item,
            })
            .collect();
        let meant = DayRange {
            from: day("05"),
            to: day("09"),
        };
        let each = pieces.iter().map(|piece| (&piece.item, &*piece.stays));
        let burn = burn(each, meant, sprint.committed_at(), day("09"));
        assert_eq!((burn.start.tickets, burn.start.points), (3, 10));
        let shown: Vec<_> = burn
            .days
            .iter()
            .map(|day| {
                let amounts = [day.scope, day.done, day.remaining];
                (amounts.map(points), day.ideal_points)
            })
            .collect();
        let row = |scope, done, remaining, ideal| ([scope, done, remaining].map(Some), ideal);
        assert_eq!(
            shown,
            [
                row(10, 0, 10, 8.0),
                row(29, 1, 28, 6.0),
                row(123, 33, 90, 4.0),
                row(56, 38, 18, 2.0),
                row(56, 38, 18, 0.0),
            ]
        );
        let keys = |at: fn(&SprintPiece) -> Option<crate::domain::Timestamp>| -> Vec<&str> {
            let chosen = pieces.iter().filter(|piece| at(piece).is_some());
            chosen.map(|piece| piece.item.id.as_str()).collect()
        };
        assert_eq!(keys(SprintPiece::added_at), ["A-2", "A-4", "A-7"]);
        assert_eq!(keys(SprintPiece::removed_at), ["A-3", "A-5"]);
    }
}
