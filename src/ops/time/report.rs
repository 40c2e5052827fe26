//! The time that was spent, added up.

use std::collections::BTreeMap;

use crate::domain::Date;
use crate::domain::Entry;
use crate::domain::Person;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::RecordEntry;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::time::sheet::is_billable;
use crate::ops::time::sheet::minutes;
use crate::query;
use crate::store::Problem;
use crate::store::Reach;

/// What time is added up by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Who spent it.
    #[default]
    Person,
    /// The day on which it was spent, in UTC.
    Day,
    /// What sort of work it was.
    Type,
    /// The record that it was spent on.
    Ticket,
    /// The epic of the record.
    Epic,
}

/// Which time to add up.
#[derive(Debug, Clone, Default)]
pub struct TimeQuery {
    /// Only that of these tickets; none means all records.
    pub tickets: Option<query::Query>,
    /// What to add it up by.
    pub by: Grouping,
    /// Only that of this person.
    pub person: Option<Person>,
    /// Only that of this day and later.
    pub from: Option<Date>,
    /// Only that of this day and earlier.
    pub to: Option<Date>,
}

/// The time of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct TimeGroup {
    /// What they have in common: a person, a day, a type, a key; empty where nothing is said.
    pub group: String,
    /// The title of the record, where one is the group.
    pub title: Option<String>,
    /// How many entries there are.
    pub entries: usize,
    /// How long they took.
    pub minutes: u64,
    /// How much of that is billed.
    pub billable_minutes: u64,
    /// How long the ticket, or the tickets of the epic, were thought to take.
    pub estimate_minutes: Option<u64>,
    /// How much of the estimate is left after all that was spent, whenever and by whomever;
    /// negative where it took longer.
    pub remaining_minutes: Option<i64>,
}

/// The time that was spent, added up.
#[derive(Debug)]
pub struct TimeReport {
    /// The groups: days in order, others by how long they took.
    pub groups: Vec<TimeGroup>,
    /// How long all of it took.
    pub minutes: u64,
    /// How much of that is billed.
    pub billable_minutes: u64,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Adds up the time that was spent.
///
/// # Errors
/// None so far as a project can be read.
pub fn time_report(tracker: &Tracker, query: &TimeQuery) -> Result<TimeReport, OpError> {
    let found = tracker.found(query.tickets.as_ref(), Entry::TIME);
    let mut groups = time_groups(tracker, &found.entries, query);
    if matches!(query.by, Grouping::Ticket | Grouping::Epic) {
        let mut totals: BTreeMap<String, u64> = BTreeMap::new();
        for one in &found.entries {
            *totals.entry(name(one, query.by)).or_default() += minutes(&one.entry);
        }
        tracker.estimate(&mut groups, &totals, query.by);
    }
    let mut problems = found.problems;
    problems.sort();
    problems.dedup();
    Ok(TimeReport {
        minutes: groups.iter().map(|group| group.minutes).sum(),
        billable_minutes: groups.iter().map(|group| group.billable_minutes).sum(),
        groups,
        problems,
    })
}

/// The time of some entries, added up, without estimates: days in order, others by how long they took.
pub(crate) fn time_groups(
    tracker: &Tracker,
    entries: &[RecordEntry],
    query: &TimeQuery,
) -> Vec<TimeGroup> {
    let mut groups: BTreeMap<String, TimeGroup> = BTreeMap::new();
    for one in entries.iter().filter(|one| is_wanted(&one.entry, query)) {
        let name = name(one, query.by);
        let group = groups.entry(name.clone()).or_default();
        group.group = name;
        group.entries += 1;
        group.minutes += minutes(&one.entry);
        if is_billable(tracker, &one.entry) {
            group.billable_minutes += minutes(&one.entry);
        }
        if query.by == Grouping::Ticket {
            group.title = Some(one.title.clone());
        }
    }
    let mut groups: Vec<TimeGroup> = groups.into_values().collect();
    if query.by != Grouping::Day {
        groups.sort_by(|a, b| (b.minutes, &a.group).cmp(&(a.minutes, &b.group)));
    }
    groups
}

fn name(one: &RecordEntry, by: Grouping) -> String {
    let entry = &one.entry;
    match by {
        Grouping::Person => entry.by.as_ref().map(ToString::to_string),
        Grouping::Day => Some(entry.worked_at().date().to_string()),
        Grouping::Type => entry.entry_type.as_ref().map(ToString::to_string),
        Grouping::Ticket => Some(one.record.to_string()),
        Grouping::Epic => one.epic.clone(),
    }
    .unwrap_or_default()
}

fn is_wanted(entry: &Entry, query: &TimeQuery) -> bool {
    let day = entry.worked_at().date();
    (query.person.is_none() || query.person == entry.by)
        && query.from.is_none_or(|from| from <= day)
        && query.to.is_none_or(|to| day <= to)
}

impl Tracker {
    /// Tells of each group what it was thought to take, and what of that is left.
    fn estimate(&self, groups: &mut [TimeGroup], totals: &BTreeMap<String, u64>, by: Grouping) {
        let of_epics = match by {
            Grouping::Epic => self.estimates_of_epics(&self.overview(Reach::Records), groups),
            Grouping::Person | Grouping::Day | Grouping::Type | Grouping::Ticket => BTreeMap::new(),
        };
        for group in groups {
            let estimate = match group.group.parse().map(|key| Reference::from(&key)) {
                Ok(reference) if by == Grouping::Ticket => {
                    let file = self.find_any(&reference).ok();
                    file.and_then(|file| self.estimate_of(&file))
                }
                Ok(_) | Err(_) => of_epics.get(&group.group).copied(),
            };
            let spent = totals.get(&group.group).copied().unwrap_or_default();
            group.estimate_minutes = estimate;
            group.remaining_minutes = estimate
                .and_then(|estimate| i64::try_from(estimate).ok()?.checked_sub_unsigned(spent));
        }
    }

    /// What the tickets of these epics were thought to take together.
    fn estimates_of_epics(
        &self,
        overview: &Overview,
        groups: &[TimeGroup],
    ) -> BTreeMap<String, u64> {
        let mut estimates: BTreeMap<String, u64> = BTreeMap::new();
        for row in overview.snapshot.rows() {
            let summary = row.summary();
            let Some(epic) = summary.epic.as_deref() else {
                continue;
            };
            if !groups.iter().any(|group| group.group == epic) {
                continue;
            }
            let estimate = row.file().and_then(|file| self.estimate_of(&file));
            if let Some(estimate) = estimate {
                *estimates.entry(epic.to_owned()).or_default() += estimate;
            }
        }
        estimates
    }
}
