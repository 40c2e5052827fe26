//! The repairs that cannot lose anything.

use std::fs;

use crate::domain::Record;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::all_records::AllRecords;
use crate::ops::all_records::EachKind;
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
    let (mut records, _) = AllRecords::read(&tracker.store);
    twins::renumber(&mut work, &mut records, &mut done)?;
    records.each(&mut Mending {
        work: &mut work,
        done: &mut done,
    })?;
    let leftovers = remove_leftovers(tracker, &mut done)?;
    let outcome = work.commit("doctor --fix", done)?;
    if outcome.receipt.changes.is_empty() && leftovers == 0 {
        return Err(OpError::Nothing("nothing to fix".to_owned()));
    }
    Ok(outcome)
}

/// Mends each record by itself.
struct Mending<'a, 'b> {
    work: &'a mut Work<'b>,
    done: &'a mut Vec<String>,
}

impl EachKind for Mending<'_, '_> {
    type Error = OpError;

    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), OpError> {
        for stored in records {
            give_uid(self.work, stored, self.done)?;
            put_in_place(self.work, stored, self.done)?;
        }
        Ok(())
    }
}

fn give_uid<R: Record>(
    work: &mut Work<'_>,
    stored: &mut Stored<R>,
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    if stored.record.uid().is_some() {
        return Ok(());
    }
    let tracker = work.tracker;
    let mut after = stored.record.clone();
    let (created_at, _) = after.created();
    let at = created_at.unwrap_or_else(|| tracker.now());
    *after.identity().uid = Some(Uid::new(at, tracker.surroundings.random.next_wide()));
    work.transaction
        .edit(&stored.file, &stored.record, &after)?;
    done.push(format!("gave {} a uid", stored.file.key));
    stored.record = after;
    Ok(())
}

fn put_in_place<R: Record>(
    work: &mut Work<'_>,
    stored: &Stored<R>,
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    let file = &stored.file;
    let right = RecordFile::new(&R::KIND, file.key.clone(), file.slug.clone());
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
