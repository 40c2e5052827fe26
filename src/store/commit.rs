//! From a plan to files: the steps of a transaction, each of which may be the last one.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use crate::domain::Key;
use crate::domain::Number;
use crate::domain::Timestamp;
use crate::store::Durability;
use crate::store::FileChange;
use crate::store::Receipt;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::journal;
use crate::store::journal::Content;
use crate::store::journal::Journal;
use crate::store::journal::Stage;
use crate::store::journal::Step;
use crate::store::staging;
use crate::store::staging::Sync;
use crate::store::version_of;

/// From so many files on, one sync of the file system is quicker than one each.
const SINGLE_SYNCS_MAX: usize = 8;

/// What a commit is about.
#[derive(Debug)]
pub(crate) struct Occasion<'a> {
    /// What the user did, in a few words.
    pub(crate) summary: &'a str,
    /// When.
    pub(crate) at: Timestamp,
    /// Keys whose numbers count as used from now on.
    pub(crate) keys: &'a [Key],
}

/// Makes the changes of `receipt`; only for one who holds the lock.
///
/// # Errors
/// A file that changed since it was read, or that cannot be written; then
/// nothing has changed.
pub(crate) fn commit(
    store: &Store,
    receipt: &Receipt,
    occasion: &Occasion<'_>,
) -> Result<(), StoreError> {
    verify(store, receipt)?;
    let mut journal = plan(store, receipt, occasion);
    perform(store, receipt, &mut journal, occasion.keys)
}

/// Refuses when a file is not what the transaction read: an editor does not take the lock.
fn verify(store: &Store, receipt: &Receipt) -> Result<(), StoreError> {
    for change in &receipt.changes {
        let expected = change.before.as_deref().map(version_of);
        if journal::current_version(&store.home().join(&change.path))? != expected {
            return Err(StoreError::Changed {
                path: format!(".tickets/{}", change.path),
            });
        }
    }
    Ok(())
}

fn plan(store: &Store, receipt: &Receipt, occasion: &Occasion<'_>) -> Journal {
    let step = |change: &FileChange| {
        let temporary = staging::temporary(&store.home().join(&change.path));
        let name = temporary
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Step {
            path: change.path.clone(),
            temporary: change.after.is_some().then_some(name),
            before: change.before.clone().map(Content::from),
            after: change.after.as_deref().map(version_of),
        }
    };
    Journal {
        summary: occasion.summary.to_owned(),
        at: occasion.at,
        home: store.home().to_owned(),
        stage: Stage::Staging,
        steps: receipt.changes.iter().map(step).collect(),
    }
}

fn perform(
    store: &Store,
    receipt: &Receipt,
    journal: &mut Journal,
    numbers: &[Key],
) -> Result<(), StoreError> {
    let path = store.journal_path();
    journal.write(&path, Sync::No)?;
    let staged = count(store, numbers)
        .and_then(|()| stage(store, receipt, journal))
        .and_then(|()| mark_renaming(store, journal));
    if let Err(error) = staged {
        // The error to tell is the first one; the journal stays for the next
        // command if even this fails.
        if journal.roll_back().is_ok() {
            let _ = journal::remove_if_there(&path);
        }
        return Err(error);
    }
    journal.roll_forward()?;
    if store.settings().durability == Durability::Full {
        for folder in journal.folders().iter().filter(|folder| folder.exists()) {
            staging::sync_folder(folder)?;
        }
    }
    store.finish(journal)
}

/// Remembers the numbers, so that they stay used whatever becomes of the records.
fn count(store: &Store, keys: &[Key]) -> Result<(), StoreError> {
    let numbers = keys.iter().filter_map(|key| match key.number() {
        Number::Sequential(number) => Some((key.prefix(), *number)),
        Number::Random(_) => None,
    });
    store.count(numbers)
}

fn stage(store: &Store, receipt: &Receipt, journal: &Journal) -> Result<(), StoreError> {
    let is_durable = store.settings().durability == Durability::Full;
    let syncs_each = is_durable && receipt.changes.len() <= SINGLE_SYNCS_MAX;
    let mut made: HashSet<PathBuf> = HashSet::new();
    let mut written = Vec::new();
    for (change, step) in receipt.changes.iter().zip(&journal.steps) {
        let (Some(after), Some(temporary)) = (&change.after, journal.temporary_path(step)) else {
            continue;
        };
        let folder = temporary.parent().map(PathBuf::from).unwrap_or_default();
        if made.insert(folder.clone()) {
            fs::create_dir_all(&folder).map_err(StoreError::io("create", &folder))?;
        }
        let sync = if syncs_each { Sync::Yes } else { Sync::No };
        staging::write(&temporary, after, sync)?;
        written.push(temporary);
    }
    if is_durable && !syncs_each {
        staging::sync_all(store.home(), &written)?;
    }
    Ok(())
}

/// From here on, a crash ends in the transaction being done. One file needs no
/// mark: its rename is the deed itself.
fn mark_renaming(store: &Store, journal: &mut Journal) -> Result<(), StoreError> {
    if journal.steps.len() < 2 {
        return Ok(());
    }
    journal.stage = Stage::Renaming;
    let is_durable = store.settings().durability == Durability::Full;
    journal.write(
        &store.journal_path(),
        if is_durable { Sync::Yes } else { Sync::No },
    )
}
