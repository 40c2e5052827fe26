//! The project as it is in the working tree, or was in a commit.

use std::collections::BTreeMap;

use crate::domain::RecordKind;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::place::Place;
use crate::ops::diff::place::SETTINGS;
use crate::ops::diff::range::need_history;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::version_of;

/// How much of git's name of a content is its version.
const VERSION_DIGITS: usize = 12;

/// How much of a commit's id stands in front of a path.
const ID_SHOWN: usize = 12;

/// One state of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Before the first commit.
    Nothing,
    /// The files as they are on disk.
    WorkingTree,
    /// The files of a commit.
    Commit(String),
}

impl State {
    /// The commit that people name so; nothing stands for the current one.
    pub(crate) fn named(tracker: &Tracker, revision: &str) -> Result<State, OpError> {
        if revision.is_empty() {
            return State::current(tracker);
        }
        need_history(tracker)?;
        Ok(State::Commit(tracker.vcs.resolve(revision)?))
    }

    /// The commit that changes of the working tree are measured against.
    pub(crate) fn current(tracker: &Tracker) -> Result<State, OpError> {
        need_history(tracker)?;
        let head = tracker.vcs.head()?;
        Ok(head.map_or(State::Nothing, State::Commit))
    }

    /// Its commit, if it is one.
    pub(crate) fn commit(&self) -> Option<&str> {
        match self {
            State::Commit(commit) => Some(commit),
            State::Nothing | State::WorkingTree => None,
        }
    }

    /// The bytes of a file below `.tickets/`; none where there is no such file.
    ///
    /// # Errors
    /// What is wrong with the one file.
    pub(crate) fn bytes(&self, tracker: &Tracker, path: &str) -> Result<Option<Vec<u8>>, Problem> {
        match self {
            State::Nothing => Ok(None),
            State::WorkingTree if !tracker.store.home().join(path).exists() => Ok(None),
            State::WorkingTree => tracker.store.read(path).map(Some),
            State::Commit(commit) => {
                let bytes = tracker.vcs.file_at(commit, &format!("{HOME}/{path}"));
                bytes.map_err(|error| {
                    let message = format!("cannot be read: {error}");
                    self.located(Problem::new(
                        format!("{HOME}/{path}"),
                        ProblemCode::Unreadable,
                        message,
                    ))
                })
            }
        }
    }

    /// A problem of a file in this state: in a commit, the commit stands before the path.
    pub(crate) fn located(&self, mut problem: Problem) -> Problem {
        if let State::Commit(commit) = self {
            let id: String = commit.chars().take(ID_SHOWN).collect();
            problem.path = format!("{id}:{}", problem.path);
        }
        problem
    }

    /// What each of our files below `.tickets/` holds.
    pub(crate) fn contents(&self, tracker: &Tracker) -> Result<Contents, OpError> {
        match self {
            State::Nothing => Ok(Contents::default()),
            State::WorkingTree => Ok(on_disk(tracker)),
            State::Commit(commit) => in_commit(tracker, commit),
        }
    }
}

/// What files hold, without their having been understood.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// From the path below `.tickets/` to a name of the content, the same for the same bytes; none for a file that
    /// cannot be read.
    pub(crate) files: BTreeMap<String, Option<String>>,
    /// What is wrong with those.
    pub(crate) problems: Vec<Problem>,
}

fn on_disk(tracker: &Tracker) -> Contents {
    let store = &tracker.store;
    let mut problems = Vec::new();
    let mut paths: Vec<String> = Vec::new();
    for kind in RecordKind::ALL {
        let listing = store.files(kind.kind());
        problems.extend(listing.problems);
        paths.extend(listing.files.into_iter().map(|file| file.path));
        let owners = listing
            .folders
            .iter()
            .filter_map(|folder| RecordFile::from_path(&format!("{folder}.yaml")));
        for owner in owners {
            let (entries, unnamed) = store.entry_files(&owner);
            paths.extend(entries.into_iter().map(|entry| entry.path));
            problems.extend(unnamed);
        }
    }
    if tracker.config_path().exists() {
        paths.push(SETTINGS.to_owned());
    }

    let mut files = BTreeMap::new();
    for path in paths {
        let content = match store.read(&path) {
            Ok(bytes) => Some(version_of(&bytes)),
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        files.insert(path, content);
    }
    Contents { files, problems }
}

fn in_commit(tracker: &Tracker, commit: &str) -> Result<Contents, OpError> {
    let mut contents = Contents::default();
    for (path, content) in tracker.vcs.contents_at(commit, HOME)? {
        if let Some(place) = Place::from_root(&path) {
            let version = content.chars().take(VERSION_DIGITS).collect();
            let path = place.path().to_owned();
            contents.files.insert(path, Some(version));
        }
    }
    Ok(contents)
}
