//! The time that was spent on one record.

use crate::domain::Entry;
use crate::domain::Hours;
use crate::domain::Minutes;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::RecordEntry;
use crate::ops::Running;
use crate::ops::Tracker;
use crate::ops::running_timers;
use crate::store::Problem;
use crate::store::RecordFile;

/// The time that was spent on a record.
#[derive(Debug)]
pub struct TimeSheet {
    /// Its key.
    pub record: crate::domain::Key,
    /// What was written down, oldest first.
    pub entries: Vec<RecordEntry>,
    /// How long all of it took.
    pub minutes: u64,
    /// How much of that is billed.
    pub billable_minutes: u64,
    /// How long it was thought to take.
    pub estimate_minutes: Option<u64>,
    /// The timers that run on it.
    pub running: Vec<Running>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// The time that was spent on one record.
///
/// # Errors
/// No such record, or its file cannot be read.
pub fn time_sheet(tracker: &Tracker, reference: &Reference) -> Result<TimeSheet, OpError> {
    let file = tracker.find_any(reference)?;
    let found = tracker.entries_of_one(&Reference::from(&file.key), Entry::TIME)?;
    let timers = running_timers(tracker);
    let mut problems = found.problems;
    problems.extend(timers.problems);
    let entries = found.entries.iter().map(|one| &one.entry);
    let running = timers.running.into_iter();
    Ok(TimeSheet {
        minutes: entries.clone().map(minutes).sum(),
        billable_minutes: entries
            .filter(|entry| is_billable(tracker, entry))
            .map(minutes)
            .sum(),
        estimate_minutes: tracker.estimate_of(&file),
        running: running
            .filter(|running| running.timer.record == file.key)
            .collect(),
        record: file.key,
        entries: found.entries,
        problems,
    })
}

/// How long an entry took.
pub(crate) fn minutes(entry: &Entry) -> u64 {
    entry
        .minutes
        .map_or(0, |minutes| Minutes::get(minutes).into())
}

/// Whether somebody pays for work of this type.
pub(crate) fn is_billable(tracker: &Tracker, entry: &Entry) -> bool {
    let billable = &tracker.settings.time.billable;
    let own = entry.entry_type.as_ref();
    own.is_some_and(|own| billable.iter().any(|name| name == own.as_str()))
}

impl Tracker {
    /// How long the work on a record is thought to take; only tickets say so.
    pub(crate) fn estimate_of(&self, file: &RecordFile) -> Option<u64> {
        if RecordKind::of_key(&file.key) != RecordKind::Ticket {
            return None;
        }
        let ticket = self.store.load::<Ticket>(file).ok()?.record;
        ticket.estimate_hours.map(Hours::in_minutes)
    }
}
