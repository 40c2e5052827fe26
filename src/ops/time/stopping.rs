//! Stopping timers, which writes the time down.

use crate::domain::Entry;
use crate::domain::Key;
use crate::domain::Minutes;
use crate::domain::Reference;
use crate::domain::Timestamp;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::entries::key_of;
use crate::ops::time::Timer;
use crate::ops::time::running::SECONDS_PER_MINUTE;
use crate::ops::time::running::elapsed;
use crate::ops::time::running::user;
use crate::ops::work::Work;
use crate::store::Receipt;
use crate::store::StoredEntry;

/// A timer whose entry is staged, and whose file goes once that is written.
#[derive(Debug)]
pub(crate) struct Stopped {
    timer: Timer,
    /// The path of the entry's file.
    path: String,
    /// Whether the entry stood there already.
    is_written: bool,
    /// What to tell of it, where nothing else does.
    note: Option<String>,
}

/// Stops the user's timer, and writes down the time; with `only` where it runs on that record.
///
/// # Errors
/// None runs, or it runs on another record, for too long, or on one that is gone or archived.
pub fn stop_timer(
    tracker: &Tracker,
    only: Option<&Reference>,
) -> Result<Outcome<StoredEntry>, OpError> {
    let mut work = Work::begin(tracker)?;
    let by = user(&work)?;
    let running = tracker.timer_of(&by).map_err(OpError::Unreadable)?;
    let Some(timer) = running else {
        return Err(OpError::Nothing("no timer of yours runs".to_owned()));
    };
    if let Some(reference) = only {
        let key = work.find_any(reference)?.key;
        if key != timer.record {
            return Err(OpError::Nothing(format!(
                "no timer of yours runs on `{key}`, but one on `{}`",
                timer.record
            )));
        }
    }
    let stored = work.stage_stop(timer, Told::ByTheCommand)?;
    let summary = format!("stop the timer on {}", key_of(&stored));
    work.commit(&summary, stored)
}

/// Who tells the user that a timer was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The command, whose task that was.
    ByTheCommand,
    /// A note beside what the command tells.
    ByANote,
}

impl Work<'_> {
    /// Stops the user's timer where it runs on one of these records. What keeps it from that keeps
    /// nothing else from being done.
    pub(crate) fn stop_timer_on(&mut self, keys: &[&Key]) {
        let Some((by, _)) = self.user().cloned() else {
            return;
        };
        let Ok(Some(timer)) = self.tracker.timer_of(&by) else {
            return;
        };
        let is_stopped = self.stopped.iter().any(|other| other.timer == timer);
        if is_stopped || !keys.contains(&&timer.record) {
            return;
        }
        let key = timer.record.clone();
        if let Err(error) = self.stage_stop(timer, Told::ByANote) {
            self.note(format!("your timer on `{key}` runs on: {error}"));
        }
    }

    /// Stages the entry of a timer that stops now.
    fn stage_stop(&mut self, timer: Timer, told: Told) -> Result<StoredEntry, OpError> {
        let record = self
            .find_for_entries("stop the timer on", &Reference::from(&timer.record))
            .map_err(|error| hinted(error, &timer.record))?;
        let (entries, _) = self.view.entries(&record);
        let with_id = entries
            .into_iter()
            .find(|stored| stored.file.id == timer.entry);
        let is_its = |stored: &StoredEntry| {
            stored.entry.kind == Entry::TIME && stored.entry.started_at == Some(timer.started_at)
        };
        let written = with_id.as_ref().filter(|stored| is_its(stored)).cloned();
        let is_written = written.is_some();
        let stored = match written {
            Some(stored) => stored,
            None => {
                let mut entry = self.new_entry(&record, Entry::TIME);
                if with_id.is_none() {
                    entry.id.clone_from(&timer.entry);
                }
                entry.by = Some(timer.by.clone());
                entry.entry_type = Some(timer.entry_type.clone());
                entry.started_at = Some(timer.started_at);
                entry.minutes = Some(worked(&timer, entry.at)?);
                entry.text = timer.text.clone();
                self.add_entry(&record, entry)?
            }
        };
        let minutes = stored.entry.minutes.map_or(0, Minutes::get);
        let time = crate::domain::in_words(minutes.into());
        let note = format!("your timer on `{}` was stopped after {time}", record.key);
        self.stopped.push(Stopped {
            path: stored.file.path.clone(),
            timer,
            is_written,
            note: (told == Told::ByANote).then_some(note),
        });
        Ok(stored)
    }
}

impl Tracker {
    /// Removes the files of timers whose entries are written now, and returns what to tell of them.
    ///
    /// Somebody may have started another one since: that is left alone.
    pub(crate) fn forget_stopped(&self, stopped: &[Stopped], receipt: &Receipt) -> Vec<String> {
        let mut notes = Vec::new();
        for stopped in stopped {
            let is_new = receipt
                .changes
                .iter()
                .any(|change| change.path == stopped.path);
            if !is_new && !stopped.is_written {
                continue;
            }
            let forgotten = self.store.begin().map_err(OpError::from).and_then(|lock| {
                let by = &stopped.timer.by;
                if matches!(self.timer_of(by), Ok(Some(timer)) if timer == stopped.timer) {
                    self.remove_timer(by)?;
                }
                drop(lock);
                Ok(())
            });
            notes.extend(stopped.note.clone());
            if let Err(error) = forgotten {
                notes.push(format!(
                    "the time is written down, but the timer runs on: {error}"
                ));
            }
        }
        notes
    }
}

/// The minutes of a timer, rounded; whoever started one has done something.
fn worked(timer: &Timer, now: Timestamp) -> Result<Minutes, OpError> {
    let refused = |reason: String| OpError::Refused {
        action: "stop the timer on",
        id: timer.record.clone(),
        reason,
        hint: Some("`tickets time discard` forgets it".to_owned()),
    };
    let seconds = elapsed(timer, now).ok_or_else(|| {
        refused(format!(
            "by the clock it will only be started at {}",
            timer.started_at
        ))
    })?;
    let minutes = (seconds + SECONDS_PER_MINUTE / 2) / SECONDS_PER_MINUTE;
    Minutes::new(minutes.max(1)).map_err(|error| refused(error.to_string()))
}

/// The record of a timer may be gone.
fn hinted(error: OpError, key: &Key) -> OpError {
    match error {
        OpError::Find(_) => OpError::Refused {
            action: "stop the timer on",
            id: key.clone(),
            reason: "there is no such record any more".to_owned(),
            hint: Some("`tickets time discard` forgets it".to_owned()),
        },
        other => other,
    }
}
