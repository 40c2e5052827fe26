//! Gathering the time that was spent, and what journals say.

use std::collections::BTreeMap;

use crate::domain::Entry;
use crate::domain::metrics::WorkItem;
use crate::ops::Grouping;
use crate::ops::RecordEntry;
use crate::ops::TimeGroup;
use crate::ops::TimeQuery;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::ops::time::time_groups;
use crate::store::Problem;
use crate::view::NoteLine;
use crate::view::TimeLine;
use crate::view::TimeSpent;
use crate::view::WorkTime;

/// How many records and notes are told of.
const SHOWN_MAX: usize = 20;

/// The types of entries that matter beyond their day.
const TYPES: [&str; 3] = ["blocker", "decision", "milestone"];

/// What people wrote down about their work.
#[derive(Debug)]
pub(crate) struct Logbook {
    /// None where nobody wrote down any.
    pub(crate) time: Option<TimeSpent>,
    /// The newest first.
    pub(crate) notes: Vec<NoteLine>,
    /// How long was spent on each record, by key.
    pub(crate) minutes: BTreeMap<String, u64>,
    pub(crate) problems: Vec<Problem>,
}

impl Tracker {
    /// Reads journals and time. Where the names of no entries say that they are such, nothing is opened.
    pub(crate) fn logbook(&self, overview: &Overview, items: &[WorkItem]) -> Logbook {
        let found = self.entries_everywhere(overview, &[Entry::JOURNAL, Entry::TIME]);
        let (time, journal): (Vec<RecordEntry>, Vec<RecordEntry>) = found
            .entries
            .into_iter()
            .partition(|one| one.entry.kind == Entry::TIME);
        let groups = |by| {
            let query = TimeQuery {
                by,
                ..TimeQuery::default()
            };
            time_groups(self, &time, &query)
        };
        let records = groups(Grouping::Ticket);
        let minutes = records
            .iter()
            .map(|group| (group.group.clone(), group.minutes));
        Logbook {
            minutes: minutes.collect(),
            time: (!time.is_empty()).then(|| {
                let lines = |by| groups(by).into_iter().map(line).collect();
                spent(
                    &records,
                    items,
                    [lines(Grouping::Person), lines(Grouping::Type)],
                )
            }),
            notes: notes(journal),
            problems: found.problems,
        }
    }
}

fn line(group: TimeGroup) -> TimeLine {
    TimeLine {
        name: group.group,
        entries: group.entries,
        minutes: group.minutes,
        billable_minutes: group.billable_minutes,
    }
}

fn spent(
    records: &[TimeGroup],
    items: &[WorkItem],
    [people, types]: [Vec<TimeLine>; 2],
) -> TimeSpent {
    let estimates = items
        .iter()
        .filter_map(|item| Some((item.id.as_str(), item.estimate_minutes()?)));
    let estimates: BTreeMap<&str, u64> = estimates.collect();
    let of = |group: &TimeGroup| {
        let estimate = estimates.get(group.group.as_str()).copied();
        WorkTime {
            id: group.group.clone(),
            title: group.title.clone().unwrap_or_default(),
            minutes: group.minutes,
            estimate_minutes: estimate,
            remaining_minutes: estimate.and_then(|estimate| {
                i64::try_from(estimate)
                    .ok()?
                    .checked_sub_unsigned(group.minutes)
            }),
        }
    };
    let all: Vec<WorkTime> = records.iter().map(of).collect();
    let with_estimate = || all.iter().filter(|work| work.estimate_minutes.is_some());
    TimeSpent {
        minutes: all.iter().map(|work| work.minutes).sum(),
        billable_minutes: people.iter().map(|line| line.billable_minutes).sum(),
        estimated: with_estimate().count(),
        estimated_minutes: with_estimate()
            .filter_map(|work| work.estimate_minutes)
            .sum(),
        spent_of_estimated: with_estimate().map(|work| work.minutes).sum(),
        people,
        types,
        records: all.len(),
        longest: all.into_iter().take(SHOWN_MAX).collect(),
    }
}

/// What holds work up, what was decided and what was reached, the newest first.
fn notes(mut journal: Vec<RecordEntry>) -> Vec<NoteLine> {
    journal.retain(|one| {
        let own = one.entry.entry_type.as_ref();
        let is_such = own.is_some_and(|own| TYPES.contains(&own.as_str()));
        is_such || one.entry.milestone.is_some() || !one.entry.decisions.is_empty()
    });
    journal.sort_by(|a, b| {
        let order = |one: &RecordEntry| (one.entry.at, one.record.clone(), one.entry.id.clone());
        order(b).cmp(&order(a))
    });
    let note = |one: RecordEntry| NoteLine {
        at: one.entry.at,
        by: one.entry.by.as_ref().map(ToString::to_string),
        entry_type: one.entry.entry_type.as_ref().map(ToString::to_string),
        record: one.record.to_string(),
        title: one.title,
        facts: one
            .entry
            .facts()
            .into_iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect(),
        text: one.entry.text.to_string(),
    };
    journal.into_iter().take(SHOWN_MAX).map(note).collect()
}
