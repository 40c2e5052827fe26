//! The settings, typed.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Mapping;

/// How keys are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ids {
    /// Counted up.
    Sequential,
    /// Drawn at random.
    Random,
}

/// Whether a clone registers the merge driver by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MergeDriver {
    /// With the first command that writes.
    Auto,
    /// Never.
    Off,
}

/// Whether what a command changes is committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AutoCommit {
    /// The user commits.
    Off,
    /// What one command changes is one commit.
    Batch,
}

/// What a new ticket has unless told otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Defaults {
    /// Its type.
    #[serde(rename = "type")]
    pub ticket_type: String,
    /// Its status.
    pub status: String,
    /// Its priority.
    pub priority: String,
    /// Its labels.
    #[serde(deserialize_with = "list")]
    pub labels: Vec<String>,
    /// Its assignee.
    pub assignee: Option<String>,
}

/// What makes a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "`defaults.yaml` says what each is for")]
pub struct ScoreWeights {
    pub priority: u32,
    pub value: u32,
    pub points: u32,
    pub assumed_value: u32,
    pub assumed_points: u32,
}

/// How many sprints may be active at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActiveSprints {
    /// One.
    One,
    /// Any number.
    Several,
}

/// How sprints are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct SprintSettings {
    /// How many days they have, unless told otherwise.
    pub days: u32,
    /// How many may be active at a time.
    pub active: ActiveSprints,
}

/// How time is counted.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Time {
    /// How many hours a working day has.
    pub hours_per_day: f64,
    /// The types of time that are billed.
    #[serde(deserialize_with = "list")]
    pub billable: Vec<String>,
}

/// Who the user is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct User {
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
}

/// All settings with their values in force. See `defaults.yaml` for what each is for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "`defaults.yaml` says what each is for")]
pub struct Settings {
    pub prefix: String,
    pub ids: Ids,
    pub statuses: Mapping,
    #[serde(deserialize_with = "map")]
    pub transitions: Mapping,
    pub types: Vec<String>,
    pub priorities: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub labels: Vec<String>,
    pub defaults: Defaults,
    #[serde(deserialize_with = "list")]
    pub required: Vec<String>,
    #[serde(deserialize_with = "lists")]
    pub required_by_type: BTreeMap<String, Vec<String>>,
    #[serde(deserialize_with = "lists")]
    pub required_by_status: BTreeMap<String, Vec<String>>,
    #[serde(deserialize_with = "list")]
    pub definition_of_done: Vec<String>,
    pub score: ScoreWeights,
    pub sprint: SprintSettings,
    pub durability: String,
    pub lock_timeout_ms: u64,
    pub main_branch: Option<String>,
    pub merge_driver: MergeDriver,
    pub auto_commit: AutoCommit,
    pub list_limit: usize,
    pub time: Time,
    pub user: User,
    pub editor: Option<String>,
    pub pager: Option<String>,
    pub color: String,
}

fn list<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn map<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Mapping, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn lists<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
