//! Emptying fields of a record by their names.

use serde_json::Value;

use crate::domain::Record;
use crate::domain::Shape;
use crate::ops::OpError;
use crate::ops::nearest;

/// What a record cannot be without, and what only its history may write.
const KEPT: [&str; 13] = [
    "id",
    "aliases",
    "uid",
    "title",
    "type",
    "status",
    "priority",
    "created_at",
    "created_by",
    "commitment",
    "carried_over",
    "sprint_changes",
    "transitions",
];

/// The record with these fields empty.
///
/// # Errors
/// There is no such field, or it cannot be empty.
pub(crate) fn cleared<R: Record>(record: &R, fields: &[String]) -> Result<R, OpError> {
    if fields.is_empty() {
        return Ok(record.clone());
    }
    let specs = R::FIELDS.iter();
    let known: Vec<String> = specs
        .map(|spec| spec.name.to_owned())
        .filter(|name| !KEPT.contains(&name.as_str()))
        .collect();
    let mut map = crate::view::fields(record);
    for field in fields {
        if !known.contains(field) {
            return Err(OpError::Invalid {
                reason: format!("`{field}` cannot be cleared"),
                hint: Some(nearest(field, &known)),
            });
        }
        let spec = R::FIELDS.iter().find(|spec| spec.name == field);
        let empty = match spec.map(|spec| spec.shape) {
            Some(Shape::Set | Shape::Log | Shape::Checklist) => Value::Array(Vec::new()),
            Some(Shape::Scalar | Shape::Time | Shape::Moment | Shape::Text) | None => Value::Null,
        };
        map.insert(field.clone(), empty);
    }
    serde_json::from_value(Value::Object(map)).map_err(|error| OpError::invalid(error.to_string()))
}
