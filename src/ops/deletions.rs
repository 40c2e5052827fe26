//! What was deleted in this clone, so that a merge of an old branch does not bring it back unseen.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::domain::Key;
use crate::domain::Timestamp;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::store::Receipt;
use crate::store::RecordFile;
use crate::store::Store;

/// As many deletions as are remembered, the newest ones.
const REMEMBERED_MAX: usize = 10_000;

/// The private file.
const FILE: &str = "deleted";

/// A record that was deleted in this clone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deletion {
    pub(crate) uid: Uid,
    pub(crate) key: Key,
    pub(crate) at: Timestamp,
}

impl Tracker {
    /// The deletions that this clone remembers, oldest first.
    pub(crate) fn deletions(&self) -> Vec<Deletion> {
        let text = fs::read_to_string(self.deletions_path()).unwrap_or_default();
        // A line that cannot be read is one that says nothing.
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }

    /// Remembers which records a change deleted, and forgets those that it brought back.
    pub(crate) fn note_deletions(&self, receipt: &Receipt, at: Timestamp) {
        let mut gone: BTreeMap<Uid, Key> = BTreeMap::new();
        let mut here: Vec<Uid> = Vec::new();
        for change in &receipt.changes {
            if RecordFile::from_path(&change.path).is_none() {
                continue;
            }
            match (&change.before, &change.after) {
                (Some(before), None) => gone.extend(names(before)),
                (None, Some(after)) => here.extend(uid_of(after)),
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
        gone.retain(|uid, _| !here.contains(uid));
        if gone.is_empty() && here.is_empty() {
            return;
        }
        let before = self.deletions();
        let mut after = before.clone();
        after.retain(|deletion| !here.contains(&deletion.uid));
        after.extend(gone.into_iter().map(|(uid, key)| Deletion { uid, key, at }));
        if after != before {
            // Without the memory, a later merge asks less; the deletion itself is done.
            let _ = self.write_deletions(&after);
        }
    }

    /// Forgets that records were deleted: somebody wants them after all.
    pub(crate) fn forget_deletions(&self, uids: &[Uid]) -> Result<(), OpError> {
        let mut deletions = self.deletions();
        deletions.retain(|deletion| !uids.contains(&deletion.uid));
        self.write_deletions(&deletions)
    }

    fn write_deletions(&self, deletions: &[Deletion]) -> Result<(), OpError> {
        let first = deletions.len().saturating_sub(REMEMBERED_MAX);
        let lines = deletions[first..].iter().map(|deletion| {
            let line = serde_json::to_string(deletion).expect("texts and a time");
            format!("{line}\n")
        });
        let text: String = lines.collect();
        Ok(Store::replace_cache(
            &self.deletions_path(),
            text.as_bytes(),
        )?)
    }

    fn deletions_path(&self) -> PathBuf {
        self.store.private_file(FILE)
    }
}

/// The uid of a record's file. A thousand new files are not parsed for it: in
/// those of this program it has a line of its own.
fn uid_of(bytes: &[u8]) -> Option<Uid> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let value = lines.find_map(|line| line.strip_prefix(b"uid: "));
    let plain = value.and_then(|value| std::str::from_utf8(value).ok()?.trim_end().parse().ok());
    plain.or_else(|| names(bytes).map(|(uid, _)| uid))
}

/// What the file of a record of any kind says of its names.
#[derive(Deserialize)]
struct Names {
    id: Key,
    uid: Option<Uid>,
}

/// The uid and the key of a record's file; none for one that cannot be read.
fn names(bytes: &[u8]) -> Option<(Uid, Key)> {
    let names: Names = serde_yaml::from_slice(bytes).ok()?;
    Some((names.uid?, names.id))
}
