//! Changes of a checklist, by the numbers that people saw.

use crate::domain::Criterion;
use crate::domain::Key;
use crate::ops::OpError;
use crate::ops::work::Work;

/// What to do with a checklist; numbers count from 1 and mean its lines as they were before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChecklistEdit {
    /// Lines to add at its end.
    pub add: Vec<String>,
    /// Lines that hold now.
    pub check: Vec<usize>,
    /// Lines that hold no longer.
    pub uncheck: Vec<usize>,
    /// Lines to remove.
    pub remove: Vec<usize>,
}

impl ChecklistEdit {
    /// Only new lines.
    pub fn adding(lines: &[String]) -> ChecklistEdit {
        ChecklistEdit {
            add: lines.to_vec(),
            ..ChecklistEdit::default()
        }
    }

    /// Makes the changes; `what` is the word for a line of the list.
    ///
    /// # Errors
    /// A number that no line has, or a text that is no line.
    pub(crate) fn apply(
        &self,
        work: &Work<'_>,
        (id, what): (&Key, &str),
        list: &mut Vec<Criterion>,
    ) -> Result<(), OpError> {
        let count = list.len();
        let place = |number: usize| {
            let place = number.checked_sub(1).filter(|place| *place < count);
            let reason = || format!("it has no {what} {number}, only {count}");
            place.ok_or_else(|| OpError::refused("update", id, reason()))
        };
        for (numbers, done) in [(&self.check, true), (&self.uncheck, false)] {
            for number in numbers {
                list[place(*number)?].done = done;
            }
        }
        let removed = self.remove.iter().map(|number| place(*number));
        let removed: Vec<usize> = removed.collect::<Result<_, _>>()?;
        let mut at = 0;
        list.retain(|_| {
            at += 1;
            !removed.contains(&(at - 1))
        });
        for line in &self.add {
            list.push(work.new_criterion(line)?);
        }
        Ok(())
    }
}
