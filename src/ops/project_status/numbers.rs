//! The numbers of a project, which the status, its README and reports share.

use std::collections::BTreeMap;

use crate::domain::Coverage;
use crate::domain::Date;
use crate::domain::Status;
use crate::domain::Timestamp;
use crate::domain::metrics::Analytics;
use crate::domain::metrics::Forecast;
use crate::domain::metrics::SprintPace;
use crate::domain::metrics::Urgency;
use crate::domain::metrics::WorkItem;
use crate::ops::EpicQuery;
use crate::ops::OpError;
use crate::ops::Random;
use crate::ops::ShownSprint;
use crate::ops::Tracker;
use crate::ops::all_tickets::all_tickets;
use crate::ops::epic::epics_in;
use crate::ops::overview::Overview;
use crate::ops::requirements::AllRequirements;
use crate::ops::sprint::current_sprints;
use crate::store::Problem;

/// What every forecast draws its chances from: the same work has the same forecast.
pub(crate) const FORECAST_SEED: u64 = 2_026;

/// All tickets as work, archived ones too.
#[derive(Debug)]
pub(crate) struct Workset {
    pub(crate) items: Vec<WorkItem>,
    /// The tickets as rows, for whatever else is asked of them.
    pub(crate) overview: Overview,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
}

/// How a project stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ProjectStatus {
    /// When that was asked.
    pub at: Timestamp,
    /// The numbers.
    #[serde(flatten)]
    pub numbers: Analytics,
    /// Tickets by status, in the project's order, unknown ones last; without archived ones.
    #[serde(serialize_with = "as_map")]
    pub by_status: Vec<(String, usize)>,
    /// What is worked on or held up, by key.
    pub under_way: Vec<UnderWay>,
    /// Active epics and drafts, the most important first.
    pub epics: Vec<EpicStanding>,
    /// Active sprints.
    pub sprints: Vec<SprintStanding>,
    /// What the last sprints did on average, up to three of them.
    pub sprint_pace: Option<SprintPace>,
    /// How much of what is expected is so.
    pub requirements: Coverage,
    /// What could not be read.
    #[serde(skip)]
    pub problems: Vec<Problem>,
}

/// A ticket that is begun and not finished.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnderWay {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub status: String,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Whether it is of critical or high priority.
    pub is_pressing: bool,
}

/// How an epic stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct EpicStanding {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// How much is done, in percent; none where nothing is to be done.
    pub percent: Option<u8>,
    /// How many tickets are done.
    pub tickets_done: usize,
    /// How many there are that will not be dropped.
    pub tickets_total: usize,
    /// How many are held up.
    pub tickets_blocked: usize,
    /// The day by which it should be completed.
    pub target_date: Option<Date>,
    /// Whether that has passed.
    pub is_overdue: bool,
    /// When its tickets may be done, at the rate at which they were.
    pub forecast: Option<Forecast>,
}

/// How a sprint stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SprintStanding {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its first day.
    pub start_date: Option<Date>,
    /// Its last day.
    pub end_date: Option<Date>,
    /// How many points are done.
    pub points_done: u64,
    /// How many points there are that will not be dropped.
    pub points_total: u64,
    /// How many tickets and items are done.
    pub work_done: usize,
    /// How many there are that will not be dropped.
    pub work_total: usize,
    /// How many days are left, today included.
    pub days_left: Option<u32>,
    /// Whether its last day has passed.
    pub is_overdue: bool,
}

/// Reads all tickets as work that numbers are made of.
pub(crate) fn work_items(tracker: &Tracker) -> Workset {
    let all = all_tickets(tracker);
    Workset {
        items: WorkItem::of_tickets(&all.tickets, &tracker.vocabulary),
        overview: all.overview,
        problems: all.problems,
    }
}

/// Tells how the project stands, with what was done in the last `recent_days`.
///
/// # Errors
/// Files that cannot be listed.
pub fn project_status(tracker: &Tracker, recent_days: u32) -> Result<ProjectStatus, OpError> {
    let Workset {
        items,
        overview,
        problems,
    } = work_items(tracker);
    let now = tracker.now();
    let random = Random::seeded(FORECAST_SEED);
    let numbers = Analytics::of(&items, now, recent_days, &mut || random.next());
    let current = current_sprints(tracker, &overview);
    Ok(ProjectStatus {
        at: now,
        numbers,
        by_status: by_status(tracker, &items),
        under_way: under_way(&items),
        epics: epics(tracker, &overview)?,
        sprints: current.active.into_iter().map(sprint).collect(),
        sprint_pace: current.pace,
        requirements: AllRequirements::read(tracker).coverage(|_| true),
        problems,
    })
}

fn by_status(tracker: &Tracker, items: &[WorkItem]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items.iter().filter(|item| !item.is_archived) {
        *counts.entry(item.status.as_str()).or_default() += 1;
    }
    let known = tracker.vocabulary.statuses.iter();
    let mut by_status: Vec<(String, usize)> = known
        .map(|rule| {
            let name = rule.name.to_string();
            let count = counts.remove(name.as_str()).unwrap_or_default();
            (name, count)
        })
        .collect();
    let unknown = counts.into_iter();
    by_status.extend(unknown.map(|(name, count)| (name.to_owned(), count)));
    by_status
}

/// Counts under their names, in their order.
fn as_map<S: serde::Serializer>(
    counts: &[(String, usize)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().map(|(name, count)| (name, count)))
}

fn under_way(items: &[WorkItem]) -> Vec<UnderWay> {
    let begun = items.iter().filter(|item| item.is_under_way());
    let one = |item: &WorkItem| UnderWay {
        id: item.id.clone(),
        title: item.title.clone(),
        status: item.status.clone(),
        assignee: item.assignee.clone(),
        is_pressing: item.urgency != Urgency::Usual,
    };
    begun.map(one).collect()
}

fn epics(tracker: &Tracker, overview: &Overview) -> Result<Vec<EpicStanding>, OpError> {
    let query = EpicQuery {
        with_forecasts: true,
        ..EpicQuery::default()
    };
    let shown = epics_in(tracker, overview, &query)?.epics.into_iter();
    let standing = shown.map(|epic| {
        let (record, progress) = (epic.stored.record, epic.progress);
        EpicStanding {
            id: record.id.to_string(),
            title: record.title.to_string(),
            status: record.status,
            percent: progress.percent,
            tickets_done: progress.tickets_done,
            tickets_total: progress.tickets.len() - progress.tickets_dropped,
            tickets_blocked: progress.tickets_blocked,
            target_date: record.target_date,
            is_overdue: progress.is_overdue,
            forecast: progress.forecast,
        }
    });
    Ok(standing.collect())
}

fn sprint(shown: ShownSprint) -> SprintStanding {
    let (record, progress) = (shown.stored.record, shown.progress);
    SprintStanding {
        id: record.id.to_string(),
        title: record.title.to_string(),
        start_date: record.start_date,
        end_date: record.end_date,
        points_done: progress.points_done,
        points_total: progress.points_total,
        work_done: progress.work_done,
        work_total: progress.work.len() - progress.work_dropped,
        days_left: progress.days_left,
        is_overdue: progress.is_overdue,
    }
}
