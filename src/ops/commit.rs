//! `tickets commit`: the files of the tracker and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::config::AutoCommit;
use crate::domain::commit_message;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::Differing;
use crate::ops::diff::Place;
use crate::ops::diff::State;
use crate::ops::diff::compare;
use crate::ops::diff::need_history;
use crate::ops::error::reason;
use crate::ops::tracker::HOME;
use crate::ops::work::Work;
use crate::store::Receipt;
use crate::store::version_of;
use crate::vcs::NewCommit;
use crate::vcs::System;
use crate::vcs::User;
use crate::vcs::VcsError;
use crate::vcs::short_id;

/// A commit that was made, or with `--dry-run` would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its id; none in a rehearsal.
    pub id: Option<String>,
    /// Its message.
    pub message: String,
    /// The files, from the root of the working tree.
    pub paths: Vec<String>,
}

/// Commits what changed below `.tickets/`, and leaves what else is changed or staged as it is.
///
/// Without a message, the facts make one. Hooks do not run.
///
/// # Errors
/// [`OpError::Nothing`] where nothing changed; a system that cannot commit now.
pub fn commit(tracker: &Tracker, message: Option<&str>) -> Result<Committed, OpError> {
    // Held until the end, so that no half of a change is committed.
    let _work = Work::begin_unarmed(tracker)?;
    let head = State::current(tracker)?;
    let paths = changed_paths(tracker, &head)?;
    if paths.is_empty() {
        return Err(OpError::Nothing(
            "nothing changed in `.tickets/` since the last commit".to_owned(),
        ));
    }
    let message = match message {
        Some(message) => message.to_owned(),
        None => message_for(tracker, &head, &paths),
    };
    let paths: Vec<String> = paths.iter().map(|path| format!("{HOME}/{path}")).collect();
    let id = if tracker.is_rehearsal() {
        None
    } else {
        Some(record(tracker, &paths, &message)?)
    };
    Ok(Committed { id, message, paths })
}

impl Tracker {
    /// Refuses the commit that the user asked for in so many words, where it is known beforehand that there can be none.
    pub(crate) fn refuse_commit(&self) -> Result<(), OpError> {
        if !self.surroundings.commits {
            return Ok(());
        }
        need_history(self)?;
        let refused = |reason: &str| {
            OpError::Vcs(VcsError::Refused {
                action: "commit",
                reason: reason.to_owned(),
            })
        };
        if self.vcs.system() == System::Jujutsu {
            return Err(refused(
                "in jj the working copy is a commit already; `jj describe` names it",
            ));
        }
        if !self.vcs.incoming()?.is_empty() {
            return Err(refused("what is under way here has to be finished first"));
        }
        Ok(())
    }

    /// Commits what a command changed, where the settings or the user want that; returns what to tell them.
    ///
    /// # Errors
    /// A system that cannot commit now, when the user asked for it in so many words.
    pub(crate) fn commit_change(&self, receipt: &Receipt) -> Result<Option<String>, OpError> {
        let is_asked = self.surroundings.commits;
        let is_usual = self.settings.auto_commit == AutoCommit::Batch;
        let has_commits = matches!(
            self.vcs.system(),
            System::Git | System::Mercurial | System::Fake
        );
        if receipt.changes.is_empty() || !(is_asked || is_usual && has_commits) {
            return Ok(None);
        }
        let paths: Vec<String> = receipt
            .changes
            .iter()
            .map(|change| change.path.clone())
            .collect();
        let done = State::current(self).and_then(|head| {
            let message = message_for(self, &head, &paths);
            let paths: Vec<String> = paths.iter().map(|path| format!("{HOME}/{path}")).collect();
            let id = record(self, &paths, &message)?;
            let subject = message.lines().next().unwrap_or_default();
            Ok(format!("committed {} {subject}", short_id(&id)))
        });
        match done {
            Ok(note) => Ok(Some(note)),
            Err(error) if is_asked => Err(OpError::NotCommitted {
                source: Box::new(error),
            }),
            Err(error) => Ok(Some(format!("not committed: {}", reason(&error)))),
        }
    }
}

fn record(tracker: &Tracker, paths: &[String], message: &str) -> Result<String, OpError> {
    let author = tracker.vcs.user()?.or_else(|| {
        let (name, _) = tracker.user()?;
        Some(User {
            name: name.to_string(),
            email: tracker.settings.user.email.clone(),
        })
    });
    let Some(author) = author else {
        return Err(OpError::Vcs(VcsError::Refused {
            action: "commit",
            reason: "nobody is named as the author".to_owned(),
        }));
    };
    let commit = NewCommit {
        paths,
        message,
        author: &author,
        at: tracker.now(),
    };
    Ok(tracker.vcs.commit(&commit)?)
}

fn message_for(tracker: &Tracker, head: &State, paths: &[String]) -> String {
    let places: Vec<Place> = paths.iter().filter_map(|path| Place::of(path)).collect();
    let is_record = |place: &&Place| matches!(place, Place::Record(_) | Place::Entry { .. });
    let others = paths.len() - places.iter().filter(is_record).count();
    let differing = Differing {
        places,
        problems: Vec::new(),
    };
    let compared = compare(tracker, [head, &State::WorkingTree], differing);
    commit_message(&compared.changes(), &tracker.vocabulary, others)
}

/// The files below `.tickets/` that differ from the commit, sorted; private and temporary ones left out.
fn changed_paths(tracker: &Tracker, head: &State) -> Result<Vec<String>, OpError> {
    let mut on_disk = BTreeMap::new();
    collect(tracker.store.home(), "", &mut on_disk);
    let mut changed = Vec::new();
    if let Some(commit) = head.commit() {
        for name in tracker.vcs.names_at(commit, HOME)? {
            let Some(path) = name
                .strip_prefix(HOME)
                .and_then(|path| path.strip_prefix('/'))
            else {
                continue;
            };
            let committed = tracker.vcs.file_at(commit, &name)?;
            let committed = committed.map(|bytes| version_of(&bytes));
            if on_disk.remove(path) != committed {
                changed.push(path.to_owned());
            }
        }
    }
    changed.extend(on_disk.into_keys().filter(|path| is_of_tracker(path)));
    changed.sort();
    Ok(changed)
}

/// Whether a file that no commit has yet is the tracker's, and not what an editor, a merge tool or a system left there.
fn is_of_tracker(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let is_record = name.ends_with(".yaml") && !name.starts_with('.');
    let is_rule = matches!(name, ".gitattributes" | ".gitignore" | ".hgignore");
    is_record || is_rule || path.contains("/artifacts/")
}

/// What lies in a folder on disk, by its version; what cannot be read is left to the system to name.
fn collect(home: &Path, folder: &str, found: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(home.join(folder)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() {
            name.clone()
        } else {
            format!("{folder}/{name}")
        };
        let is_private = folder.is_empty() && name == ".local" || name.ends_with(".tickets-tmp");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !is_private => collect(home, &path, found),
            Ok(kind) if kind.is_file() && !is_private => {
                if let Ok(bytes) = fs::read(entry.path()) {
                    found.insert(path, version_of(&bytes));
                }
            }
            Ok(_) | Err(_) => {}
        }
    }
}
