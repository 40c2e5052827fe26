//! Epics, backlog items, sprints and requirements as JSON.

use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use crate::domain::Record;
use crate::view::fields;

/// The name of the field for a record's file.
const PATH: &str = "path";

/// All fields of a record, then those that are computed of it, which `computed` is a
/// struct of, then the path of its file from the root of the working tree.
pub fn planned<R: Record>(record: &R, path: &str, computed: &impl Serialize) -> Map<String, Value> {
    let mut map = fields(record);
    if let Ok(Value::Object(computed)) = serde_json::to_value(computed) {
        map.extend(computed);
    }
    map.insert(PATH.to_owned(), format!(".tickets/{path}").into());
    map
}

/// The names of all fields that a kind of record has in JSON: its own, then the computed ones.
pub fn planned_fields<R: Record>(computed: &impl Serialize) -> Vec<String> {
    let own = R::FIELDS.iter().map(|spec| spec.name.to_owned());
    let computed = match serde_json::to_value(computed) {
        Ok(Value::Object(computed)) => computed,
        Ok(_) | Err(_) => Map::new(),
    };
    let computed = computed.into_iter().map(|(name, _)| name);
    own.chain(computed).chain([PATH.to_owned()]).collect()
}
