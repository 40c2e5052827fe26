//! All the numbers of a project together.

use crate::domain::Category;
use crate::domain::Timestamp;
use crate::domain::metrics::AgeBucket;
use crate::domain::metrics::Amount;
use crate::domain::metrics::BlockedTime;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::DurationPercentiles;
use crate::domain::metrics::Forecast;
use crate::domain::metrics::ForecastQuestion;
use crate::domain::metrics::Risk;
use crate::domain::metrics::Urgency;
use crate::domain::metrics::Velocity;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::Workload;
use crate::domain::metrics::ageing;
use crate::domain::metrics::blocked_time;
use crate::domain::metrics::cycle_times;
use crate::domain::metrics::done_in;
use crate::domain::metrics::forecast;
use crate::domain::metrics::history_days;
use crate::domain::metrics::lead_times;
use crate::domain::metrics::risk;
use crate::domain::metrics::velocity;
use crate::domain::metrics::workload;

/// How many days back lead and cycle times look.
pub const FLOW_DAYS: u32 = 90;

/// The numbers of a project at one time.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Analytics {
    /// How many pieces of work there are of each sort.
    pub counts: Counts,
    /// How many days back "recently" reaches, today included.
    pub recent_days: u32,
    /// What was done recently, the newest first.
    pub recently_closed: Vec<Closed>,
    /// What was done in those days.
    pub throughput: Amount,
    /// What is done in a week and in a month.
    pub velocity: Velocity,
    /// From creation until done, of what was done in the last [`FLOW_DAYS`] days.
    pub lead_time: DurationPercentiles,
    /// From the first start until done, of the same.
    pub cycle_time: DurationPercentiles,
    /// Open work by its age.
    pub ageing: Vec<AgeBucket>,
    /// How long work was held up.
    pub blocked_time: BlockedTime,
    /// Who has how much to do.
    pub workload: Vec<Workload>,
    /// How much is in danger.
    pub risk: Risk,
    /// When the open work may be done.
    pub forecast: Option<Forecast>,
}

/// How many pieces of work there are. Archived ones count under `archived` only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// All that are not archived.
    pub total: usize,
    /// Those that need work.
    pub open: usize,
    /// Open ones that are not begun.
    pub todo: usize,
    /// Open ones that are worked on.
    pub doing: usize,
    /// Open ones that are held up.
    pub blocked: usize,
    /// Work in progress: begun and not finished, held up or not.
    pub wip: usize,
    /// Open ones that depend on something that is not settled.
    pub waiting: usize,
    /// Those that are done.
    pub done: usize,
    /// Done ones whose log does not say when.
    pub done_undated: usize,
    /// Those that will not be done.
    pub dropped: usize,
    /// Those that were put away.
    pub archived: usize,
    /// Open ones of critical priority.
    pub critical_open: usize,
    /// Open ones of high priority.
    pub high_open: usize,
    /// Open ones that nobody has.
    pub unassigned_open: usize,
    /// Open ones whose day has passed.
    pub overdue: usize,
    /// The story points of open ones.
    pub points_open: u64,
    /// The story points of done ones.
    pub points_done: u64,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Closed {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// When it was done.
    pub closed_at: Timestamp,
    /// Its story points.
    pub points: Option<u32>,
}

impl Analytics {
    /// The numbers of some work at a time; `chance` gives the random numbers of the forecast.
    pub fn of(
        items: &[WorkItem],
        now: Timestamp,
        recent_days: u32,
        chance: &mut dyn FnMut() -> u64,
    ) -> Analytics {
        let today = now.date();
        let recent = DayRange::ending(today, recent_days);
        let flow = DayRange::ending(today, FLOW_DAYS);
        let counts = Counts::of(items, now);
        let first = items.iter().filter_map(|item| item.created_at).min();
        let question = ForecastQuestion {
            remaining: counts.open,
            history_days: history_days(first, today),
            today,
        };
        Analytics {
            counts,
            recent_days,
            recently_closed: closed_in(items, recent),
            throughput: done_in(items, recent),
            velocity: velocity(items, today),
            lead_time: lead_times(items, flow),
            cycle_time: cycle_times(items, flow),
            ageing: ageing(items, now),
            blocked_time: blocked_time(items, now),
            workload: workload(items),
            risk: risk(items, now),
            forecast: forecast(items, question, chance),
        }
    }
}

fn closed_in(items: &[WorkItem], within: DayRange) -> Vec<Closed> {
    let closed = |item: &WorkItem| {
        Some(Closed {
            id: item.id.clone(),
            title: item.title.clone(),
            closed_at: item.done_at().filter(|at| within.contains(*at))?,
            points: item.points,
        })
    };
    let mut closed: Vec<Closed> = items.iter().filter_map(closed).collect();
    closed.sort_by(|a, b| {
        let order = crate::domain::key_order(&a.id).cmp(&crate::domain::key_order(&b.id));
        b.closed_at.cmp(&a.closed_at).then(order)
    });
    closed
}

impl Counts {
    /// Counts some work at a time.
    pub fn of(items: &[WorkItem], now: Timestamp) -> Counts {
        let mut counts = Counts::default();
        for item in items {
            counts.add(item, now);
        }
        counts
    }

    fn add(&mut self, item: &WorkItem, now: Timestamp) {
        if item.is_archived {
            self.archived += 1;
            return;
        }
        self.total += 1;
        let points = u64::from(item.points.unwrap_or(0));
        match item.category {
            Category::Todo => self.todo += 1,
            Category::Doing => self.doing += 1,
            Category::Blocked => self.blocked += 1,
            Category::Done => {
                self.done += 1;
                self.done_undated += usize::from(item.done_at().is_none());
                self.points_done += points;
            }
            Category::Dropped => self.dropped += 1,
        }
        if !item.is_open() {
            return;
        }
        self.open += 1;
        self.points_open += points;
        self.wip += usize::from(item.is_under_way());
        self.waiting += usize::from(item.is_waiting());
        self.critical_open += usize::from(item.urgency == Urgency::Critical);
        self.high_open += usize::from(item.urgency == Urgency::High);
        self.unassigned_open += usize::from(item.assignee.is_none());
        self.overdue += usize::from(item.due.is_some_and(|due| due < now.date()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::items;

    #[test]
    fn the_counts_are_those_of_the_table() {
        let items = items(&[
            "A-1 todo critical points=3 created=01 due=09",
            "A-2 doing high who=ann points=5 created=01 02:doing",
            "A-3 blocked created=01 02:blocked waits=A-1",
            "A-4 done points=8 created=01 09:done",
            "A-5 done created=01",
            "A-6 dropped created=01 03:dropped",
            "A-7 todo points=100 created=01 archived",
            "A-8 done points=2 created=01 10:done archived",
        ]);
        let now = "2026-10-10T13:00:00Z".parse().unwrap();
        let numbers = Analytics::of(&items, now, 2, &mut || 0);
        assert_eq!(
            numbers.counts,
            Counts {
                total: 6,
                open: 3,
                todo: 1,
                doing: 1,
                blocked: 1,
                wip: 2,
                waiting: 1,
                done: 2,
                done_undated: 1,
                dropped: 1,
                archived: 2,
                critical_open: 1,
                high_open: 1,
                unassigned_open: 2,
                overdue: 1,
                points_open: 8,
                points_done: 8,
            }
        );
        let closed: Vec<&str> = numbers
            .recently_closed
            .iter()
            .map(|c| c.id.as_str())
            .collect();
        assert_eq!(closed, ["A-8", "A-4"]);
        assert_eq!(
            numbers.throughput,
            Amount {
                tickets: 2,
                points: 10
            }
        );
        assert_eq!(numbers.lead_time.count, 2);
        assert_eq!(
            numbers.forecast.map(|f| (f.remaining, f.history_done)),
            Some((3, 2))
        );
    }

    #[test]
    fn nothing_gives_numbers_too() {
        let now = "2026-10-10T13:00:00Z".parse().unwrap();
        let numbers = Analytics::of(&[], now, 7, &mut || 0);
        assert_eq!(numbers.counts, Counts::default());
        assert_eq!((numbers.risk.score, numbers.forecast), (0, None));
    }
}
