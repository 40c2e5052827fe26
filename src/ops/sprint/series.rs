//! The burndown of a sprint.

use crate::domain::Category;
use crate::domain::Key;
use crate::domain::Living as _;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Title;
use crate::domain::metrics::Burn;
use crate::domain::metrics::burn;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::sprint::scope::Scopes;
use crate::store::Problem;
use crate::store::Reach;

/// The course of a sprint, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct SprintSeries {
    /// The sprint's key.
    pub sprint: Key,
    /// What it is about.
    pub title: Title,
    /// Whether its work has any story points to go by.
    pub has_points: bool,
    /// What remains, day by day.
    pub burn: Burn,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// The course of a sprint: of the one that is active, where none is named.
///
/// # Errors
/// No such sprint, no dates, or not exactly one that is active.
pub fn sprint_series(
    tracker: &Tracker,
    reference: Option<&Reference>,
) -> Result<SprintSeries, OpError> {
    let sprint = match reference {
        Some(reference) => tracker.find_planned::<Sprint>(reference)?.record,
        None => active(tracker)?,
    };
    series_of(tracker, &tracker.overview(Reach::Records), &sprint)
}

/// The course of one sprint.
pub(crate) fn series_of(
    tracker: &Tracker,
    overview: &Overview,
    sprint: &Sprint,
) -> Result<SprintSeries, OpError> {
    let Some(days) = sprint.days() else {
        return Err(OpError::Refused {
            action: "draw",
            id: sprint.id.clone(),
            reason: "it has no dates".to_owned(),
            hint: Some("`tickets sprint update` gives it `--start` and `--end`".to_owned()),
        });
    };
    let scopes = Scopes::read(tracker, overview, &[sprint]);
    let pieces = scopes.course(sprint);
    let each = pieces.iter().map(|piece| (&piece.item, &*piece.stays));
    let today = tracker.now().date();
    let known = sprint.ended_at().map_or(today, |end| end.date().min(today));
    Ok(SprintSeries {
        has_points: pieces.iter().any(|piece| piece.item.points.is_some()),
        burn: burn(each, days, sprint.committed_at(), known),
        sprint: sprint.id.clone(),
        title: sprint.title.clone(),
        problems: scopes.problems,
    })
}

/// The one active sprint.
fn active(tracker: &Tracker) -> Result<Sprint, OpError> {
    let all = tracker.store.load_all::<Sprint>().records.into_iter();
    let is_active = |sprint: &Sprint| sprint.category() == Category::Doing;
    let mut active: Vec<Sprint> = all.map(|stored| stored.record).filter(is_active).collect();
    let reason = match (active.pop(), active.len()) {
        (Some(sprint), 0) => return Ok(sprint),
        (Some(_), _) => "several sprints are active",
        (None, _) => "no sprint is active",
    };
    Err(OpError::Invalid {
        reason: reason.to_owned(),
        hint: Some("name one; `tickets sprint list --all` shows them".to_owned()),
    })
}
