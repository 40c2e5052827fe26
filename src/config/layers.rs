//! Several sources of settings, one over the other.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize as _;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::config::Setting;
use crate::config::Settings;
use crate::config::built_in::built_in;

/// The major version of the file format that this program reads and writes.
const FORMAT: u64 = 1;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// The user's file.
    User(PathBuf),
    /// The project's file.
    Project(PathBuf),
    /// A variable of the environment.
    Variable(String),
    /// `--config` on the command line.
    Flag,
}

/// One source of settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Where it comes from.
    pub origin: Origin,
    /// What it sets.
    pub values: Mapping,
}

/// The sources of settings, each over the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Layers {
    layers: Vec<Layer>,
    warnings: Vec<String>,
}

/// Settings that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The files are of a format that this program does not know.
    #[error("the project's files have format {found}, and this program knows format {FORMAT}")]
    Format {
        /// The format of the files.
        found: String,
    },
    /// A value of the wrong type, or outside what is allowed.
    #[error("the setting `{name}` cannot be used: {reason}")]
    Value {
        /// The setting.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// There is no such setting.
    #[error("no setting `{name}`")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The settings that come nearest.
        similar: Vec<&'static str>,
    },
    /// A text that is not `NAME=VALUE`.
    #[error("`{0}` is not NAME=VALUE")]
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::User(path) => write!(f, "user ({})", path.display()),
            Origin::Project(path) => write!(f, "project ({})", path.display()),
            Origin::Variable(name) => write!(f, "environment ({name})"),
            Origin::Flag => f.write_str("flag"),
        }
    }
}

impl Layers {
    /// The built-in settings alone.
    pub fn defaults() -> Layers {
        let layer = Layer {
            origin: Origin::Default,
            values: built_in(),
        };
        Layers {
            layers: vec![layer],
            warnings: Vec::new(),
        }
    }

    /// No settings at all.
    pub fn empty() -> Layers {
        Layers {
            layers: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Puts a source over the others. A project cannot choose programs or the
    /// person for the user; what it says of those is left out with a warning.
    pub fn push(&mut self, mut layer: Layer) {
        if matches!(layer.origin, Origin::Project(_)) {
            for group in ["user", "editor", "pager", "color"] {
                if layer.values.shift_remove(group).is_some() {
                    let text =
                        format!("the project's setting `{group}` is ignored: it is the user's own");
                    self.warnings.push(text);
                }
            }
        }
        for name in unknown_names(&layer.values) {
            let origin = &layer.origin;
            self.warnings
                .push(format!("no setting `{name}` (in {origin})"));
        }
        self.layers.push(layer);
    }

    /// Takes settings from variables of the environment.
    ///
    /// # Errors
    /// A value that is not YAML.
    pub fn push_variables(
        &mut self,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<(), ConfigError> {
        for setting in crate::config::SETTINGS {
            let variable = setting.variable();
            if let Some(text) = lookup(&variable) {
                let values = assignment(setting.name, &text)?;
                self.layers.push(Layer {
                    origin: Origin::Variable(variable),
                    values,
                });
            }
        }
        Ok(())
    }

    /// Takes `NAME=VALUE` from the command line.
    ///
    /// # Errors
    /// Not of that form, no such setting, or a value that is not YAML.
    pub fn push_flag(&mut self, text: &str) -> Result<(), ConfigError> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| ConfigError::Flag(text.to_owned()))?;
        known(name)?;
        let values = assignment(name, value)?;
        self.layers.push(Layer {
            origin: Origin::Flag,
            values,
        });
        Ok(())
    }

    /// What is odd but does not stop anything.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The value in force of a setting or a part of one, and where it comes from.
    pub fn get(&self, name: &str) -> Option<(Value, &Origin)> {
        self.layers.iter().rev().find_map(|layer| {
            let value = lookup(&layer.values, name)?;
            Some((value.clone(), &layer.origin))
        })
    }

    /// All settings as one map.
    pub fn merged(&self) -> Mapping {
        let mut layers = self.layers.iter();
        let mut merged = layers
            .next()
            .map_or_else(Mapping::new, |layer| layer.values.clone());
        for layer in layers {
            overlay(&mut merged, &layer.values);
        }
        merged
    }

    /// The settings, typed and checked.
    ///
    /// # Errors
    /// A format that this program does not know, or a value that cannot be used.
    pub fn settings(&self) -> Result<Settings, ConfigError> {
        let merged = self.merged();
        check_format(merged.get("format"))?;
        let merged = Value::Mapping(merged);
        Settings::deserialize(&merged).map_err(|error| culprit(&merged, &error))
    }
}

/// The setting that cannot be used: the one that spoils the defaults.
fn culprit(merged: &Value, error: &serde_yaml::Error) -> ConfigError {
    let defaults = Layers::defaults().merged();
    let spoils = |name: &Value, value: &Value| {
        let mut alone = defaults.clone();
        alone.insert(name.clone(), value.clone());
        serde_yaml::from_value::<Settings>(Value::Mapping(alone)).err()
    };
    let fields = merged.as_mapping().into_iter().flatten();
    let found = fields
        .into_iter()
        .find_map(|(name, value)| Some((name, spoils(name, value)?)));
    let (name, reason) = found.map_or_else(
        || ("config", error.to_string()),
        |(name, error)| (name.as_str().unwrap_or_default(), error.to_string()),
    );
    ConfigError::Value {
        name: name.to_owned(),
        reason,
    }
}

/// Reads `value` as the value of `name`, which may lead into a map.
///
/// # Errors
/// A value that is not YAML.
pub(crate) fn assignment(name: &str, value: &str) -> Result<Mapping, ConfigError> {
    let refused = |error: serde_yaml::Error| ConfigError::Value {
        name: name.to_owned(),
        reason: error.to_string(),
    };
    let mut value: Value = serde_yaml::from_str(value).map_err(refused)?;
    let is_part_of_lists =
        || name.contains('.') && Setting::find(name).is_some_and(|setting| setting.has_lists);
    let is_list =
        matches!(lookup(&built_in(), name), Some(Value::Sequence(_))) || is_part_of_lists();
    if let (true, Value::String(text)) = (is_list, &value) {
        // `bug, urgent` is what one types for a list.
        value = text
            .split(',')
            .map(|item| Value::from(item.trim()))
            .collect::<Vec<_>>()
            .into();
    }
    let mut values = Mapping::new();
    match name.split_once('.') {
        None => values.insert(name.into(), value),
        Some((group, rest)) => {
            let inner: Mapping = [(Value::from(rest), value)].into_iter().collect();
            values.insert(group.into(), Value::Mapping(inner))
        }
    };
    Ok(values)
}

/// Refuses a name that is no setting's.
///
/// # Errors
/// [`ConfigError::Unknown`], with the nearest names.
pub(crate) fn known(name: &str) -> Result<&'static Setting, ConfigError> {
    Setting::find(name).ok_or_else(|| {
        let near = |setting: &&Setting| strsim::damerau_levenshtein(setting.name, name) <= 3;
        let similar = crate::config::SETTINGS
            .iter()
            .filter(near)
            .map(|setting| setting.name);
        ConfigError::Unknown {
            name: name.to_owned(),
            similar: similar.collect(),
        }
    })
}

fn lookup<'a>(values: &'a Mapping, name: &str) -> Option<&'a Value> {
    if let Some(value) = values.get(name) {
        return Some(value);
    }
    let (group, rest) = name.split_once('.')?;
    values.get(group)?.as_mapping()?.get(rest)
}

/// Groups such as `defaults` are laid over each other name by name; the
/// project's own words (`statuses`, `transitions`, lists) are replaced whole.
fn overlay(merged: &mut Mapping, values: &Mapping) {
    for (name, value) in values {
        let is_group = name.as_str().is_some_and(Setting::is_group);
        match (merged.get_mut(name), value) {
            (Some(Value::Mapping(lower)), Value::Mapping(upper)) if is_group => {
                lower.extend(upper.clone());
            }
            _ => {
                merged.insert(name.clone(), value.clone());
            }
        }
    }
}

fn unknown_names(values: &Mapping) -> Vec<String> {
    let mut unknown = Vec::new();
    for (name, value) in values {
        let name = name.as_str().unwrap_or("?");
        match value {
            Value::Mapping(inner) if Setting::is_group(name) => {
                let parts = inner.keys().filter_map(|part| part.as_str());
                let names = parts.map(|part| format!("{name}.{part}"));
                unknown.extend(names.filter(|name| Setting::find(name).is_none()));
            }
            _ if Setting::find(name).is_none() && !Setting::is_group(name) => {
                unknown.push(name.to_owned())
            }
            _ => {}
        }
    }
    unknown
}

/// A minor version, `1.3`, is read; what it adds is kept as it stands.
fn check_format(format: Option<&Value>) -> Result<(), ConfigError> {
    let text = match format {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    };
    let major = text
        .split('.')
        .next()
        .and_then(|major| major.parse::<u64>().ok());
    if major == Some(FORMAT) {
        return Ok(());
    }
    Err(ConfigError::Format { found: text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(project: &str) -> Layers {
        let mut layers = Layers::defaults();
        let values = serde_yaml::from_str(project).unwrap();
        layers.push(Layer {
            origin: Origin::Project("config.yaml".into()),
            values,
        });
        layers
    }

    #[test]
    fn the_defaults_are_all_settings_and_only_those() {
        let merged = Layers::defaults().merged();
        assert_eq!(unknown_names(&merged), Vec::<String>::new());
        for setting in crate::config::SETTINGS {
            assert!(lookup(&merged, setting.name).is_some(), "{}", setting.name);
        }
        assert!(Layers::defaults().settings().is_ok());
    }

    #[test]
    fn groups_are_merged_and_words_are_replaced() {
        let layers = layers("defaults: {type: bug}\nstatuses: {new: todo, old: done}\n");
        let settings = layers.settings().unwrap();
        assert_eq!(settings.defaults.ticket_type, "bug");
        assert_eq!(settings.defaults.priority, "medium");
        assert_eq!(settings.statuses.len(), 2);
    }

    #[test]
    fn a_project_cannot_choose_the_users_programs() {
        let layers = layers("editor: evil\npager: evil\n");
        assert_eq!(layers.settings().unwrap().editor, None);
        assert_eq!(layers.warnings().len(), 2);
    }

    #[test]
    fn a_newer_minor_format_is_read_and_a_newer_major_one_is_not() {
        assert!(layers("format: 1.7\nnew_thing: 3\n").settings().is_ok());
        let error = layers("format: 2\n").settings().unwrap_err();
        assert_eq!(error, ConfigError::Format { found: "2".into() });
    }

    #[test]
    fn a_wrong_value_is_named() {
        let error = layers("lock_timeout_ms: soon\n").settings().unwrap_err();
        assert!(matches!(error, ConfigError::Value { name, .. } if name == "lock_timeout_ms"));
    }

    #[test]
    fn later_layers_win_and_tell_where_they_come_from() {
        let mut layers = layers("prefix: APP\n");
        layers
            .push_variables(|name| (name == "TICKETS_DEFAULTS_LABELS").then(|| "a, b".to_owned()))
            .unwrap();
        layers.push_flag("prefix=WEB").unwrap();

        assert_eq!(
            layers.get("prefix"),
            Some((Value::from("WEB"), &Origin::Flag))
        );
        assert_eq!(layers.settings().unwrap().defaults.labels, ["a", "b"]);
        assert!(layers.push_flag("prefx=WEB").is_err());
    }
}
