//! How far epics are, which their tickets tell.

use std::collections::BTreeMap;

use crate::domain::Category;
use crate::domain::Epic;
use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Summary;
use crate::domain::metrics::Forecast;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::epic::forecast::add_forecasts;
use crate::ops::overview::Overview;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::Stored;

/// How far an epic is. Points are those of tickets that have some.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct EpicProgress {
    /// The keys of its tickets, without those that were archived before they were settled.
    pub tickets: Vec<String>,
    /// How many of them are done.
    pub tickets_done: usize,
    /// How many will not be done.
    pub tickets_dropped: usize,
    /// How many are held up, by their status or by what they depend on.
    pub tickets_blocked: usize,
    /// The story points of those that are done or still to be done.
    pub points_total: u64,
    /// The story points of those that are done.
    pub points_done: u64,
    /// How much is done, in percent: of the points where every ticket has some, else of the
    /// tickets; dropped ones do not count. None where nothing is to be done.
    pub percent: Option<u8>,
    /// Whether it should have been completed by now.
    pub is_overdue: bool,
    /// When its open tickets may be done, at the rate at which its own tickets were done lately.
    pub forecast: Option<Forecast>,
}

/// An epic with its progress.
#[derive(Debug, Clone)]
pub struct ShownEpic {
    /// The epic.
    pub stored: Stored<Epic>,
    /// How far it is.
    pub progress: EpicProgress,
}

/// Which epics to list.
#[derive(Debug, Clone, Default)]
pub struct EpicQuery {
    /// Only those of these statuses; none means all.
    pub statuses: Vec<String>,
    /// Completed and cancelled ones too, where no status is asked for.
    pub all: bool,
    /// Whether to forecast when their tickets may be done, which takes longer.
    pub with_forecasts: bool,
}

/// Epics, sorted by priority, then by their target date, then by key.
#[derive(Debug)]
pub struct EpicList {
    /// Those that were asked for.
    pub epics: Vec<ShownEpic>,
    /// How many were left out because they are settled.
    pub hidden: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Shows one epic.
///
/// # Errors
/// No such epic, or a file that cannot be read.
pub fn show_epic(tracker: &Tracker, reference: &Reference) -> Result<ShownEpic, OpError> {
    let stored = tracker.find_planned::<Epic>(reference)?;
    let overview = tracker.overview(Reach::Records);
    let mut progress = progress(tracker, &overview);
    let mut epics = [shown(tracker, stored, &mut progress)];
    add_forecasts(tracker, &overview, &mut epics);
    let [epic] = epics;
    Ok(epic)
}

/// Lists epics.
///
/// # Errors
/// A status that epics do not have.
pub fn list_epics(tracker: &Tracker, query: &EpicQuery) -> Result<EpicList, OpError> {
    epics_in(tracker, &tracker.overview(Reach::Records), query)
}

/// Lists epics with the tickets of an overview.
pub(crate) fn epics_in(
    tracker: &Tracker,
    overview: &Overview,
    query: &EpicQuery,
) -> Result<EpicList, OpError> {
    let statuses = tracker.known_statuses::<Epic>(&query.statuses)?;
    let loaded = tracker.store.load_all::<Epic>();
    let mut problems = loaded.problems;
    problems.extend(overview.problems.iter().cloned());
    let mut progress = progress(tracker, overview);
    let mut hidden = 0;
    let mut epics = Vec::new();
    for stored in loaded.records {
        let is_wanted = if statuses.is_empty() {
            query.all || !stored.record.is_settled()
        } else {
            statuses.contains(&stored.record.status)
        };
        if is_wanted {
            epics.push(shown(tracker, stored, &mut progress));
        } else if statuses.is_empty() {
            hidden += 1;
        }
    }
    if query.with_forecasts {
        add_forecasts(tracker, overview, &mut epics);
    }
    let vocabulary = &tracker.vocabulary;
    epics.sort_by_cached_key(|epic| {
        let record = &epic.stored.record;
        (
            vocabulary.priority_rank(record.priority.as_str()),
            record.target_date.is_none(),
            record.target_date,
            record.id.clone(),
        )
    });
    Ok(EpicList {
        epics,
        hidden,
        problems,
    })
}

fn shown(
    tracker: &Tracker,
    stored: Stored<Epic>,
    progress: &mut BTreeMap<String, EpicProgress>,
) -> ShownEpic {
    let own = progress.remove(&stored.file.key.to_string());
    let mut own = own.unwrap_or_default();
    own.is_overdue = stored.record.is_overdue(tracker.now().date());
    ShownEpic {
        stored,
        progress: own,
    }
}

/// The progress of each epic that a ticket names, by key.
fn progress(tracker: &Tracker, overview: &Overview) -> BTreeMap<String, EpicProgress> {
    let mut members: BTreeMap<String, Vec<Summary<'_>>> = BTreeMap::new();
    for summary in overview.snapshot.rows().map(|row| row.summary()) {
        let Some(epic) = summary.epic.as_deref().map(str::to_owned) else {
            continue;
        };
        // What is done stays done when it is put away.
        if !summary.is_archived || tracker.vocabulary.is_settled(&summary.status) {
            members.entry(epic).or_default().push(summary);
        }
    }
    let of = |(epic, mut tickets): (String, Vec<Summary<'_>>)| {
        tickets.sort_by(|a, b| a.key_order().cmp(&b.key_order()));
        (epic, tally(tracker, overview, &tickets))
    };
    members.into_iter().map(of).collect()
}

fn tally(tracker: &Tracker, overview: &Overview, tickets: &[Summary<'_>]) -> EpicProgress {
    let mut progress = EpicProgress::default();
    let mut all_have_points = true;
    for ticket in tickets {
        progress.tickets.push(ticket.id.to_string());
        let category = tracker.vocabulary.category(&ticket.status);
        match category {
            Some(Category::Dropped) => {
                progress.tickets_dropped += 1;
                continue;
            }
            Some(Category::Done) => {
                progress.tickets_done += 1;
                progress.points_done += u64::from(ticket.story_points.unwrap_or(0));
            }
            Some(Category::Blocked) => progress.tickets_blocked += 1,
            Some(Category::Todo | Category::Doing) | None => {
                let is_waiting = tracker.is_waiting(overview, ticket);
                progress.tickets_blocked += usize::from(is_waiting);
            }
        }
        progress.points_total += u64::from(ticket.story_points.unwrap_or(0));
        all_have_points &= ticket.story_points.is_some();
    }
    let to_do = tickets.len() - progress.tickets_dropped;
    progress.percent = if all_have_points && progress.points_total > 0 {
        percent(progress.points_done, progress.points_total)
    } else {
        percent(progress.tickets_done as u64, to_do as u64)
    };
    progress
}

/// Rounded down, so that 100 means all of it.
fn percent(part: u64, whole: u64) -> Option<u8> {
    let percent = (part * 100).checked_div(whole)?;
    u8::try_from(percent).ok()
}
