//! What a report tells.

use serde::Serialize;

use crate::domain::Category;
use crate::domain::Coverage;
use crate::domain::Date;
use crate::domain::RequirementType;
use crate::domain::Timestamp;
use crate::domain::metrics::Analytics;
use crate::domain::metrics::Burn;
use crate::domain::metrics::FlowDay;
use crate::domain::metrics::WeekAmount;

/// A project at one time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The name of the project's folder.
    pub project: String,
    /// When it was made.
    pub generated_at: Timestamp,
    /// The revision that it is about; none for the working tree.
    pub revision: Option<String>,
    /// How many days back its charts look.
    pub days: u32,
    /// The numbers.
    pub analytics: Analytics,
    /// How many tickets have each status, in the project's order; archived ones do not count.
    pub statuses: Vec<Slice>,
    /// How many open tickets have each priority, the highest first.
    pub priorities: Vec<Slice>,
    /// What remains to be done, day by day.
    pub burndown: Burndown,
    /// How much stood where, day by day.
    pub flow: Vec<FlowDay>,
    /// What was done, week by week.
    pub weeks: Vec<WeekAmount>,
    /// What was done, and how long it took.
    pub cycle: Vec<CyclePoint>,
    /// The epics with their progress.
    pub epics: Vec<EpicLine>,
    /// The open backlog items, the highest score first.
    pub backlog: Vec<ItemLine>,
    /// The sprints that are active or planned.
    pub sprints: Vec<SprintLine>,
    /// How much of what is expected is so.
    pub coverage: Coverage,
    /// What is expected.
    pub requirements: Vec<RequirementLine>,
    /// The time that was spent; none where nobody wrote down any.
    pub time: Option<TimeSpent>,
    /// What journals say of blockers, decisions and milestones, the newest first, up to twenty.
    pub notes: Vec<NoteLine>,
    /// The tickets that are not archived: open ones first, the most important of them first.
    pub tickets: Vec<TicketLine>,
}

/// A number of tickets with something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slice {
    /// What they have in common.
    pub name: String,
    /// What that means, of a status.
    pub category: Option<Category>,
    /// How many there are.
    pub count: usize,
}

/// What remains to be done, day by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Burndown {
    /// The key of the active sprint that it is of; none for the whole project.
    pub sprint: Option<String>,
    /// Whether it is drawn by story points, and not by tickets.
    pub by_points: bool,
    /// The days.
    #[serde(flatten)]
    pub burn: Burn,
}

/// A ticket that was done, and how long it took.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CyclePoint {
    /// Its key.
    pub id: String,
    /// When it was done.
    pub done_at: Timestamp,
    /// How many days after work on it began.
    pub days: f64,
}

/// An epic with its progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EpicLine {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub status: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The day by which it should be completed.
    pub target_date: Option<Date>,
    /// Whether that day has passed.
    pub is_overdue: bool,
    /// How much is done.
    pub percent: Option<u8>,
    /// How many tickets are done or to be done.
    pub tickets: usize,
    /// How many of them are done.
    pub tickets_done: usize,
    /// How many of them are held up.
    pub tickets_blocked: usize,
    /// The story points of those that are done or to be done.
    pub points: u64,
    /// The story points of those that are done.
    pub points_done: u64,
}

/// A backlog item with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemLine {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub status: String,
    /// How much it matters.
    pub priority: String,
    /// How soon it should be done.
    pub score: i64,
    /// What the score is made of, in words.
    pub score_parts: String,
    /// Its size.
    pub points: Option<u32>,
    /// Whether it can be planned for a sprint.
    pub is_ready: bool,
}

/// A sprint with its progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SprintLine {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub status: String,
    /// What it is for.
    pub goal: String,
    /// Its first day.
    pub start_date: Option<Date>,
    /// Its last day.
    pub end_date: Option<Date>,
    /// How many of its days are left.
    pub days_left: Option<u32>,
    /// Whether its last day has passed and it is active still.
    pub is_overdue: bool,
    /// How many tickets and items are in it.
    pub work: usize,
    /// How many of them are done.
    pub work_done: usize,
    /// The keys of those that were added after it began.
    pub added: Vec<String>,
    /// The keys of what was taken out of it since it began.
    pub removed: Vec<String>,
    /// Their story points.
    pub points: u64,
    /// The story points of those that are done.
    pub points_done: u64,
    /// How many story points it has room for.
    pub capacity: Option<u32>,
}

/// Something that is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequirementLine {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What sort of expectation it is.
    #[serde(rename = "type")]
    pub requirement_type: RequirementType,
    /// Where it stands.
    pub status: String,
    /// Whether it is so.
    pub is_met: bool,
    /// Whether it may no longer be what was reviewed.
    pub is_suspect: bool,
    /// The key of what it is expected of.
    pub of: Option<String>,
}

/// The time that was spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeSpent {
    /// How long all of it took.
    pub minutes: u64,
    /// How much of that is billed.
    pub billable_minutes: u64,
    /// On how many records it was spent.
    pub records: usize,
    /// How many of them say how long they were thought to take.
    pub estimated: usize,
    /// How long these were thought to take together.
    pub estimated_minutes: u64,
    /// How long these took until now.
    pub spent_of_estimated: u64,
    /// By who spent it, the most first.
    pub people: Vec<TimeLine>,
    /// By what sort of work it was, the most first.
    pub types: Vec<TimeLine>,
    /// The records that took longest, up to twenty.
    pub longest: Vec<WorkTime>,
}

/// The time of some entries that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeLine {
    /// What they have in common; empty where nothing is said.
    pub name: String,
    /// How many there are.
    pub entries: usize,
    /// How long they took.
    pub minutes: u64,
    /// How much of that is billed.
    pub billable_minutes: u64,
}

/// The time of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkTime {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// How long it took until now.
    pub minutes: u64,
    /// How long it was thought to take.
    pub estimate_minutes: Option<u64>,
    /// What of that is left; negative where it took longer.
    pub remaining_minutes: Option<i64>,
}

/// An entry of a journal that matters beyond its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteLine {
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: Option<String>,
    /// What sort of entry it is.
    #[serde(rename = "type")]
    pub entry_type: Option<String>,
    /// The key of the record that it is about.
    pub record: String,
    /// What that is about.
    pub title: String,
    /// What it says beside its text, such as `milestone Beta`.
    pub facts: Vec<String>,
    /// What it says.
    pub text: String,
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TicketLine {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What sort of work it is.
    #[serde(rename = "type")]
    pub ticket_type: String,
    /// Where it stands.
    pub status: String,
    /// What its status means.
    pub category: Category,
    /// How much it matters.
    pub priority: String,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Words that group it with others.
    pub labels: Vec<String>,
    /// The epic it belongs to.
    pub epic: Option<String>,
    /// The sprint it is planned for.
    pub sprint: Option<String>,
    /// Its size.
    pub points: Option<u32>,
    /// How many minutes of work it is thought to be.
    pub estimate_minutes: Option<u64>,
    /// How many minutes were spent on it.
    pub spent_minutes: u64,
    /// The day by which it should be done.
    pub due: Option<Date>,
    /// Whether it is open and that day has passed.
    pub is_overdue: bool,
    /// What it waits for.
    pub blocked_by: Vec<String>,
    /// Its age in whole days; none where nobody knows.
    pub age_days: Option<u64>,
}
