//! Proposing what goes into a sprint.

use crate::domain::BacklogItem;
use crate::domain::Blocker;
use crate::domain::Category;
use crate::domain::Key;
use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Score;
use crate::domain::Sprint;
use crate::domain::Summary;
use crate::domain::Unready;
use crate::domain::item_readiness;
use crate::ops::Direction;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::sprint::membership::refuse_over;
use crate::ops::sprint::scope::Scopes;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::Stored;

/// What to plan.
#[derive(Debug, Clone)]
pub struct SprintPlanning {
    /// The sprint.
    pub sprint: Reference,
    /// How many story points fit into it, where it does not say so itself.
    pub capacity: Option<u32>,
}

/// What would fit into a sprint, the most important first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SprintPlan {
    /// The sprint's key.
    pub sprint: Key,
    /// How many story points fit into it.
    pub capacity: u64,
    /// The points that are in it already.
    pub planned: u64,
    /// The points that would be in it with everything that is proposed; never more
    /// than the capacity, unless there are too many already.
    pub total: u64,
    /// What is proposed.
    pub proposed: Vec<Candidate>,
    /// What is ready and does not fit any more.
    pub too_large: Vec<Candidate>,
    /// What is ready but for its story points, so that nobody knows whether it fits.
    pub without_points: Vec<Candidate>,
    /// What could not be read.
    #[serde(skip)]
    pub problems: Vec<Problem>,
}

/// Something that may go into a sprint.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Candidate {
    /// Its key.
    pub id: Key,
    /// What it is about.
    pub title: String,
    /// How much it matters.
    pub priority: String,
    /// Its size.
    pub story_points: Option<u32>,
    /// How important it is, with the parts of that.
    pub score: Score,
}

/// Proposes ready backlog items and ready tickets that are in no sprint, by their score, as far as
/// they fit: what is too large for the room that is left gives way to what is smaller.
///
/// # Errors
/// No such sprint, one that is over, or no capacity.
pub fn sprint_plan(tracker: &Tracker, planning: &SprintPlanning) -> Result<SprintPlan, OpError> {
    let sprint = tracker.find_planned::<Sprint>(&planning.sprint)?.record;
    plan(tracker, &sprint, planning.capacity)
}

/// Plans the proposal for the sprint: as it is once nobody else writes.
///
/// # Errors
/// As [`sprint_plan`], or nothing to propose.
pub fn apply_sprint_plan(
    tracker: &Tracker,
    planning: &SprintPlanning,
) -> Result<Outcome<SprintPlan>, OpError> {
    let mut work = Work::begin(tracker)?;
    let plan = stage_sprint_plan(&mut work, planning)?;
    if plan.proposed.is_empty() {
        return Err(OpError::Nothing(format!(
            "nothing fits into `{}` that is ready and not in it",
            plan.sprint
        )));
    }
    work.commit(&format!("plan {}", plan.sprint), plan)
}

/// Stages that what is proposed goes into the sprint.
pub(crate) fn stage_sprint_plan(
    work: &mut Work<'_>,
    planning: &SprintPlanning,
) -> Result<SprintPlan, OpError> {
    let sprint = work.get_planned::<Sprint>(&planning.sprint)?.record;
    let plan = plan(&work.staged(), &sprint, planning.capacity)?;
    for candidate in &plan.proposed {
        let one = work.get_sprint_work(&Reference::from(&candidate.id))?;
        work.set_sprint(&one, Some(&sprint.id))?;
    }
    Ok(plan)
}

fn plan(tracker: &Tracker, sprint: &Sprint, capacity: Option<u32>) -> Result<SprintPlan, OpError> {
    refuse_over(Direction::Add, sprint)?;
    let Some(capacity) = capacity.or(sprint.capacity) else {
        return Err(OpError::Refused {
            action: "plan",
            id: sprint.id.clone(),
            reason: "it has no capacity".to_owned(),
            hint: Some("give `--capacity` in story points".to_owned()),
        });
    };
    let overview = tracker.overview(Reach::Records);
    let scopes = Scopes::read(tracker, &overview, &[sprint]);
    let is_in = |category: Category| category != Category::Dropped;
    let members = scopes.members(sprint).iter();
    let planned: u64 = members
        .filter(|item| is_in(item.category) && item.is_counted())
        .map(|item| u64::from(item.points.unwrap_or(0)))
        .sum();
    let mut plan = SprintPlan {
        sprint: sprint.id.clone(),
        capacity: u64::from(capacity),
        planned,
        total: planned,
        proposed: Vec::new(),
        too_large: Vec::new(),
        without_points: Vec::new(),
        problems: scopes.problems,
    };
    for candidate in candidates(tracker, &overview) {
        plan.place(candidate);
    }
    Ok(plan)
}

impl SprintPlan {
    fn place(&mut self, candidate: Candidate) {
        let Some(points) = candidate.story_points.map(u64::from) else {
            self.without_points.push(candidate);
            return;
        };
        if self.total + points <= self.capacity {
            self.total += points;
            self.proposed.push(candidate);
        } else {
            self.too_large.push(candidate);
        }
    }
}

/// What is ready and in no sprint, by score, then by key.
fn candidates(tracker: &Tracker, overview: &Overview) -> Vec<Candidate> {
    let items = tracker.store.load_all::<BacklogItem>().records;
    let mut candidates = ready_items(tracker, overview, &items);
    candidates.extend(ready_tickets(tracker, overview));
    candidates.sort_by(|a, b| {
        let by_score = b.score.total.cmp(&a.score.total);
        by_score.then_with(|| a.id.cmp(&b.id))
    });
    candidates
}

fn ready_tickets(tracker: &Tracker, overview: &Overview) -> Vec<Candidate> {
    let tickets = overview.snapshot.rows().map(|row| row.summary());
    let ready =
        tickets.filter(|ticket| ticket.sprint.is_none() && tracker.is_ready(overview, ticket));
    let rule = tracker.score_rule();
    let candidate = |ticket: Summary<'_>| {
        Some(Candidate {
            score: rule.of_ticket(&tracker.vocabulary, &ticket),
            id: ticket.id.parse().ok()?,
            title: ticket.title.into_owned(),
            priority: ticket.priority.into_owned(),
            story_points: ticket.story_points,
        })
    };
    ready.filter_map(candidate).collect()
}

fn ready_items(
    tracker: &Tracker,
    overview: &Overview,
    items: &[Stored<BacklogItem>],
) -> Vec<Candidate> {
    let is_missing_points = |reason: &Unready| matches!(reason, Unready::Points);
    let is_wanted = |item: &&BacklogItem| {
        let blockers = blockers(tracker, overview, items, item);
        let reasons = item_readiness(item, blockers);
        item.sprint.is_none() && reasons.iter().all(is_missing_points)
    };
    let records = items.iter().map(|stored| &stored.record);
    let candidate = |item: &BacklogItem| Candidate {
        id: item.id.clone(),
        title: item.title.to_string(),
        priority: item.priority.to_string(),
        story_points: item.story_points,
        score: tracker.score_rule().of_item(&tracker.vocabulary, item),
    };
    records.filter(is_wanted).map(candidate).collect()
}

/// What a backlog item depends on and is not settled.
fn blockers(
    tracker: &Tracker,
    overview: &Overview,
    items: &[Stored<BacklogItem>],
    item: &BacklogItem,
) -> Vec<Blocker> {
    let blocker = |key: &Key| {
        let other = items.iter().find(|other| other.file.key == *key);
        let row = overview.find(&key.to_string());
        let status = other.map(|other| other.record.status.clone());
        let status = status.or_else(|| row.and_then(|row| row.status().parse().ok()));
        let is_settled = match other {
            Some(other) => other.record.is_settled(),
            None => row.is_some_and(|row| tracker.vocabulary.is_settled(row.status())),
        };
        (!is_settled).then(|| Blocker {
            id: key.clone(),
            status,
        })
    };
    item.depends_on.iter().filter_map(blocker).collect()
}
