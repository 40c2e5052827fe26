//! A record's own fields as JSON.

use serde_json::Map;
use serde_json::Value;

use crate::domain::Record;
use crate::domain::Shape;

/// All fields of a record under their names in the file and in its order;
/// those that the file leaves out are `null` or `[]`.
pub fn fields<R: Record>(record: &R) -> Map<String, Value> {
    let mut set = match serde_json::to_value(record) {
        Ok(Value::Object(map)) => map,
        _ => unreachable!("records are structs with text keys"),
    };
    let mut fields = Map::new();
    for spec in R::FIELDS {
        let absent = match spec.shape {
            Shape::Set | Shape::Log | Shape::Checklist => Value::Array(Vec::new()),
            Shape::Scalar | Shape::Time | Shape::Moment | Shape::Text => Value::Null,
        };
        fields.insert(
            spec.name.to_owned(),
            set.remove(spec.name).unwrap_or(absent),
        );
    }
    fields
}

/// Whether a field holds nothing.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
