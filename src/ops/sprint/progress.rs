//! How far sprints are, which their work tells.

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Timestamp;
use crate::domain::metrics::Amount;
use crate::domain::metrics::SprintPace;
use crate::domain::metrics::SprintPiece;
use crate::domain::metrics::WorkItem;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::sprint::scope::Scopes;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::Stored;

/// How far a sprint is. Of one that ended, what was in it then counts, as it was then.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct SprintProgress {
    /// The keys of its tickets and items, without archived ones.
    pub work: Vec<String>,
    /// How many of them are done.
    pub work_done: usize,
    /// How many will not be done.
    pub work_dropped: usize,
    /// The keys of those that were added after it began.
    pub added: Vec<String>,
    /// The keys of what was taken out of it since it began.
    pub removed: Vec<String>,
    /// The keys of those without story points.
    pub without_points: Vec<String>,
    /// The story points of those that are done or still to be done.
    pub points_total: u64,
    /// The story points of those that are done.
    pub points_done: u64,
    /// What was done in it: between its first day and its end, by the logs.
    pub velocity: Amount,
    /// How many of its days are left, today included; none where it is not active.
    pub days_left: Option<u32>,
    /// Whether its last day has passed and it is active still.
    pub is_overdue: bool,
}

/// A sprint with its progress.
#[derive(Debug, Clone)]
pub struct ShownSprint {
    /// The sprint.
    pub stored: Stored<Sprint>,
    /// How far it is.
    pub progress: SprintProgress,
    /// What is in it, by key.
    pub work: Vec<SprintPiece>,
    /// What was taken out of it since it began, by key.
    pub removed: Vec<SprintPiece>,
}

/// Which sprints to list.
#[derive(Debug, Clone, Default)]
pub struct SprintQuery {
    /// Only those of these statuses; none means all.
    pub statuses: Vec<String>,
    /// Closed and cancelled ones too, where no status is asked for.
    pub all: bool,
}

/// Sprints: active ones first, then planned ones, then the others, each by their days.
#[derive(Debug)]
pub struct SprintList {
    /// Those that were asked for.
    pub sprints: Vec<ShownSprint>,
    /// How many were left out because they are over.
    pub hidden: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// The sprints that matter now.
#[derive(Debug)]
pub(crate) struct CurrentSprints {
    /// Those that are active.
    pub(crate) active: Vec<ShownSprint>,
    /// What the last ones that were closed did, up to three of them.
    pub(crate) pace: Option<SprintPace>,
}

/// How many closed sprints the pace is the mean of: as many as Cohn asks for.
const PACE_SPRINTS: usize = 3;

/// Finds the sprints that are active, and what those before them did.
pub(crate) fn current_sprints(tracker: &Tracker, overview: &Overview) -> CurrentSprints {
    let loaded = tracker.store.load_all::<Sprint>().records;
    let of = |category: Category| {
        let own = loaded
            .iter()
            .filter(move |stored| stored.record.category() == category);
        own.cloned().collect::<Vec<Stored<Sprint>>>()
    };
    let mut closed = of(Category::Done);
    closed.sort_by_key(|stored| std::cmp::Reverse(stored.record.ended_at()));
    closed.truncate(PACE_SPRINTS);
    let active = of(Category::Doing);
    let wanted: Vec<&Sprint> = active
        .iter()
        .chain(&closed)
        .map(|stored| &stored.record)
        .collect();
    let scopes = Scopes::read(tracker, overview, &wanted);
    let done = closed
        .iter()
        .map(|stored| velocity(&stored.record, &in_it(&scopes.course(&stored.record))));
    let pace = SprintPace::of(&done.collect::<Vec<Amount>>());
    let now = tracker.now();
    CurrentSprints {
        pace,
        active: active
            .into_iter()
            .map(|stored| shown(stored, &scopes, now))
            .collect(),
    }
}

/// Shows one sprint, and tells what could not be read.
///
/// # Errors
/// No such sprint, or a file that cannot be read.
pub fn show_sprint(
    tracker: &Tracker,
    reference: &Reference,
) -> Result<(ShownSprint, Vec<Problem>), OpError> {
    let stored = tracker.find_planned::<Sprint>(reference)?;
    let overview = tracker.overview(Reach::Records);
    let scopes = Scopes::read(tracker, &overview, &[&stored.record]);
    let shown = shown(stored, &scopes, tracker.now());
    Ok((shown, scopes.problems))
}

/// Lists sprints.
///
/// # Errors
/// A status that sprints do not have.
pub fn list_sprints(tracker: &Tracker, query: &SprintQuery) -> Result<SprintList, OpError> {
    sprints_in(tracker, &tracker.overview(Reach::Records), query)
}

/// Lists sprints with the tickets of an overview.
pub(crate) fn sprints_in(
    tracker: &Tracker,
    overview: &Overview,
    query: &SprintQuery,
) -> Result<SprintList, OpError> {
    let statuses = tracker.known_statuses::<Sprint>(&query.statuses)?;
    let loaded = tracker.store.load_all::<Sprint>();
    let mut problems = loaded.problems;
    let mut records = loaded.records;
    let total = records.len();
    records.retain(|stored| match statuses.as_slice() {
        [] => query.all || !stored.record.is_settled(),
        statuses => statuses.contains(&stored.record.status),
    });
    let hidden = if statuses.is_empty() {
        total - records.len()
    } else {
        0
    };
    let sprints: Vec<&Sprint> = records.iter().map(|stored| &stored.record).collect();
    let scopes = Scopes::read(tracker, overview, &sprints);
    problems.extend(scopes.problems.iter().cloned());
    let now = tracker.now();
    let show = |stored| shown(stored, &scopes, now);
    let mut sprints: Vec<ShownSprint> = records.into_iter().map(show).collect();
    sprints.sort_by_cached_key(|sprint| {
        let record = &sprint.stored.record;
        let place = match record.category() {
            Category::Doing | Category::Blocked => 0,
            Category::Todo => 1,
            Category::Done | Category::Dropped => 2,
        };
        let start = record.start_date;
        (place, start.is_none(), start, record.id.clone())
    });
    Ok(SprintList {
        sprints,
        hidden,
        problems,
    })
}

fn shown(stored: Stored<Sprint>, scopes: &Scopes, now: Timestamp) -> ShownSprint {
    let mut pieces = scopes.course(&stored.record);
    let progress = SprintProgress::of(&stored.record, &pieces, now.date());
    pieces.retain(|piece| piece.item.is_counted());
    let (work, removed) = pieces.into_iter().partition(SprintPiece::is_in);
    ShownSprint {
        stored,
        progress,
        work,
        removed,
    }
}

impl SprintProgress {
    /// How far a sprint is that had these pieces.
    fn of(sprint: &Sprint, pieces: &[SprintPiece], today: Date) -> SprintProgress {
        let shown = || pieces.iter().filter(|piece| piece.item.is_counted());
        let keys_of = |is_such: fn(&SprintPiece) -> bool| -> Vec<String> {
            let such = shown().filter(|piece| is_such(piece));
            such.map(|piece| piece.item.id.clone()).collect()
        };
        let mut progress = SprintProgress {
            added: keys_of(|piece| piece.added_at().is_some()),
            removed: keys_of(|piece| piece.removed_at().is_some()),
            velocity: velocity(sprint, &in_it(pieces)),
            days_left: days_left(sprint, today),
            is_overdue: sprint.is_overdue(today),
            ..SprintProgress::default()
        };
        for piece in shown().filter(|piece| piece.is_in()) {
            let item = &piece.item;
            progress.work.push(item.id.clone());
            let points = u64::from(item.points.unwrap_or(0));
            match item.category {
                Category::Dropped => {
                    progress.work_dropped += 1;
                    continue;
                }
                Category::Done => {
                    progress.work_done += 1;
                    progress.points_done += points;
                }
                Category::Todo | Category::Doing | Category::Blocked => {}
            }
            progress.points_total += points;
            if item.points.is_none() {
                progress.without_points.push(item.id.clone());
            }
        }
        progress
    }
}

/// What is in a sprint, or was so at its end.
fn in_it(pieces: &[SprintPiece]) -> Vec<&WorkItem> {
    let there = pieces.iter().filter(|piece| piece.is_in());
    there.map(|piece| &piece.item).collect()
}

/// What was done in a sprint: what its own log says was done after it began. What its
/// end knows nothing of is not among `work`.
fn velocity(sprint: &Sprint, work: &[&WorkItem]) -> Amount {
    let Some(begun) = sprint.begun_at() else {
        return Amount::default();
    };
    let is_within = |item: &&WorkItem| item.done_at().is_some_and(|at| at >= begun);
    Amount::of(work.iter().copied().filter(is_within))
}

fn days_left(sprint: &Sprint, today: Date) -> Option<u32> {
    if sprint.category() != Category::Doing {
        return None;
    }
    let left = sprint.end_date?.as_days() - today.as_days() + 1;
    Some(u32::try_from(left).unwrap_or(0))
}
