//! The repairs that cannot lose anything.

use std::fs;

use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::doctor::doctor;
use crate::ops::doctor::twins;
use crate::ops::work::Work;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::Stored;

/// Mends what can be mended without a question, and names each repair.
///
/// Gives uids to records without one, moves records to the folder of their
/// number, gives the younger of two records with one key a new one (the old
/// one stays as an alias, and references follow the one that they meant), and
/// removes temporary files.
///
/// # Errors
/// A store that fails; then nothing has changed.
pub fn fix(tracker: &Tracker) -> Result<Outcome<Vec<String>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let mut done = Vec::new();
    let mut tickets = tracker.store.load_all::<Ticket>().records;
    twins::renumber(&mut work, &mut tickets, &mut done)?;
    for stored in &tickets {
        let stored = give_uid(&mut work, stored, &mut done)?;
        put_in_place(&mut work, &stored, &mut done)?;
    }
    let leftovers = remove_leftovers(tracker, &mut done)?;
    let outcome = work.commit("doctor --fix", done)?;
    if outcome.receipt.changes.is_empty() && leftovers == 0 {
        return Err(OpError::Nothing("nothing to fix".to_owned()));
    }
    Ok(outcome)
}

fn give_uid(
    work: &mut Work<'_>,
    stored: &Stored<Ticket>,
    done: &mut Vec<String>,
) -> Result<Stored<Ticket>, OpError> {
    if stored.record.uid.is_some() {
        return Ok(stored.clone());
    }
    let tracker = work.tracker;
    let mut after = stored.record.clone();
    let at = after.created_at.unwrap_or_else(|| tracker.now());
    after.uid = Some(Uid::new(at, tracker.surroundings.random.next_wide()));
    work.transaction
        .edit(&stored.file, &stored.record, &after)?;
    done.push(format!("gave {} a uid", stored.file.key));
    Ok(Stored {
        file: stored.file.clone(),
        record: after,
    })
}

fn put_in_place(
    work: &mut Work<'_>,
    stored: &Stored<Ticket>,
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    let right = RecordFile::new(
        &Ticket::KIND,
        stored.file.key.clone(),
        stored.file.slug.clone(),
    );
    if right.path == stored.file.path {
        return Ok(());
    }
    work.transaction.rename(&stored.file, &right)?;
    done.push(format!(
        "moved .tickets/{} to .tickets/{}",
        stored.file.path, right.path
    ));
    Ok(())
}

/// The lock is held, so no living writer owns them.
fn remove_leftovers(tracker: &Tracker, done: &mut Vec<String>) -> Result<usize, OpError> {
    let problems = doctor(tracker).problems;
    let leftovers = problems
        .iter()
        .filter(|problem| problem.code == ProblemCode::Leftover);
    let mut count = 0;
    for problem in leftovers {
        let path = tracker.root().join(&problem.path);
        if !tracker.is_rehearsal() {
            fs::remove_file(&path).map_err(|source| crate::store::StoreError::Io {
                action: "remove",
                path,
                source,
            })?;
        }
        done.push(format!("removed {}", problem.path));
        count += 1;
    }
    Ok(count)
}
