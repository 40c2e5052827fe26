//! An entry as JSON.

use serde_json::Map;
use serde_json::Value;

use crate::domain::Entry;

/// The fields of an entry in the order of its file: those that its kind has, absent ones as
/// `null` or `[]`, and others where they are set.
pub fn entry(entry: &Entry) -> Value {
    let said = match serde_json::to_value(entry) {
        Ok(Value::Object(said)) => said,
        Ok(_) | Err(_) => Map::new(),
    };
    let own = Entry::fields_of(&entry.kind);
    let mut map = Map::new();
    for name in Entry::FIELDS.iter().map(|spec| spec.name) {
        let value = said.get(name).filter(|value| !value.is_null()).cloned();
        match value {
            Some(value) => map.insert(name.to_owned(), value),
            None if own.contains(&name) => map.insert(name.to_owned(), absent(name)),
            None => None,
        };
    }
    Value::Object(map)
}

/// What stands for a field that is not set.
fn absent(name: &str) -> Value {
    let mut lists = ["dependencies", "risks", "decisions"].into_iter();
    if lists.any(|list| list == name) {
        return Value::Array(Vec::new());
    }
    Value::Null
}
