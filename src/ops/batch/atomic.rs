//! All lines of a batch in one transaction.

use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::batch::line::Line;
use crate::ops::batch::locals::Locals;
use crate::ops::batch::performed::Fate;
use crate::ops::batch::performed::Performed;
use crate::ops::batch::stage;
use crate::ops::work::Work;
use crate::store::Receipt;

/// The most operations that one transaction takes: they are all held in memory.
const OPERATIONS_MAX: usize = 100_000;

/// Does what all lines say, or nothing of it.
///
/// Each sees what those before it did. When one fails, the others are looked at
/// all the same, so that every mistake is told at once; nothing is written, and
/// the others end as skipped.
///
/// # Errors
/// No operation at all or too many, a file that somebody else changed
/// meanwhile, or a store that fails. That a line cannot be done is no error
/// here: its [`Fate`] says so.
pub fn batch(tracker: &Tracker, lines: &[Vec<u8>]) -> Result<Outcome<Vec<Performed>>, OpError> {
    let lines = read(lines)?;
    let mut work = Work::begin(tracker)?;
    let mut performed = perform_all(&mut work, lines);
    if performed.iter().any(|one| one.error().is_some()) {
        for one in &mut performed {
            if matches!(one.fate, Fate::Done | Fate::Unchanged) {
                one.fate = Fate::Skipped { needs: None };
            }
        }
        let receipt = Receipt::default();
        let value = performed;
        return Ok(Outcome { value, receipt });
    }
    let count = performed.len();
    let noun = if count == 1 {
        "operation"
    } else {
        "operations"
    };
    work.commit(&format!("batch of {count} {noun}"), performed)
}

/// The lines that say something.
pub(crate) fn read(lines: &[Vec<u8>]) -> Result<Vec<Line>, OpError> {
    let numbered = lines.iter().enumerate();
    let lines: Vec<Line> = numbered
        .filter_map(|(place, bytes)| Line::read(place + 1, bytes))
        .collect();
    if lines.is_empty() {
        return Err(OpError::Nothing(
            "nothing to do: no operation was given".to_owned(),
        ));
    }
    if lines.len() > OPERATIONS_MAX {
        return Err(OpError::Invalid {
            reason: format!("more than {OPERATIONS_MAX} operations are too many for one change"),
            hint: Some("`--each` makes a change of each and takes any number".to_owned()),
        });
    }
    Ok(lines)
}

/// Stages what all lines say, one after the other.
pub(crate) fn perform_all(work: &mut Work<'_>, lines: Vec<Line>) -> Vec<Performed> {
    let mut locals = Locals::default();
    let each = lines.into_iter();
    each.map(|line| stage::perform(work, &mut locals, line))
        .collect()
}
