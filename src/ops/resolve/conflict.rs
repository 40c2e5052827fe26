//! The files that a merge left open.

use std::collections::BTreeMap;

use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::resolve::audit;
use crate::ops::tracker::HOME;
use crate::store::EntryFile;
use crate::store::RecordFile;
use crate::store::sides_of;
use crate::store::yaml;
use crate::store::yaml::DocumentError;
use crate::vcs::Side;
use crate::vcs::Unmerged;

/// A file that a merge left open, with what each side has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The path below `.tickets/`.
    pub path: String,
    /// What the sides began from; one less than there are sides.
    pub bases: Vec<Option<Vec<u8>>>,
    /// What the sides have, ours first.
    pub sides: Vec<Side>,
    /// Whether version control waits to be told of the end.
    pub is_tracked: bool,
}

impl Conflict {
    /// The record that the file is, or is a part of.
    pub fn key(&self) -> Option<Key> {
        let own = RecordFile::from_path(&self.path).map(|file| file.key);
        own.or_else(|| EntryFile::from_path(&self.path)?.record())
    }
}

/// Lists what a merge left open: what version control says and, beyond that, files with conflict markers.
///
/// With `references`, only the files of those records.
///
/// # Errors
/// Version control that cannot be read, or a reference that no file answers to.
pub fn conflicts(tracker: &Tracker, references: &[Reference]) -> Result<Vec<Conflict>, OpError> {
    let mut found: BTreeMap<String, Conflict> = BTreeMap::new();
    for unmerged in tracker.vcs.unmerged(HOME)? {
        if let Some(conflict) = tracked(unmerged) {
            found.insert(conflict.path.clone(), conflict);
        }
    }
    for path in marked_files(tracker) {
        if found.contains_key(&path) {
            continue;
        }
        if let Some(conflict) = marked(tracker, &path) {
            found.insert(path, conflict);
        }
    }
    for conflict in mangled(tracker, &found)? {
        found.insert(conflict.path.clone(), conflict);
    }
    let mut conflicts: Vec<Conflict> = found.into_values().collect();
    if !references.is_empty() {
        let keys = keys(tracker, &conflicts, references)?;
        conflicts.retain(|conflict| conflict.key().is_some_and(|key| keys.contains(&key)));
    }
    Ok(conflicts)
}

fn tracked(unmerged: Unmerged) -> Option<Conflict> {
    let path = unmerged.path.strip_prefix(HOME)?.strip_prefix('/')?;
    Some(Conflict {
        path: path.to_owned(),
        bases: unmerged.bases,
        sides: unmerged.sides,
        is_tracked: true,
    })
}

/// The keys that `references` mean; a record whose file cannot be read, or is not there, is known by its name.
fn keys(
    tracker: &Tracker,
    conflicts: &[Conflict],
    references: &[Reference],
) -> Result<Vec<Key>, OpError> {
    let in_conflict: Vec<Key> = conflicts.iter().filter_map(Conflict::key).collect();
    let key = |reference: &Reference| {
        let own = || Some(Key::new(tracker.prefix.clone(), reference.number()?));
        let named = reference.key().or_else(own);
        if let Some(key) = named.filter(|key| in_conflict.contains(key)) {
            return Ok(key);
        }
        Ok(tracker.find_any(reference)?.key)
    };
    references.iter().map(key).collect()
}

/// The records that the last merge left unreadable without a conflict: lines that both sides added at two places come
/// together as one field written twice.
fn mangled(
    tracker: &Tracker,
    found: &BTreeMap<String, Conflict>,
) -> Result<Vec<Conflict>, OpError> {
    let Some(merge) = audit::last_merge(tracker)? else {
        return Ok(Vec::new());
    };
    let mut mangled = Vec::new();
    for file in files(tracker) {
        let is_open = found.contains_key(&file.path);
        let bytes = tracker.store.read(&file.path).unwrap_or_default();
        if is_open || yaml::Document::parse(&bytes).is_ok() {
            continue;
        }
        let path = format!("{HOME}/{}", file.path);
        let at = |revision: &str| tracker.vcs.file_at(revision, &path);
        let (ours, theirs) = (at(&merge.ours)?, at(&merge.theirs)?);
        // What one side had broken already is doctor's to name.
        let is_sound = |side: &Option<Vec<u8>>| {
            let parsed = side.as_ref().map(|bytes| yaml::Document::parse(bytes));
            parsed.is_some_and(|parsed| parsed.is_ok())
        };
        if !is_sound(&ours) || !is_sound(&theirs) {
            continue;
        }
        // What nobody but a person wrote stays for the person to mend.
        let has = |line: &str| [&ours, &theirs].iter().any(|side| has_line(side, line));
        if !String::from_utf8_lossy(&bytes).lines().all(has) {
            continue;
        }
        let side = |label: &str, revision: &String, content| Side {
            revision: Some(revision.clone()),
            label: label.to_owned(),
            content,
        };
        mangled.push(Conflict {
            path: file.path,
            bases: vec![at(&merge.base)?],
            sides: vec![
                side("ours", &merge.ours, ours),
                side("theirs", &merge.theirs, theirs),
            ],
            is_tracked: false,
        });
    }
    Ok(mangled)
}

fn has_line(content: &Option<Vec<u8>>, line: &str) -> bool {
    let text = String::from_utf8_lossy(content.as_deref().unwrap_or_default());
    text.lines().any(|other| other == line)
}

/// The files of the records of every kind.
fn files(tracker: &Tracker) -> impl Iterator<Item = RecordFile> {
    let kinds = RecordKind::ALL.into_iter();
    kinds.flat_map(|kind| tracker.store.files(kind.kind()).files)
}

/// The files on disk that hold conflict markers.
fn marked_files(tracker: &Tracker) -> Vec<String> {
    let mut paths = vec!["config.yaml".to_owned()];
    for file in files(tracker) {
        let (entries, _) = tracker.store.entry_files(&file);
        paths.push(file.path);
        paths.extend(entries.into_iter().map(|entry| entry.path));
    }
    let has_markers = |path: &String| {
        let bytes = tracker.store.read(path).unwrap_or_default();
        matches!(
            yaml::check(&bytes),
            Err(DocumentError::ConflictMarkers { .. })
        )
    };
    paths.retain(has_markers);
    paths
}

/// The sides that the markers in a file tell of.
fn marked(tracker: &Tracker, path: &str) -> Option<Conflict> {
    let bytes = tracker.store.read(path).ok()?;
    let sides = sides_of(&bytes)?;
    let side = |label: &str, content: Vec<u8>| Side {
        revision: None,
        label: label.to_owned(),
        content: Some(content),
    };
    Some(Conflict {
        path: path.to_owned(),
        bases: vec![sides.base],
        sides: vec![side("ours", sides.ours), side("theirs", sides.theirs)],
        is_tracked: false,
    })
}
