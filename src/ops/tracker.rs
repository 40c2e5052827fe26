//! The project that operations work on.

use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use serde_yaml::Mapping;

use crate::config::ConfigError;
use crate::config::Defaults;
use crate::config::Layer;
use crate::config::Layers;
use crate::config::Origin;
use crate::config::Settings;
use crate::domain::Category;
use crate::domain::Person;
use crate::domain::Prefix;
use crate::domain::Record;
use crate::domain::Reference;
use crate::domain::Stamp;
use crate::domain::Status;
use crate::domain::StatusRule;
use crate::domain::Timestamp;
use crate::domain::Vocabulary;
use crate::ops::OpError;
use crate::ops::Surroundings;
use crate::ops::Writes;
use crate::store::Durability;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::Store;
use crate::store::StoreSettings;
use crate::store::Stored;
use crate::store::yaml;
use crate::store::yaml::Document;
use crate::vcs;
use crate::vcs::Vcs;

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
    pub(crate) vcs: Box<dyn Vcs>,
    pub(crate) surroundings: Surroundings,
    pub(crate) prefix: Prefix,
}

impl Tracker {
    /// Opens the project that `surroundings.folder` lies in.
    ///
    /// A settings file that cannot be read is a problem, not an error: the
    /// tickets stay readable with the default settings.
    ///
    /// # Errors
    /// No project, files of a newer major format, version control that is broken.
    pub fn open(surroundings: Surroundings) -> Result<Tracker, OpError> {
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

    /// The same, whether or not there is a project yet.
    pub(crate) fn open_or_new(surroundings: Surroundings) -> Result<Tracker, OpError> {
        let vcs = vcs::discover(&surroundings.folder, &surroundings.vcs)?;
        let home = vcs.root().join(HOME);
        let (layers, mut problems) = read_layers(&home, &surroundings)?;
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
            holder: surroundings.holder.clone(),
        };
        let store = Store::new(home, vcs.shared_dir().to_owned(), store_settings);
        Ok(Tracker {
            store,
            settings,
            layers,
            vocabulary,
            problems,
            vcs,
            surroundings,
            prefix,
        })
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.surroundings.clock)()
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

/// The settings of the user alone that a front end needs before it knows the project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Personal {
    /// When to use colour.
    pub color: Option<String>,
    /// The program for long tables.
    pub pager: Option<String>,
}

impl Personal {
    /// Reads them from the user's file, the environment and the flags. What is
    /// wrong with those is told when the project is opened.
    pub fn read(surroundings: &Surroundings) -> Personal {
        let mut layers = Layers::empty();
        if let Some(path) = &surroundings.user_config
            && let Ok(Some(values)) = read_values(path, "")
        {
            layers.push(Layer {
                origin: Origin::User(path.clone()),
                values,
            });
        }
        let _ = layers.push_variables(&surroundings.variable);
        for flag in &surroundings.flags {
            let _ = layers.push_flag(flag);
        }
        let text = |name| {
            layers
                .get(name)
                .and_then(|(value, _)| value.as_str().map(str::to_owned))
        };
        Personal {
            color: text("color"),
            pager: text("pager"),
        }
    }
}

fn read_layers(
    home: &Path,
    surroundings: &Surroundings,
) -> Result<(Layers, Vec<Problem>), OpError> {
    let mut layers = Layers::defaults();
    let mut problems = Vec::new();
    if let Some(path) = &surroundings.user_config {
        match read_values(path, &path.display().to_string()) {
            Ok(Some(values)) => layers.push(Layer {
                origin: Origin::User(path.clone()),
                values,
            }),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    let path = home.join("config.yaml");
    match read_values(&path, &format!("{HOME}/config.yaml")) {
        Ok(Some(values)) => layers.push(Layer {
            origin: Origin::Project(path),
            values,
        }),
        Ok(None) => {}
        Err(problem) => problems.push(problem),
    }
    layers.push_variables(&surroundings.variable)?;
    for flag in &surroundings.flags {
        layers.push_flag(flag)?;
    }
    Ok((layers, problems))
}

fn read_values(path: &Path, shown: &str) -> Result<Option<Mapping>, Problem> {
    if fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(None);
    }
    let bytes = match read_regular(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot be read: {error}");
            return Err(Problem::new(shown, ProblemCode::Config, message));
        }
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let document = Document::parse(&bytes).map_err(|error| Problem::of_document(shown, &error))?;
    Ok(Some(document.fields().clone()))
}

/// Reads a settings file, which every command does: a pipe or a device in its
/// place would never end.
fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    let file = if fs::metadata(path)?.is_file() {
        fs::File::open(path)?
    } else {
        return Err(io::Error::other("it is not a regular file"));
    };
    let mut bytes = Vec::new();
    let enough_to_be_too_much = yaml::BYTES_MAX + 1;
    file.take(u64::try_from(enough_to_be_too_much).unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn understand(layers: &Layers) -> Result<(Settings, Vocabulary, Prefix), ConfigError> {
    let mut settings = layers.settings()?;
    let vocabulary = vocabulary(layers, &mut settings)?;
    let prefix = settings
        .prefix
        .parse()
        .map_err(|error| refused("prefix", error))?;
    Ok((settings, vocabulary, prefix))
}

fn refused(name: &str, reason: impl ToString) -> ConfigError {
    ConfigError::Value {
        name: name.to_owned(),
        reason: reason.to_string(),
    }
}

/// Makes the project's words of its settings.
fn vocabulary(layers: &Layers, settings: &mut Settings) -> Result<Vocabulary, ConfigError> {
    let mut statuses = Vec::new();
    for (name, category) in &settings.statuses {
        let name = name.as_str().unwrap_or_default();
        let status: Status = name.parse().map_err(|error| refused("statuses", error))?;
        let category: Category = serde_yaml::from_value(category.clone()).map_err(|_| {
            refused(
                "statuses",
                format!("`{name}` needs a category: todo, doing, blocked, done or dropped"),
            )
        })?;
        statuses.push(StatusRule {
            name: status,
            category,
        });
    }
    let vocabulary = Vocabulary {
        statuses,
        types: words("types", &settings.types)?,
        priorities: words("priorities", &settings.priorities)?,
        labels: words("labels", &settings.labels)?,
        transitions: serde_yaml::from_value(settings.transitions.clone().into())
            .map_err(|error| refused("transitions", error))?,
    };
    adapt_defaults(layers, &vocabulary, &mut settings.defaults);
    check_words(&vocabulary, settings)?;
    Ok(vocabulary)
}

/// A project with words of its own need not say which of them a new ticket has:
/// the first status that means todo, the first type, the priority in the middle.
fn adapt_defaults(layers: &Layers, vocabulary: &Vocabulary, defaults: &mut Defaults) {
    let is_built_in = |name: &str| matches!(layers.get(name), Some((_, Origin::Default)));
    let status = vocabulary.first(Category::Todo).map(ToString::to_string);
    let ticket_type = vocabulary.types.first().map(ToString::to_string);
    let middle = vocabulary.priorities.len().saturating_sub(1) / 2;
    let priority = vocabulary.priorities.get(middle).map(ToString::to_string);

    let knows_status = vocabulary
        .statuses
        .iter()
        .any(|rule| rule.name.as_str() == defaults.status);
    let knows_type = vocabulary
        .types
        .iter()
        .any(|known| known.as_str() == defaults.ticket_type);
    let knows_priority = vocabulary
        .priorities
        .iter()
        .any(|known| known.as_str() == defaults.priority);
    if let (Some(status), false, true) = (status, knows_status, is_built_in("defaults.status")) {
        defaults.status = status;
    }
    if let (Some(first), false, true) = (ticket_type, knows_type, is_built_in("defaults.type")) {
        defaults.ticket_type = first;
    }
    if let (Some(middle), false, true) =
        (priority, knows_priority, is_built_in("defaults.priority"))
    {
        defaults.priority = middle;
    }
}

fn words<T: std::str::FromStr>(name: &str, texts: &[String]) -> Result<Vec<T>, ConfigError>
where
    T::Err: ToString,
{
    let parsed = texts
        .iter()
        .map(|text| text.parse().map_err(|error: T::Err| refused(name, error)));
    parsed.collect()
}

/// The words that other settings use must exist.
fn check_words(vocabulary: &Vocabulary, settings: &Settings) -> Result<(), ConfigError> {
    for category in [Category::Todo, Category::Done] {
        if vocabulary.first(category).is_none() {
            return Err(refused(
                "statuses",
                format!("no status has the category {category}"),
            ));
        }
    }
    for (from, targets) in &vocabulary.transitions {
        for status in std::iter::once(from).chain(targets) {
            vocabulary
                .check_status(status)
                .map_err(|error| refused("transitions", error))?;
        }
    }
    let defaults = &settings.defaults;
    let parsed = |name: &str, text: &str| text.parse().map_err(|error| refused(name, error));
    vocabulary
        .check_status(&parsed("defaults.status", &defaults.status)?)
        .map_err(|error| refused("defaults.status", error))?;
    let ticket_type = defaults
        .ticket_type
        .parse()
        .map_err(|error| refused("defaults.type", error))?;
    vocabulary
        .check_type(&ticket_type)
        .map_err(|error| refused("defaults.type", error))?;
    let priority = defaults
        .priority
        .parse()
        .map_err(|error| refused("defaults.priority", error))?;
    vocabulary
        .check_priority(&priority)
        .map_err(|error| refused("defaults.priority", error))?;
    let ids_and_more = [
        ("durability", &settings.durability, &["full", "fast"][..]),
        ("color", &settings.color, &["auto", "always", "never"][..]),
    ];
    for (name, value, allowed) in ids_and_more {
        if !allowed.contains(&value.as_str()) {
            return Err(refused(
                name,
                format!("`{value}` is none of {}", allowed.join(", ")),
            ));
        }
    }
    Ok(())
}
