//! JSON Schemas, for editors that check and complete `.tickets/*.yaml`.

use serde_json::Value;
use serde_json::json;

use crate::domain::Entry;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::batch;

/// The kinds of file that have a schema.
const KINDS: [&str; 3] = ["ticket", "comment", "operation"];

/// The JSON Schema of a kind of file; with a project, its own words are the
/// allowed values.
///
/// # Errors
/// No such kind.
pub fn schema(tracker: Option<&Tracker>, kind: &str) -> Result<Value, OpError> {
    let mut schema = match kind {
        "ticket" => json!(schemars::schema_for!(Ticket)),
        "comment" => json!(schemars::schema_for!(Entry)),
        "operation" => return Ok(batch::schema()),
        _ => {
            return Err(OpError::Invalid {
                reason: format!("no schema `{kind}`"),
                hint: Some(format!("there are: {}", KINDS.join(", "))),
            });
        }
    };
    if let (Some(tracker), "ticket") = (tracker, kind) {
        let vocabulary = &tracker.vocabulary;
        let statuses: Vec<String> = vocabulary
            .statuses
            .iter()
            .map(|rule| rule.name.to_string())
            .collect();
        schema["properties"]["status"]["enum"] = json!(statuses);
        schema["properties"]["type"]["enum"] = json!(vocabulary.types);
        schema["properties"]["priority"]["enum"] = json!(vocabulary.priorities);
    }
    Ok(allow_empty(schema))
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
