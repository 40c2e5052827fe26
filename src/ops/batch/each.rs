//! Each line of a batch in a transaction of its own.

use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::batch::atomic;
use crate::ops::batch::line::Line;
use crate::ops::batch::locals::Locals;
use crate::ops::batch::performed::Fate;
use crate::ops::batch::performed::Performed;
use crate::ops::batch::stage;
use crate::ops::work::Work;
use crate::store::Receipt;

/// Lines that are done one by one, whatever becomes of the others.
#[derive(Debug)]
pub struct EachBatch<'a> {
    tracker: &'a Tracker,
    locals: Locals,
}

impl<'a> EachBatch<'a> {
    /// Begins with no names given.
    pub fn new(tracker: &'a Tracker) -> EachBatch<'a> {
        EachBatch {
            tracker,
            locals: Locals::default(),
        }
    }

    /// Does what a line says, at once; none for a blank line.
    pub fn perform(&mut self, number: usize, bytes: &[u8]) -> Option<(Performed, Receipt)> {
        let line = Line::read(number, bytes)?;
        let heading = line.heading.clone();
        match self.transact(line) {
            Ok(outcome) => Some((outcome.value, outcome.receipt)),
            Err(error) => {
                let is_written = matches!(error, OpError::NotCommitted { .. });
                if let (Some(name), false) = (&heading.name, is_written) {
                    self.locals.fail(name, number);
                }
                let performed = Performed::new(heading, Fate::Failed(error));
                Some((performed, Receipt::default()))
            }
        }
    }

    fn transact(&mut self, line: Line) -> Result<Outcome<Performed>, OpError> {
        let mut work = Work::begin(self.tracker)?;
        let performed = stage::perform(&mut work, &mut self.locals, line);
        let op = performed.op.as_deref().unwrap_or_default();
        let id = performed.id.as_deref().unwrap_or_default();
        let summary = format!("{op} {id}");
        work.commit(summary.trim_end(), performed)
    }
}

/// What [`EachBatch`] would do to all lines, each seeing what those before it would have done.
///
/// # Errors
/// No operation at all or too many.
pub fn rehearse_each(
    tracker: &Tracker,
    lines: &[Vec<u8>],
) -> Result<Outcome<Vec<Performed>>, OpError> {
    let lines = atomic::read(lines)?;
    let mut work = Work::begin(tracker)?;
    let performed = atomic::perform_all(&mut work, lines);
    work.commit("batch", performed)
}
