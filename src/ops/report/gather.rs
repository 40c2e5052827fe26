//! Gathering tickets and their numbers.

use std::collections::BTreeMap;

use crate::domain::Category;
use crate::domain::key_order;
use crate::domain::metrics::Analytics;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::cumulative_flow;
use crate::domain::metrics::cycle_seconds;
use crate::domain::metrics::days;
use crate::domain::metrics::done_each_week;
use crate::ops::OpError;
use crate::ops::Random;
use crate::ops::Tracker;
use crate::ops::project_status::FORECAST_SEED;
use crate::ops::project_status::Workset;
use crate::ops::project_status::work_items;
use crate::store::Problem;
use crate::view::CyclePoint;
use crate::view::Report;
use crate::view::Slice;
use crate::view::TicketLine;

/// How far back weeks are told of.
const WEEKS: u32 = 12;

/// What to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportRequest {
    /// How many days back the charts look.
    pub days: u32,
    /// How many days back "recently" reaches.
    pub recent_days: u32,
}

/// Everything about the project, and what could not be read.
///
/// # Errors
/// None so far as a project can be read.
pub fn report(
    tracker: &Tracker,
    request: ReportRequest,
) -> Result<(Report, Vec<Problem>), OpError> {
    let Workset {
        items,
        overview,
        mut problems,
    } = work_items(tracker);
    let now = tracker.now();
    let range = DayRange::ending(now.date(), request.days);
    let random = Random::seeded(FORECAST_SEED);
    let analytics = Analytics::of(&items, now, request.recent_days, &mut || random.next());
    let plans = tracker.plans(&overview, &items, range)?;
    problems.extend(plans.problems);
    let logbook = tracker.logbook(&overview, &items);
    problems.extend(logbook.problems);
    problems.sort();
    problems.dedup();
    let name = tracker.root().file_name();
    let report = Report {
        project: name.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        generated_at: now,
        revision: tracker.surroundings.revision.clone(),
        days: request.days,
        analytics,
        statuses: statuses(tracker, &items),
        priorities: priorities(tracker, &items),
        burndown: plans.burndown,
        flow: cumulative_flow(&items, range),
        weeks: done_each_week(&items, now.date(), WEEKS),
        cycle: cycle(&items, range),
        epics: plans.epics,
        backlog: plans.backlog,
        sprints: plans.sprints,
        coverage: plans.coverage,
        requirements: plans.requirements,
        time: logbook.time,
        notes: logbook.notes,
        tickets: tickets(tracker, items, &logbook.minutes),
    };
    Ok((report, problems))
}

fn statuses(tracker: &Tracker, items: &[WorkItem]) -> Vec<Slice> {
    let known = tracker.vocabulary.statuses.iter();
    let known = known.map(|rule| (rule.name.to_string(), Some(rule.category)));
    let counted = items.iter().filter(|item| !item.is_archived);
    let names = counted.map(|item| (item.status.as_str(), Some(item.category)));
    slices(known.collect(), names)
}

fn priorities(tracker: &Tracker, items: &[WorkItem]) -> Vec<Slice> {
    let known = tracker.vocabulary.priorities.iter();
    let known = known.map(|name| (name.to_string(), None));
    let open = items.iter().filter(|item| item.is_open());
    slices(
        known.collect(),
        open.map(|item| (item.priority.as_str(), None)),
    )
}

/// How many there are of each name: those that are known in their order, then others.
fn slices<'a>(
    known: Vec<(String, Option<Category>)>,
    names: impl Iterator<Item = (&'a str, Option<Category>)>,
) -> Vec<Slice> {
    let mut counts: BTreeMap<&str, (Option<Category>, usize)> = BTreeMap::new();
    for (name, category) in names {
        counts.entry(name).or_insert((category, 0)).1 += 1;
    }
    let mut slices: Vec<Slice> = known
        .into_iter()
        .map(|(name, category)| Slice {
            count: counts.remove(name.as_str()).map_or(0, |(_, count)| count),
            name,
            category,
        })
        .collect();
    slices.extend(counts.into_iter().map(|(name, (category, count))| Slice {
        name: name.to_owned(),
        category,
        count,
    }));
    slices
}

fn cycle(items: &[WorkItem], range: DayRange) -> Vec<CyclePoint> {
    let point = |item: &WorkItem| {
        Some(CyclePoint {
            done_at: item.done_at().filter(|at| range.contains(*at))?,
            days: days(cycle_seconds(item)?),
            id: item.id.clone(),
        })
    };
    let mut points: Vec<CyclePoint> = items.iter().filter_map(point).collect();
    points.sort_by_key(|point| point.done_at);
    points
}

fn tickets(
    tracker: &Tracker,
    items: Vec<WorkItem>,
    minutes: &BTreeMap<String, u64>,
) -> Vec<TicketLine> {
    let now = tracker.now();
    let mut items: Vec<WorkItem> = items.into_iter().filter(|item| !item.is_archived).collect();
    let vocabulary = &tracker.vocabulary;
    items.sort_by(|a, b| {
        let rank = |item: &WorkItem| (!item.is_open(), vocabulary.priority_rank(&item.priority));
        let order = rank(a).cmp(&rank(b));
        order.then_with(|| key_order(&a.id).cmp(&key_order(&b.id)))
    });
    let line = |item: WorkItem| TicketLine {
        estimate_minutes: item.estimate_minutes(),
        spent_minutes: minutes.get(&item.id).copied().unwrap_or_default(),
        is_overdue: item.is_open() && item.due.is_some_and(|due| due < now.date()),
        age_days: item.created_at.map(|created| now.days_since(created)),
        blocked_by: if item.is_waiting() {
            item.blocked_by
        } else {
            Vec::new()
        },
        id: item.id,
        title: item.title,
        ticket_type: item.work_type,
        status: item.status,
        category: item.category,
        priority: item.priority,
        assignee: item.assignee,
        labels: item.labels,
        epic: item.epic,
        sprint: item.sprint,
        points: item.points,
        due: item.due,
    };
    items.into_iter().map(line).collect()
}
