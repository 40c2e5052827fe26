//! How long work takes.

use crate::domain::metrics::DayRange;
use crate::domain::metrics::DurationPercentiles;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::course::seconds;

/// The lead time of what is done: from its creation until it was done, in seconds.
///
/// What was created after it was done was brought here from elsewhere, and has none.
pub fn lead_seconds(item: &WorkItem) -> Option<u64> {
    let (from, to) = (item.created_at?, item.done_at()?);
    (from <= to).then(|| seconds(from, to))
}

/// The cycle time of what is done: from when work on it first began until it was done, in
/// seconds. What was never begun has none.
pub fn cycle_seconds(item: &WorkItem) -> Option<u64> {
    let (from, to) = (item.begun_at()?, item.done_at()?);
    (from <= to).then(|| seconds(from, to))
}

/// The lead times of what was done in some days.
pub fn lead_times(items: &[WorkItem], within: DayRange) -> DurationPercentiles {
    DurationPercentiles::of(
        done_within(items, within)
            .filter_map(lead_seconds)
            .collect(),
    )
}

/// The cycle times of what was done in some days.
pub fn cycle_times(items: &[WorkItem], within: DayRange) -> DurationPercentiles {
    DurationPercentiles::of(
        done_within(items, within)
            .filter_map(cycle_seconds)
            .collect(),
    )
}

fn done_within(items: &[WorkItem], within: DayRange) -> impl Iterator<Item = &WorkItem> {
    let is_within = move |item: &&WorkItem| item.done_at().is_some_and(|at| within.contains(at));
    items.iter().filter(is_within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::day;
    use crate::domain::metrics::table::items;

    /// | item | created | begun | done | lead | cycle |
    /// |------|---------|-------|------|------|-------|
    /// | A-1  | 1       | 3     | 5    | 4    | 2     |
    /// | A-2  | 1       | 2     | 9    | 8    | 7     |
    /// | A-3  | 4       | –     | 6    | 2    | –     |
    /// | A-4  | 2       | 3, 6  | 8    | 6    | 5     |
    #[test]
    fn lead_and_cycle_times_are_those_of_the_table() {
        let items = items(&[
            "A-1 done created=01 03:doing 05:done",
            "A-2 done created=01 02:doing 09:done",
            "A-3 done created=04 06:done",
            "A-4 done created=02 03:doing 04:done 05:todo 06:doing 08:done",
            "A-5 doing created=01 02:doing",
            "A-6 dropped created=01 02:doing 03:dropped",
            "A-7 done created=09 03:doing 05:done",
        ]);
        let october = DayRange {
            from: day("01"),
            to: day("31"),
        };
        let lead = lead_times(&items, october);
        assert_eq!(
            (lead.count, lead.p50_days, lead.p85_days),
            (4, Some(4.0), Some(8.0))
        );
        let cycle = cycle_times(&items, october);
        // A-7 was begun and done before the record of it was made.
        assert_eq!(
            (cycle.count, cycle.p50_days, cycle.p95_days),
            (4, Some(2.0), Some(7.0))
        );
        let early = DayRange {
            from: day("01"),
            to: day("05"),
        };
        assert_eq!(lead_times(&items, early).count, 1);
    }
}
