//! From settings to the words that tickets may use.

use crate::config::ConfigError;
use crate::config::Defaults;
use crate::config::Layers;
use crate::config::Origin;
use crate::config::Settings;
use crate::domain::Category;
use crate::domain::Criterion;
use crate::domain::Entry;
use crate::domain::Prefix;
use crate::domain::Record as _;
use crate::domain::RecordKind;
use crate::domain::Status;
use crate::domain::StatusRule;
use crate::domain::Ticket;
use crate::domain::Vocabulary;

/// How many days a sprint may have.
pub(crate) const SPRINT_DAYS: std::ops::RangeInclusive<u32> = 1..=365;

/// The settings, the words and the prefix that the layers make together.
///
/// # Errors
/// A setting that cannot be used.
pub(crate) fn understand(layers: &Layers) -> Result<(Settings, Vocabulary, Prefix), ConfigError> {
    let mut settings = layers.settings()?;
    let vocabulary = vocabulary(layers, &mut settings)?;
    let prefix: Prefix = settings
        .prefix
        .parse()
        .map_err(|error| refused("prefix", error))?;
    let is_its = |kind: &RecordKind| kind.kind().prefix == Some(prefix.as_str());
    if let Some(kind) = RecordKind::ALL.into_iter().find(is_its) {
        let owner = kind.kind().plural;
        return Err(refused("prefix", format!("`{prefix}` is that of {owner}")));
    }
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
    check_required(vocabulary, settings)?;
    if !SPRINT_DAYS.contains(&settings.sprint.days) {
        let (from, to) = (SPRINT_DAYS.start(), SPRINT_DAYS.end());
        return Err(refused(
            "sprint.days",
            format!("it is not from {from} to {to}"),
        ));
    }
    for line in &settings.definition_of_done {
        Criterion::new(String::new(), line)
            .map_err(|error| refused("definition_of_done", error))?;
    }
    check_time(settings)?;
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

/// The fields that are required must be a ticket's, and types and statuses the project's.
fn check_required(vocabulary: &Vocabulary, settings: &Settings) -> Result<(), ConfigError> {
    check_fields("required", &settings.required)?;
    for (name, fields) in &settings.required_by_type {
        let setting = format!("required_by_type.{name}");
        let word = name.parse().map_err(|error| refused(&setting, error))?;
        let known = vocabulary.check_type(&word);
        known.map_err(|error| refused(&setting, error))?;
        check_fields(&setting, fields)?;
    }
    for (name, fields) in &settings.required_by_status {
        let setting = format!("required_by_status.{name}");
        let word = name.parse().map_err(|error| refused(&setting, error))?;
        let known = vocabulary.check_status(&word);
        known.map_err(|error| refused(&setting, error))?;
        check_fields(&setting, fields)?;
    }
    Ok(())
}

fn check_fields(setting: &str, fields: &[String]) -> Result<(), ConfigError> {
    let is_field = |name: &String| Ticket::FIELDS.iter().any(|spec| spec.name == name);
    match fields.iter().find(|name| !is_field(name)) {
        Some(name) => Err(refused(setting, format!("tickets have no field `{name}`"))),
        None => Ok(()),
    }
}

/// A day has some hours, and only time of known types is billed.
fn check_time(settings: &Settings) -> Result<(), ConfigError> {
    let hours = settings.time.hours_per_day;
    if !(hours > 0.0 && hours <= 24.0) {
        return Err(refused(
            "time.hours_per_day",
            format!("`{hours}` is not a number of hours above 0 and up to 24"),
        ));
    }
    let types = Entry::TIME_TYPES;
    let mut billable = settings.time.billable.iter();
    if let Some(name) = billable.find(|name| !types.contains(&name.as_str())) {
        return Err(refused(
            "time.billable",
            format!("`{name}` is none of {}", types.join(", ")),
        ));
    }
    Ok(())
}
