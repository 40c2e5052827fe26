//! Starting timers, and those that run.

use crate::domain::Entry;
use crate::domain::EntryType;
use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Reference;
use crate::domain::Text;
use crate::domain::Timestamp;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::entries::check_type;
use crate::ops::time::Timer;
use crate::ops::work::Work;
use crate::store::Problem;

/// A timer that runs longer was forgotten, one supposes.
const FORGOTTEN_MINUTES: u64 = 12 * 60;

pub(crate) const SECONDS_PER_MINUTE: u64 = 60;

/// A timer to start.
#[derive(Debug, Clone, Default)]
pub struct NewTimer {
    /// What sort of work it is; `work` where nothing is said.
    pub entry_type: Option<EntryType>,
    /// What the work is.
    pub text: String,
}

/// A timer that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The timer.
    pub timer: Timer,
    /// How long it runs.
    pub minutes: u64,
    /// Whether it runs for so long that it was forgotten, one supposes.
    pub is_forgotten: bool,
    /// Whether it is the user's own.
    pub is_mine: bool,
}

/// The timers of everybody.
#[derive(Debug)]
pub struct Timers {
    /// Those that run, the longest running first.
    pub running: Vec<Running>,
    /// What is wrong with other files.
    pub problems: Vec<Problem>,
}

/// Starts the user's timer.
///
/// # Errors
/// It runs already, nobody knows who the user is, no such record, or one that is archived.
pub fn start_timer(
    tracker: &Tracker,
    reference: &Reference,
    new: &NewTimer,
) -> Result<Outcome<Timer>, OpError> {
    let mut work = Work::begin(tracker)?;
    let by = user(&work)?;
    let record = work.find_for_entries("start a timer on", reference)?;
    match tracker.timer_of(&by) {
        Ok(Some(timer)) => return Err(runs_already(&timer, &record.key)),
        Ok(None) => {}
        Err(problem) => work.note(format!("{problem}; a new timer took its place")),
    }
    let usual = || Entry::TIME_TYPES[0].parse::<EntryType>();
    let entry_type = match &new.entry_type {
        Some(chosen) => chosen.clone(),
        None => usual().map_err(|error| OpError::invalid(error.to_string()))?,
    };
    check_type(&entry_type, &Entry::TIME_TYPES)?;
    let timer = Timer {
        by,
        record: record.key.clone(),
        entry_type,
        started_at: tracker.now(),
        text: Text::new(new.text.trim()),
        entry: work.new_entry(&record, Entry::TIME).id,
    };
    if !tracker.is_rehearsal() {
        tracker.write_timer(&timer)?;
    }
    work.commit(&format!("start a timer on {}", record.key), timer)
}

/// Forgets the user's timer, and the time with it.
///
/// # Errors
/// None runs.
pub fn discard_timer(tracker: &Tracker) -> Result<Outcome<Option<Timer>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let by = user(&work)?;
    let timer = match tracker.timer_of(&by) {
        Ok(None) => return Err(OpError::Nothing("no timer of yours runs".to_owned())),
        Ok(Some(timer)) => Some(timer),
        Err(problem) => {
            work.note(format!("{problem}; it is gone now"));
            None
        }
    };
    if !tracker.is_rehearsal() {
        tracker.remove_timer(&by)?;
    }
    work.commit("discard a timer", timer)
}

/// The timers of everybody who works in this clone.
pub fn running_timers(tracker: &Tracker) -> Timers {
    let own = tracker.user().map(|(name, _)| name);
    let (timers, problems) = tracker.timers();
    let now = tracker.now();
    let running = timers.into_iter().map(|timer| {
        let minutes = elapsed(&timer, now).unwrap_or(0) / SECONDS_PER_MINUTE;
        Running {
            minutes,
            is_forgotten: minutes > FORGOTTEN_MINUTES,
            is_mine: own.as_ref() == Some(&timer.by),
            timer,
        }
    });
    Timers {
        running: running.collect(),
        problems,
    }
}

/// Whose timer it is.
pub(crate) fn user(work: &Work<'_>) -> Result<Person, OpError> {
    let user = crate::ops::person(work.tracker, "me")?;
    user.ok_or_else(|| OpError::invalid("it is not known who you are"))
}

/// Seconds since it was started; none where that lies ahead.
pub(crate) fn elapsed(timer: &Timer, now: Timestamp) -> Option<u64> {
    u64::try_from(now.as_seconds() - timer.started_at.as_seconds()).ok()
}

fn runs_already(timer: &Timer, wanted: &Key) -> OpError {
    if timer.record == *wanted {
        return OpError::Nothing(format!(
            "your timer runs on `{wanted}` already, since {}",
            timer.started_at
        ));
    }
    OpError::Refused {
        action: "start a timer on",
        id: wanted.clone(),
        reason: format!(
            "yours runs on `{}` since {}",
            timer.record, timer.started_at
        ),
        hint: Some("`tickets time stop` stops that".to_owned()),
    }
}
