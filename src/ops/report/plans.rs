//! Gathering epics, sprints, backlog items and requirements.

use crate::domain::BacklogItem;
use crate::domain::Category;
use crate::domain::Coverage;
use crate::domain::Living as _;
use crate::domain::Record;
use crate::domain::metrics::ALWAYS;
use crate::domain::metrics::DayRange;
use crate::domain::metrics::WorkItem;
use crate::domain::metrics::burn;
use crate::ops::EpicQuery;
use crate::ops::ItemList;
use crate::ops::ItemQuery;
use crate::ops::OpError;
use crate::ops::RequirementQuery;
use crate::ops::ShownEpic;
use crate::ops::ShownItem;
use crate::ops::ShownRequirement;
use crate::ops::ShownSprint;
use crate::ops::SprintQuery;
use crate::ops::Tracker;
use crate::ops::epic::epics_in;
use crate::ops::list_items;
use crate::ops::list_requirements;
use crate::ops::overview::Overview;
use crate::ops::sprint::series_of;
use crate::ops::sprint::sprints_in;
use crate::store::Problem;
use crate::view::Burndown;
use crate::view::EpicLine;
use crate::view::ItemLine;
use crate::view::RequirementLine;
use crate::view::SprintLine;

/// What is planned.
#[derive(Debug)]
pub(crate) struct Plans {
    pub(crate) epics: Vec<EpicLine>,
    pub(crate) backlog: Vec<ItemLine>,
    pub(crate) sprints: Vec<SprintLine>,
    pub(crate) coverage: Coverage,
    pub(crate) requirements: Vec<RequirementLine>,
    pub(crate) burndown: Burndown,
    pub(crate) problems: Vec<Problem>,
}

impl Tracker {
    /// What is planned; without an active sprint, the burndown is that of all tickets.
    pub(crate) fn plans(
        &self,
        overview: &Overview,
        items: &[WorkItem],
        range: DayRange,
    ) -> Result<Plans, OpError> {
        let all = EpicQuery {
            all: true,
            ..EpicQuery::default()
        };
        let epics = epics_in(self, overview, &all)?;
        // This looks at all tickets once more, which few projects need.
        let backlog = if self.has_any::<BacklogItem>() {
            list_items(self, &ItemQuery::default())?
        } else {
            ItemList {
                items: Vec::new(),
                total: 0,
                hidden: 0,
                problems: Vec::new(),
            }
        };
        let sprints = sprints_in(self, overview, &SprintQuery::default())?;
        let expected = list_requirements(self, &RequirementQuery::default())?;
        let pairs = expected.requirements.iter();
        let pairs = pairs.map(|one| (&one.stored.record, one.state.is_suspect));
        let mut problems = epics.problems;
        problems.extend(backlog.problems);
        problems.extend(sprints.problems);
        let active = sprints.sprints.iter().find(|sprint| {
            let record = &sprint.stored.record;
            record.category() == Category::Doing && record.days().is_some()
        });
        let burndown = match active {
            Some(sprint) => self.burndown_of(overview, sprint)?,
            None => Burndown {
                sprint: None,
                by_points: false,
                burn: burn(
                    items.iter().map(|item| (item, ALWAYS)),
                    range,
                    None,
                    range.to,
                ),
            },
        };
        Ok(Plans {
            epics: epics.epics.iter().map(epic).collect(),
            backlog: backlog.items.iter().map(item).collect(),
            sprints: sprints.sprints.iter().map(sprint).collect(),
            coverage: Coverage::of(pairs),
            requirements: expected.requirements.iter().map(requirement).collect(),
            burndown,
            problems: {
                problems.extend(expected.problems);
                problems
            },
        })
    }

    fn has_any<R: Record>(&self) -> bool {
        let listing = self.store.files(&R::KIND);
        !listing.files.is_empty() || !listing.problems.is_empty()
    }

    fn burndown_of(&self, overview: &Overview, sprint: &ShownSprint) -> Result<Burndown, OpError> {
        let series = series_of(self, overview, &sprint.stored.record)?;
        Ok(Burndown {
            sprint: Some(series.sprint.to_string()),
            by_points: series.has_points,
            burn: series.burn,
        })
    }
}

fn epic(shown: &ShownEpic) -> EpicLine {
    let (record, progress) = (&shown.stored.record, &shown.progress);
    EpicLine {
        id: record.id.to_string(),
        title: record.title.to_string(),
        status: record.status.to_string(),
        owner: record.owner.as_ref().map(ToString::to_string),
        target_date: record.target_date,
        is_overdue: progress.is_overdue,
        percent: progress.percent,
        tickets: progress.tickets.len() - progress.tickets_dropped,
        tickets_done: progress.tickets_done,
        tickets_blocked: progress.tickets_blocked,
        points: progress.points_total,
        points_done: progress.points_done,
    }
}

fn item(shown: &ShownItem) -> ItemLine {
    let (record, facts) = (&shown.stored.record, &shown.facts);
    let parts = &facts.score_parts;
    let assumed = |field: &str| {
        if parts.assumed.contains(&field) {
            " (assumed)"
        } else {
            ""
        }
    };
    ItemLine {
        id: record.id.to_string(),
        title: record.title.to_string(),
        status: record.status.to_string(),
        priority: record.priority.to_string(),
        score: facts.score,
        score_parts: format!(
            "priority {}, value {}{}, points {}{}",
            parts.priority,
            parts.value,
            assumed("business_value"),
            parts.points,
            assumed("story_points")
        ),
        points: record.story_points,
        is_ready: facts.is_ready,
    }
}

fn sprint(shown: &ShownSprint) -> SprintLine {
    let (record, progress) = (&shown.stored.record, &shown.progress);
    SprintLine {
        id: record.id.to_string(),
        title: record.title.to_string(),
        status: record.status.to_string(),
        goal: record.goal.to_string(),
        start_date: record.start_date,
        end_date: record.end_date,
        days_left: progress.days_left,
        is_overdue: progress.is_overdue,
        work: progress.work.len() - progress.work_dropped,
        work_done: progress.work_done,
        added: progress.added.clone(),
        removed: progress.removed.clone(),
        points: progress.points_total,
        points_done: progress.points_done,
        capacity: record.capacity,
    }
}

fn requirement(shown: &ShownRequirement) -> RequirementLine {
    let record = &shown.stored.record;
    RequirementLine {
        id: record.id.to_string(),
        title: record.title.to_string(),
        requirement_type: record.requirement_type,
        status: record.status.to_string(),
        is_met: record.is_covered() && !shown.state.is_suspect,
        is_suspect: shown.state.is_suspect,
        of: record.of.as_ref().map(ToString::to_string),
    }
}
