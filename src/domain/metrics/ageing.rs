//! How old open work is.

use crate::domain::Timestamp;
use crate::domain::metrics::WorkItem;

/// Open work of some age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct AgeBucket {
    /// The least age in whole days.
    pub days_from: u64,
    /// The greatest; none where there is no end.
    pub days_to: Option<u64>,
    /// How many pieces.
    pub tickets: usize,
}

/// The greatest age in each bucket but the last.
const ENDS: [u64; 4] = [2, 7, 28, 90];

/// Open work by its age: up to 2, 7, 28, 90 whole days, and older. What does not say
/// when it was created is in none of them.
pub fn ageing(items: &[WorkItem], now: Timestamp) -> Vec<AgeBucket> {
    let starts = [0].into_iter().chain(ENDS.map(|end| end + 1));
    let ends = ENDS.into_iter().map(Some).chain([None]);
    let mut buckets: Vec<AgeBucket> = starts
        .zip(ends)
        .map(|(days_from, days_to)| AgeBucket {
            days_from,
            days_to,
            tickets: 0,
        })
        .collect();
    let dated = |item: &&WorkItem| item.is_open() && item.created_at.is_some();
    for item in items.iter().filter(dated) {
        let age = item.age_days(now);
        let place = ENDS.iter().take_while(|end| age > **end).count();
        buckets[place].tickets += 1;
    }
    buckets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::created_days_before;

    #[test]
    fn ages_fall_into_the_buckets_of_the_table() {
        let now: Timestamp = "2026-10-31T12:00:00Z".parse().unwrap();
        let ages = [0, 2, 3, 7, 8, 28, 29, 90, 91, 400];
        let items: Vec<WorkItem> = ages
            .iter()
            .map(|days| created_days_before(now, *days))
            .collect();
        let counts: Vec<(u64, Option<u64>, usize)> = ageing(&items, now)
            .iter()
            .map(|bucket| (bucket.days_from, bucket.days_to, bucket.tickets))
            .collect();
        assert_eq!(
            counts,
            [
                (0, Some(2), 2),
                (3, Some(7), 2),
                (8, Some(28), 2),
                (29, Some(90), 2),
                (91, None, 2)
            ]
        );
    }
}
