//! The project that operations work on.

use std::path::Path;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use crate::config::ConfigError;
use crate::config::Layers;
use crate::config::Origin;
use crate::config::Settings;
use crate::domain::Person;
use crate::domain::Prefix;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::ScoreRule;
use crate::domain::Stamp;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::domain::Vocabulary;
use crate::ops::OpError;
use crate::ops::Surroundings;
use crate::ops::Writes;
use crate::ops::at_revision::AtRevision;
use crate::ops::project_words::understand;
use crate::ops::settings_files::ProjectFile;
use crate::ops::settings_files::read_layers;
use crate::store::Durability;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::Store;
use crate::store::StoreSettings;
use crate::store::Stored;
use crate::vcs;
use crate::vcs::System;
use crate::vcs::Vcs;
use crate::vcs::VcsError;

/// The folder that holds a project's records.
pub(crate) const HOME: &str = ".tickets";

/// A project: its files, settings, words and version control.
#[derive(Debug)]
pub struct Tracker {
    /// The files.
    pub store: Store,
    /// The settings in force.
    pub settings: Settings,
    /// Where each setting comes from.
    pub layers: Layers,
    /// The project's words.
    pub vocabulary: Vocabulary,
    /// What is wrong with the settings; the defaults stand in for them.
    pub problems: Vec<Problem>,
    pub(crate) vcs: Rc<dyn Vcs>,
    pub(crate) surroundings: Rc<Surroundings>,
    pub(crate) prefix: Prefix,
}

impl Tracker {
    /// Opens the project that `surroundings.folder` lies in.
    ///
    /// A settings file that cannot be read is a problem, not an error: the
    /// tickets stay readable with the default settings. With a revision, its
    /// tickets and settings are read, and nothing of the working tree.
    ///
    /// # Errors
    /// No project, files of a newer major format, version control that is broken,
    /// no such revision.
    pub fn open(surroundings: Surroundings) -> Result<Tracker, OpError> {
        if let Some(revision) = surroundings.revision.clone() {
            return Tracker::open_at(surroundings, &revision);
        }
        let mut tracker = Tracker::open_or_new(surroundings)?;
        if !tracker.store.home().is_dir() {
            let folder = tracker.surroundings.folder.clone();
            return Err(OpError::NoProject { folder });
        }
        // A reader that cannot clean up, say on a read-only disk, still reads; a
        // writer meets the same error when it takes the lock.
        if let Err(error) = tracker.store.recover() {
            let message = format!("an interrupted write could not be finished: {error}");
            tracker
                .problems
                .push(Problem::new(HOME, ProblemCode::Unreadable, message));
        }
        Ok(tracker)
    }

    fn open_at(surroundings: Surroundings, revision: &str) -> Result<Tracker, OpError> {
        let vcs: Rc<dyn Vcs> = vcs::discover(&surroundings.folder, &surroundings.vcs)?.into();
        let files = AtRevision::open(Rc::clone(&vcs), revision)?;
        let project = ProjectFile::in_files(&files);
        let mut tracker = Tracker::assemble(surroundings, vcs, project)?;
        tracker.store = tracker.store.reading(Box::new(files));
        let problems = tracker.problems.into_iter();
        tracker.problems = problems.map(|problem| problem.at(revision)).collect();
        Ok(tracker)
    }

    /// Opens the project of the working tree, whether or not there is one yet.
    pub(crate) fn open_or_new(surroundings: Surroundings) -> Result<Tracker, OpError> {
        let vcs = vcs::discover(&surroundings.folder, &surroundings.vcs)?;
        if !vcs.has_worktree() {
            let git_dir = vcs.root().to_owned();
            return Err(VcsError::Bare { git_dir }.into());
        }
        let project = ProjectFile::on_disk(&vcs.root().join(HOME));
        Tracker::assemble(surroundings, vcs.into(), project)
    }

    fn assemble(
        surroundings: Surroundings,
        vcs: Rc<dyn Vcs>,
        project: ProjectFile,
    ) -> Result<Tracker, OpError> {
        let (layers, mut problems) = read_layers(project, &surroundings)?;
        let (settings, vocabulary, prefix) = match understand(&layers) {
            Ok(understood) => understood,
            Err(error @ ConfigError::Format { .. }) => return Err(error.into()),
            Err(error) => {
                let path = format!("{HOME}/config.yaml");
                problems.push(Problem::new(path, ProblemCode::Config, error.to_string()));
                understand(&Layers::defaults())?
            }
        };
        let store_settings = StoreSettings {
            lock_timeout: Duration::from_millis(settings.lock_timeout_ms),
            durability: if settings.durability == "fast" {
                Durability::Fast
            } else {
                Durability::Full
            },
            holder: surroundings.holder,
        };
        let home = vcs.root().join(HOME);
        let store = Store::new(home, vcs.shared_dir().to_owned(), store_settings);
        Ok(Tracker {
            store,
            settings,
            layers,
            vocabulary,
            problems,
            vcs,
            surroundings: Rc::new(surroundings),
            prefix,
        })
    }

    /// The same project with the files of another store, such as those that a change will leave.
    pub(crate) fn with_store(&self, store: Store) -> Tracker {
        Tracker {
            store,
            settings: self.settings.clone(),
            layers: self.layers.clone(),
            vocabulary: self.vocabulary.clone(),
            problems: self.problems.clone(),
            vcs: Rc::clone(&self.vcs),
            surroundings: Rc::clone(&self.surroundings),
            prefix: self.prefix.clone(),
        }
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.surroundings.clock)()
    }

    /// What makes the scores of this project.
    pub fn score_rule(&self) -> ScoreRule {
        let weights = &self.settings.score;
        ScoreRule {
            priority: weights.priority,
            value: weights.value,
            points: weights.points,
            assumed_value: weights.assumed_value,
            assumed_points: weights.assumed_points,
        }
    }

    /// The version control system.
    pub fn system(&self) -> System {
        self.vcs.system()
    }

    /// The root of the working tree.
    pub fn root(&self) -> &Path {
        self.vcs.root()
    }

    /// The project's settings file.
    pub fn config_path(&self) -> PathBuf {
        self.store.home().join("config.yaml")
    }

    /// Whether writes happen.
    pub fn is_rehearsal(&self) -> bool {
        self.surroundings.writes == Writes::Rehearsed
    }

    /// The prefixes that keys of this project have: its own, those of its tickets' files, and those of
    /// the other kinds of record.
    pub fn prefixes(&self) -> Vec<Prefix> {
        let files = self.store.files(&Ticket::KIND).files;
        let used = files.iter().map(|file| file.key.prefix().clone());
        let fixed = RecordKind::ALL.into_iter();
        let fixed = fixed.filter_map(|kind| kind.kind().prefix?.parse().ok());
        let mut prefixes: Vec<Prefix> = used.chain([self.prefix.clone()]).chain(fixed).collect();
        prefixes.sort();
        prefixes.dedup();
        prefixes
    }

    /// Finds and reads one record.
    ///
    /// # Errors
    /// None or several of that name, or a file that cannot be read.
    pub fn get<R: Record>(&self, reference: &Reference) -> Result<Stored<R>, OpError> {
        let file = self.store.find::<R>(reference, &self.prefix)?;
        self.store.load(&file).map_err(OpError::Unreadable)
    }

    /// The user's name, and their name with the address.
    ///
    /// A name from the environment or a flag comes first, as agents share a
    /// clone; then version control's, then the settings', then the system's.
    pub fn user(&self) -> Option<(Person, Person)> {
        let chosen = self
            .layers
            .get("user.name")
            .map(|(_, origin)| origin.clone());
        let is_chosen = matches!(chosen, Some(Origin::Variable(_) | Origin::Flag));
        let own = || {
            Some((
                self.settings.user.name.clone()?,
                self.settings.user.email.clone(),
            ))
        };
        // A repository whose settings are broken still has tickets.
        let recorded = || {
            self.vcs
                .user()
                .ok()
                .flatten()
                .map(|user| (user.name, user.email))
        };
        let system = || Some(((self.surroundings.variable)("USER")?, None));
        let first = if is_chosen { own() } else { None };
        let (name, email) = first.or_else(recorded).or_else(own).or_else(system)?;
        let full = email.map_or_else(|| name.clone(), |email| format!("{name} <{email}>"));
        Some((name.parse().ok()?, full.parse().ok()?))
    }

    /// Who does something now.
    pub fn stamp(&self) -> Stamp {
        let by = self.user().map(|(name, _)| name);
        Stamp { at: self.now(), by }
    }

    /// All the names the user goes by, for `--assignee me`.
    pub fn own_names(&self) -> Vec<Person> {
        let Some((name, full)) = self.user() else {
            return Vec::new();
        };
        let address = full
            .as_str()
            .split_once('<')
            .and_then(|(_, rest)| rest.trim_end_matches('>').parse().ok());
        [name, full].into_iter().chain(address).collect()
    }
}
