//! The repairs that cannot lose anything.

use std::collections::BTreeMap;
use std::fs;

use crate::domain::Prefix;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::allocate::Allocator;
use crate::ops::doctor::doctor;
use crate::ops::work::Work;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::Stored;

/// Mends what can be mended without a question, and names each repair.
///
/// Gives uids to records without one, moves records to the folder of their
/// number, gives the younger of two records with one key a new one (the old
/// one stays as an alias; references go on meaning the elder), and removes
/// temporary files.
///
/// # Errors
/// A store that fails; then nothing has changed.
pub fn fix(tracker: &Tracker) -> Result<Outcome<Vec<String>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let mut done = Vec::new();
    let mut tickets = tracker.store.load_all::<Ticket>().records;
    renumber(&mut work, &mut tickets, &mut done)?;
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

/// The records are sorted by key, so those with one key stand together.
fn renumber(
    work: &mut Work<'_>,
    tickets: &mut [Stored<Ticket>],
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    let has_twins = tickets
        .windows(2)
        .any(|pair| pair[0].file.key == pair[1].file.key);
    if !has_twins {
        return Ok(());
    }
    tickets.sort_by(|a, b| {
        let age = |stored: &Stored<Ticket>| (stored.record.created_at, stored.record.uid.clone());
        a.file
            .key
            .cmp(&b.file.key)
            .then_with(|| age(a).cmp(&age(b)))
    });
    let keys: Vec<_> = tickets
        .iter()
        .map(|stored| stored.file.key.clone())
        .collect();
    let mut allocators: BTreeMap<Prefix, Allocator> = BTreeMap::new();
    for (place, stored) in tickets.iter_mut().enumerate().skip(1) {
        let old = stored.file.key.clone();
        if keys[place - 1] != old {
            continue;
        }
        let tracker = work.tracker;
        let allocator = allocators
            .entry(old.prefix().clone())
            .or_insert_with(|| Allocator::new(tracker, &Ticket::KIND, old.prefix()));
        let new = allocator.next(tracker)?;
        let mut after = stored.record.clone();
        after.id = new.clone();
        if !after.aliases.contains(&old.to_string()) {
            after.aliases.push(old.to_string());
            after.aliases.sort();
        }
        work.transaction
            .edit(&stored.file, &stored.record, &after)?;
        let file = RecordFile::new(&Ticket::KIND, new.clone(), stored.file.slug.clone());
        work.transaction.rename(&stored.file, &file)?;
        done.push(format!("renumbered {old} to {new} ({})", after.title));
        *stored = Stored {
            file,
            record: after,
        };
    }
    Ok(())
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
