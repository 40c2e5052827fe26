//! JSON Schemas, for editors that check and complete `.tickets/*.yaml`.

use serde_json::Value;
use serde_json::json;

use crate::domain::BacklogItem;
use crate::domain::Entry;
use crate::domain::Epic;
use crate::domain::RecordKind;
use crate::domain::Requirement;
use crate::domain::Sprint;
use crate::domain::Ticket;
use crate::domain::Vocabulary;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::batch;

/// The kinds of file that have a schema.
const KINDS: [&str; 7] = [
    "ticket",
    "epic",
    "backlog-item",
    "sprint",
    "requirement",
    "comment",
    "operation",
];

/// The JSON Schema of a kind of file; with a project, its own words are the
/// allowed values.
///
/// # Errors
/// No such kind.
pub fn schema(tracker: Option<&Tracker>, kind: &str) -> Result<Value, OpError> {
    let mut schema = match (RecordKind::of_name(kind), kind) {
        (Some(record), _) => of_record(record),
        (None, "comment") => json!(schemars::schema_for!(Entry)),
        (None, "operation") => return Ok(batch::schema()),
        (None, _) => {
            return Err(OpError::Invalid {
                reason: format!("no schema `{kind}`"),
                hint: Some(format!("there are: {}", KINDS.join(", "))),
            });
        }
    };
    if let (Some(tracker), Some(record)) = (tracker, RecordKind::of_name(kind)) {
        allow_own_words(&mut schema, &tracker.vocabulary, record);
    }
    Ok(allow_empty(schema))
}

/// The schema of a kind of record, with the statuses that are the same in every project.
fn of_record(record: RecordKind) -> Value {
    let mut schema = match record {
        RecordKind::Ticket => json!(schemars::schema_for!(Ticket)),
        RecordKind::Epic => json!(schemars::schema_for!(Epic)),
        RecordKind::BacklogItem => json!(schemars::schema_for!(BacklogItem)),
        RecordKind::Sprint => json!(schemars::schema_for!(Sprint)),
        RecordKind::Requirement => json!(schemars::schema_for!(Requirement)),
    };
    let stages = record.lifecycles().iter().flat_map(|life| life.stages);
    let mut statuses: Vec<&str> = Vec::new();
    for stage in stages {
        if !statuses.contains(&stage.name) {
            statuses.push(stage.name);
        }
    }
    if !statuses.is_empty() {
        schema["properties"]["status"]["enum"] = json!(statuses);
    }
    schema
}

/// Makes the project's own words the allowed values.
fn allow_own_words(schema: &mut Value, vocabulary: &Vocabulary, record: RecordKind) {
    if schema["properties"].get("priority").is_some() {
        schema["properties"]["priority"]["enum"] = json!(vocabulary.priorities);
    }
    if record == RecordKind::Ticket {
        let rules = vocabulary.statuses.iter();
        let statuses: Vec<String> = rules.map(|rule| rule.name.to_string()).collect();
        schema["properties"]["status"]["enum"] = json!(statuses);
        schema["properties"]["type"]["enum"] = json!(vocabulary.types);
    }
}

/// In the files, a field without a value stands empty.
fn allow_empty(mut schema: Value) -> Value {
    let required: Vec<Value> = schema["required"].as_array().cloned().unwrap_or_default();
    let Some(properties) = schema["properties"].as_object_mut() else {
        return schema;
    };
    for (name, property) in properties {
        if required.contains(&json!(name)) || property.get("default").is_none() {
            continue;
        }
        if property["type"] == "array" {
            property["type"] = json!(["array", "null"]);
        } else if property.get("$ref").is_some() || property["type"] == "string" {
            let description = property.get("description").cloned();
            let inner = property.take();
            *property = json!({ "anyOf": [inner, { "type": "null" }] });
            if let Some(description) = description {
                property["description"] = description;
            }
        }
    }
    schema
}
