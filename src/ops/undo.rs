//! Taking back the last transaction of this clone.

use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::Journal;
use crate::store::Transaction;

/// The last transaction, which [`undo`] would take back.
///
/// # Errors
/// There is none, it was made in another working tree, or its files changed since.
pub fn last_transaction(tracker: &Tracker) -> Result<Journal, OpError> {
    let Some(journal) = tracker.store.last_transaction()? else {
        return Err(OpError::Nothing(
            "nothing to undo: this clone remembers no change".to_owned(),
        ));
    };
    if journal.home != tracker.store.home() {
        let reason = format!(
            "the last change was made in `{}`; undo it there",
            journal.home.display()
        );
        return Err(OpError::Conflict { reason });
    }
    journal.is_current()?;
    Ok(journal)
}

/// Takes the last transaction back. Doing so is a transaction too, so doing it
/// twice brings everything back.
///
/// # Errors
/// As [`last_transaction`], or a store that fails.
pub fn undo(tracker: &Tracker) -> Result<Outcome<Journal>, OpError> {
    let mut work = Work::begin(tracker)?;
    let journal = last_transaction(tracker)?;
    stage(&mut work.transaction, &journal)?;
    let summary = match journal.summary.strip_prefix("undo ") {
        Some(redone) => format!("redo {redone}"),
        None => format!("undo {}", journal.summary),
    };
    work.commit(&summary, journal)
}

fn stage(transaction: &mut Transaction<'_>, journal: &Journal) -> Result<(), OpError> {
    for step in journal.steps.iter().rev() {
        match &step.before {
            Some(content) => transaction.overwrite(&step.path, content.clone().into_bytes())?,
            None => transaction.remove_file(&step.path)?,
        }
    }
    Ok(())
}
