//! The canonical text of a record.

use crate::domain::FieldSpec;
use crate::domain::Presence;
use crate::domain::Shape;
use crate::store::yaml::block;
use crate::store::yaml::block::Style;
use crate::store::yaml::empty;
use crate::store::yaml::flow;
use crate::store::yaml::scalar::Place;
use serde_yaml::Mapping;
use serde_yaml::Value;

/// Returns the canonical text of a record: the fields of `specs` in their order, then the others in their own.
///
/// Entries of log rows that are null are left out.
pub fn emit(specs: &[FieldSpec], fields: &Mapping) -> String {
    let mut fields = fields.clone();
    for spec in specs {
        if let (Shape::Log, Some(value)) = (spec.shape, fields.get_mut(spec.name)) {
            prune_rows(value);
        }
    }
    emit_all(specs, &fields)
}

/// Leaves out the null entries of the rows of a log.
pub(crate) fn prune_rows(value: &mut Value) {
    let Value::Sequence(rows) = value else {
        return;
    };
    for row in rows.iter_mut().filter_map(Value::as_mapping_mut) {
        row.retain(|_, value| *value != Value::Null);
    }
}

/// Returns the canonical text of a record with all that its rows hold.
pub(crate) fn emit_all(specs: &[FieldSpec], fields: &Mapping) -> String {
    let mut parts = Vec::new();
    for spec in specs {
        let value = fields.get(spec.name);
        let is_written = match spec.presence {
            Presence::Always => true,
            Presence::WhenSet => !empty::is_empty(value, Style::Field(spec.shape)),
        };
        if is_written {
            let key = Value::from(spec.name);
            parts.push(field(
                &key,
                value.unwrap_or(&Value::Null),
                Style::Field(spec.shape),
            ));
        }
    }
    for (key, value) in fields {
        let is_named = |name| matches!(key, Value::String(key) if key == name);
        let is_known = specs.iter().any(|spec| is_named(spec.name));
        if !is_known {
            parts.push(field(key, value, Style::UNKNOWN));
        }
    }
    parts.join("\n")
}

/// Returns the lines of one top-level field.
pub(crate) fn field(key: &Value, value: &Value, style: Style) -> String {
    let is_bare = *value == Value::Null || empty::is_empty(Some(value), style);
    if !is_bare {
        return block::entry(key, value, 0, style);
    }
    let key = flow::key(key, Place::Block);
    if key.len() > flow::SIMPLE_KEY_MAX {
        return format!("? {key}\n:\n");
    }
    format!("{key}:\n")
}
