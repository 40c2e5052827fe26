//! Reading and changing settings.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::config;
use crate::config::Layer;
use crate::config::Layers;
use crate::config::Origin;
use crate::config::SETTINGS;
use crate::config::Setting;
use crate::domain::FieldSpec;
use crate::domain::Presence;
use crate::domain::Shape;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::project_words;
use crate::ops::tracker;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::yaml::Document;

/// A setting with its value in force.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigValue {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: serde_json::Value,
    /// Where the value comes from.
    pub origin: String,
    /// What it is for.
    pub help: &'static str,
}

/// How `config.yaml` is written: every field as its value demands.
const FIELDS: &[FieldSpec] = &[
    spec("format"),
    spec("prefix"),
    spec("ids"),
    spec("statuses"),
    spec("transitions"),
    set("types"),
    set("priorities"),
    set("labels"),
    spec("defaults"),
    set("required"),
    spec("required_by_type"),
    spec("required_by_status"),
    set("definition_of_done"),
    spec("score"),
    spec("sprint"),
    spec("durability"),
    spec("lock_timeout_ms"),
    spec("main_branch"),
    spec("merge_driver"),
    spec("auto_commit"),
    spec("list_limit"),
];

const fn spec(name: &'static str) -> FieldSpec {
    FieldSpec {
        name,
        shape: Shape::Scalar,
        presence: Presence::WhenSet,
    }
}

const fn set(name: &'static str) -> FieldSpec {
    FieldSpec {
        name,
        shape: Shape::Set,
        presence: Presence::WhenSet,
    }
}

/// All settings, with values and origins.
pub fn list_config(tracker: &Tracker) -> Vec<ConfigValue> {
    SETTINGS
        .iter()
        .filter_map(|setting| value_of(tracker, setting.name, setting))
        .collect()
}

/// One setting, or one part of a map such as `statuses.open`.
///
/// # Errors
/// No such setting, or one without a value.
pub fn get_config(tracker: &Tracker, name: &str) -> Result<ConfigValue, OpError> {
    let setting = config::known(name)?;
    let missing = || OpError::NotFound {
        what: "setting",
        name: name.to_owned(),
    };
    value_of(tracker, name, setting).ok_or_else(missing)
}

fn value_of(tracker: &Tracker, name: &str, setting: &'static Setting) -> Option<ConfigValue> {
    let (value, origin) = tracker.layers.get(name)?;
    // A built-in default gives way to the project's own words.
    let defaults = &tracker.settings.defaults;
    let value = match (name, origin) {
        ("defaults.status", Origin::Default) => defaults.status.clone().into(),
        ("defaults.type", Origin::Default) => defaults.ticket_type.clone().into(),
        ("defaults.priority", Origin::Default) => defaults.priority.clone().into(),
        _ => value,
    };
    Some(ConfigValue {
        name: name.to_owned(),
        value: serde_json::to_value(value).unwrap_or_default(),
        origin: origin.to_string(),
        help: setting.help,
    })
}

/// Sets a setting in the project's file; the whole must make sense afterwards.
///
/// # Errors
/// No such setting, a personal one, or a value that cannot be used.
pub fn set_config(
    tracker: &Tracker,
    name: &str,
    value: &str,
) -> Result<Outcome<ConfigValue>, OpError> {
    let setting = writable(name)?;
    let assigned = config::assignment(name, value)?;
    change(tracker, name, |before| {
        let mut after = before.clone();
        for (key, value) in &assigned {
            let inner = match (value, name.contains('.')) {
                (Value::Mapping(part), true) => with_part(tracker, before, key, setting, part),
                _ => value.clone(),
            };
            after.insert(key.clone(), inner);
        }
        Ok(after)
    })
}

/// The present map with one part set. A map of the project's own words begins
/// with the words in force, as the project's file replaces them whole.
fn with_part(
    tracker: &Tracker,
    before: &Mapping,
    key: &Value,
    setting: &Setting,
    part: &Mapping,
) -> Value {
    let own = before.get(key).and_then(Value::as_mapping).cloned();
    let in_force = || {
        tracker
            .layers
            .merged()
            .get(key)
            .and_then(Value::as_mapping)
            .cloned()
            .unwrap_or_default()
    };
    let mut map = own.unwrap_or_else(|| {
        if setting.is_open_map {
            in_force()
        } else {
            Mapping::new()
        }
    });
    map.extend(part.clone());
    Value::Mapping(map)
}

/// Takes a setting out of the project's file, so that the default holds.
///
/// # Errors
/// No such setting, or it is not set there.
pub fn unset_config(tracker: &Tracker, name: &str) -> Result<Outcome<ConfigValue>, OpError> {
    writable(name)?;
    let absent = || OpError::Nothing(format!("the project does not set `{name}`"));
    change(tracker, name, |before| {
        let mut after = before.clone();
        match name.split_once('.') {
            None => {
                after.shift_remove(name).ok_or_else(absent)?;
            }
            Some((group, part)) => {
                let map = after
                    .get_mut(group)
                    .and_then(Value::as_mapping_mut)
                    .ok_or_else(absent)?;
                map.shift_remove(part).ok_or_else(absent)?;
                if map.is_empty() {
                    after.shift_remove(group);
                }
            }
        }
        Ok(after)
    })
}

/// Replaces the project's settings file by `text`, if that makes sense.
///
/// # Errors
/// A text that is no YAML, or settings that cannot be used.
pub fn replace_config(tracker: &Tracker, text: &str) -> Result<Outcome<()>, OpError> {
    validate_config(text)?;
    let mut work = Work::begin(tracker)?;
    work.transaction
        .overwrite("config.yaml", text.as_bytes().to_vec())?;
    work.commit("edit config", ())
}

/// Checks a settings file's text; returns what is odd about it.
///
/// # Errors
/// A text that is no YAML, or settings that cannot be used.
pub fn validate_config(text: &str) -> Result<Vec<String>, OpError> {
    let shown = format!("{}/config.yaml", tracker::HOME);
    let document = Document::parse(text.as_bytes())
        .map_err(|error| OpError::Unreadable(Problem::of_document(&shown, &error)))?;
    let mut layers = Layers::defaults();
    layers.push(Layer {
        origin: Origin::Project(shown.into()),
        values: document.fields().clone(),
    });
    project_words::understand(&layers)?;
    Ok(layers.warnings().to_vec())
}

fn writable(name: &str) -> Result<&'static Setting, OpError> {
    let setting = config::known(name)?;
    if setting.is_personal {
        return Err(OpError::Invalid {
            reason: format!("`{name}` is the user's own and not the project's"),
            hint: Some(format!(
                "set it in your own settings file, or as {}",
                setting.variable()
            )),
        });
    }
    Ok(setting)
}

fn change(
    tracker: &Tracker,
    name: &str,
    edit: impl FnOnce(&Mapping) -> Result<Mapping, OpError>,
) -> Result<Outcome<ConfigValue>, OpError> {
    let mut work = Work::begin(tracker)?;
    let bytes = work.transaction.current("config.yaml")?.unwrap_or_default();
    let shown = format!("{}/config.yaml", tracker::HOME);
    let document = Document::parse(&bytes)
        .map_err(|error| OpError::Unreadable(Problem::of_document(&shown, &error)))?;
    let after = edit(document.fields())?;
    let text = document.edit(FIELDS, document.fields(), &after).text;
    validate_config(&text)?;
    if text.as_bytes() == bytes {
        return Err(OpError::Nothing(format!("`{name}` has that value already")));
    }
    work.transaction
        .overwrite("config.yaml", text.into_bytes())?;
    let value = after_value(&after, name);
    work.commit(&format!("config {name}"), value)
}

fn after_value(after: &Mapping, name: &str) -> ConfigValue {
    let mut layers = Layers::defaults();
    let origin = Origin::Project(format!("{}/config.yaml", tracker::HOME).into());
    layers.push(Layer {
        origin,
        values: after.clone(),
    });
    let (value, origin) = layers
        .get(name)
        .map_or((Value::Null, String::new()), |(value, origin)| {
            (value, origin.to_string())
        });
    let help = Setting::find(name).map_or("", |setting| setting.help);
    ConfigValue {
        name: name.to_owned(),
        value: serde_json::to_value(value).unwrap_or_default(),
        origin,
        help,
    }
}

/// The text of the project's settings file; empty where there is none.
///
/// # Errors
/// It cannot be read.
pub fn config_text(tracker: &Tracker) -> Result<String, OpError> {
    if !tracker.config_path().exists() {
        return Ok(String::new());
    }
    let bytes = tracker
        .store
        .read("config.yaml")
        .map_err(OpError::Unreadable)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What is odd about the settings in force.
pub fn config_warnings(tracker: &Tracker) -> &[String] {
    tracker.layers.warnings()
}
