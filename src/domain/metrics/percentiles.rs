//! Percentiles, by the nearest-rank method.

/// Percentiles of durations, in days rounded to hundredths; none of no durations.
///
/// Nearest rank: the *p*-th percentile of *n* sorted values is the one at place ⌈p/100 · n⌉, counted
/// from 1. So each percentile is a duration that really happened, and at least *p* percent of all are
/// not longer (Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician
/// 50(4), 1996, definition 1). That 50, 85 and 95 are asked for is the habit of Vacanti, "Actionable
/// Agile Metrics for Predictability", 2015.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct DurationPercentiles {
    /// How many durations there were.
    pub count: usize,
    /// Half of them were not longer than this.
    pub p50_days: Option<f64>,
    /// 85 of 100 were not longer.
    pub p85_days: Option<f64>,
    /// 95 of 100 were not longer.
    pub p95_days: Option<f64>,
}

impl DurationPercentiles {
    /// The percentiles of durations in seconds, in any order.
    pub fn of(mut seconds: Vec<u64>) -> DurationPercentiles {
        seconds.sort_unstable();
        let at = |percent| nearest_rank(&seconds, percent).map(|value| days(*value));
        DurationPercentiles {
            count: seconds.len(),
            p50_days: at(50),
            p85_days: at(85),
            p95_days: at(95),
        }
    }
}

/// The percentile of sorted values by the nearest rank; none of no values.
pub fn nearest_rank<T>(sorted: &[T], percent: usize) -> Option<&T> {
    let rank = (percent * sorted.len()).div_ceil(100);
    sorted.get(rank.saturating_sub(1))
}

/// Seconds as days, rounded to hundredths.
pub fn days(seconds: u64) -> f64 {
    (seconds as f64 / 864.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the nearest rank that many text books have: 15, 20, 35, 40, 50.
    #[test]
    fn percentiles_are_values_that_happened() {
        let sorted = [15, 20, 35, 40, 50];
        for (percent, expected) in [(5, 15), (30, 20), (40, 20), (50, 35), (85, 50), (100, 50)] {
            assert_eq!(nearest_rank(&sorted, percent), Some(&expected), "{percent}");
        }
        let sorted: Vec<u32> = (1..=20).collect();
        assert_eq!(nearest_rank(&sorted, 50), Some(&10));
        assert_eq!(nearest_rank(&sorted, 85), Some(&17));
        assert_eq!(nearest_rank(&sorted, 95), Some(&19));
        assert_eq!(nearest_rank::<u32>(&[], 50), None);
    }

    #[test]
    fn durations_are_told_in_days() {
        let hour = 3600;
        let percentiles = DurationPercentiles::of(vec![48 * hour, 12 * hour, 100]);
        assert_eq!(percentiles.count, 3);
        assert_eq!(percentiles.p50_days, Some(0.5));
        assert_eq!(percentiles.p85_days, Some(2.0));
        assert_eq!(
            DurationPercentiles::of(Vec::new()),
            DurationPercentiles::default()
        );
    }
}
