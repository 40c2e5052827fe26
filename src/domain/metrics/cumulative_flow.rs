//! How much stood where, day by day.

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::days::end_of;

/// How many pieces of work had which category at the end of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct FlowDay {
    /// The day.
    pub date: Date,
    /// Not begun.
    pub todo: usize,
    /// Being worked on.
    pub doing: usize,
    /// Held up.
    pub blocked: usize,
    /// Finished.
    pub done: usize,
    /// Given up.
    pub dropped: usize,
}

/// The cumulative flow over some days, archived work too.
pub fn cumulative_flow(items: &[WorkItem], range: DayRange) -> Vec<FlowDay> {
    range.iter().map(|date| at_end_of(items, date)).collect()
}

fn at_end_of(items: &[WorkItem], date: Date) -> FlowDay {
    let end = end_of(date);
    let mut flow = FlowDay {
        date,
        todo: 0,
        doing: 0,
        blocked: 0,
        done: 0,
        dropped: 0,
    };
    for category in items.iter().filter_map(|item| item.category_at(end)) {
        *match category {
            Category::Todo => &mut flow.todo,
            Category::Doing => &mut flow.doing,
            Category::Blocked => &mut flow.blocked,
            Category::Done => &mut flow.done,
            Category::Dropped => &mut flow.dropped,
        } += 1;
    }
    flow
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::day;
    use crate::domain::metrics::table::items;

    #[test]
    fn each_day_has_the_bands_of_the_table() {
        let items = items(&[
            "A-1 done created=01 02:doing 03:done",
            "A-2 blocked created=02 03:blocked",
            "A-3 dropped created=01 02:dropped",
        ]);
        let shown: Vec<[usize; 5]> = cumulative_flow(
            &items,
            DayRange {
                from: day("01"),
                to: day("03"),
            },
        )
        .iter()
        .map(|flow| [flow.todo, flow.doing, flow.blocked, flow.done, flow.dropped])
        .collect();
        assert_eq!(shown, [[2, 0, 0, 0, 0], [1, 1, 0, 0, 1], [0, 0, 1, 1, 1]]);
    }
}
