//! How long work was held up.

use crate::domain::Category;
use crate::domain::Timestamp;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::days;

/// Time in statuses of the category `blocked`.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct BlockedTime {
    /// How many pieces were ever held up.
    pub tickets: usize,
    /// All of their time together, in days.
    pub total_days: f64,
    /// The longest time that an open piece has been held up without a break, in days.
    pub longest_open_days: Option<f64>,
}

/// How long work was held up until now. Waiting for a dependency is no such time: a log of it
/// does not exist.
pub fn blocked_time(items: &[WorkItem], now: Timestamp) -> BlockedTime {
    let times = items.iter().map(|item| item.blocked_seconds(now));
    let held_up = |item: &&WorkItem| {
        item.category == Category::Blocked
            || item.moves.iter().any(|step| step.to == Category::Blocked)
    };
    let open = items.iter().filter(|item| item.is_open());
    let longest = open.filter_map(WorkItem::blocked_since).min();
    BlockedTime {
        tickets: items.iter().filter(held_up).count(),
        total_days: days(times.sum()),
        longest_open_days: longest.map(|since| days(super::course::seconds(since, now))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::items;

    #[test]
    fn time_in_blocked_statuses_adds_up() {
        let items = items(&[
            "A-1 done created=01 02:blocked 05:doing 06:blocked 07:done",
            "A-2 blocked created=01 10:blocked",
            "A-3 todo created=01",
        ]);
        let time = blocked_time(&items, "2026-10-12T12:00:00Z".parse().unwrap());
        assert_eq!(time.tickets, 2);
        assert_eq!(time.total_days, 6.0);
        assert_eq!(time.longest_open_days, Some(2.0));
    }
}
