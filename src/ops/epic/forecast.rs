//! When epics may be done.

use std::collections::BTreeMap;

use crate::domain::Category;
use crate::domain::Living as _;
use crate::domain::Ticket;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::FORECAST_DAYS;
use crate::domain::metrics::ForecastQuestion;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::forecast;
use crate::index::Row;
use crate::ops::Random;
use crate::ops::ShownEpic;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::project_status::FORECAST_SEED;

/// What remains of an epic, and what of it was done lately.
#[derive(Debug, Default)]
struct Course {
    open: usize,
    done: Vec<WorkItem>,
}

/// Forecasts when the open tickets of epics that are not settled may be done, if each goes on as
/// its own tickets did.
pub(crate) fn add_forecasts(tracker: &Tracker, overview: &Overview, epics: &mut [ShownEpic]) {
    let today = tracker.now().date();
    let open = epics.iter().filter(|epic| !epic.stored.record.is_settled());
    let mut courses: BTreeMap<String, Course> = open
        .map(|epic| (epic.stored.file.key.to_string(), Course::default()))
        .collect();
    let past = DayRange::ending(today, FORECAST_DAYS);
    for row in overview.snapshot.rows() {
        let summary = row.summary();
        let Some(course) = summary.epic.as_deref().and_then(|key| courses.get_mut(key)) else {
            continue;
        };
        let category = tracker.vocabulary.category(&summary.status);
        let is_settled = category.is_some_and(Category::is_settled);
        course.open += usize::from(!is_settled && !summary.is_archived);
        // Nothing that moved last before those days was done in them.
        let is_recent = summary.moved_at.is_some_and(|at| at.date() >= past.from);
        if category == Some(Category::Done) && is_recent {
            course.done.extend(work_item(tracker, row));
        }
    }
    for epic in epics {
        let course = courses.get(&epic.stored.file.key.to_string());
        epic.progress.forecast = course.and_then(|course| {
            let question = ForecastQuestion {
                remaining: course.open,
                history_days: FORECAST_DAYS,
                today,
            };
            let random = Random::seeded(FORECAST_SEED);
            forecast(&course.done, question, &mut || random.next())
        });
    }
}

fn work_item(tracker: &Tracker, row: Row<'_>) -> Option<WorkItem> {
    let stored = tracker.store.load::<Ticket>(&row.file()?).ok()?;
    WorkItem::of_tickets([&stored.record], &tracker.vocabulary).pop()
}
