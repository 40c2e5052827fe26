//! A value on one line: `{at: 2026-11-20T11:00:00Z, from: open, tags: [a, b]}`.

use crate::store::yaml::scalar;
use crate::store::yaml::scalar::Place;
use serde_yaml::Mapping;
use serde_yaml::Value;

/// Bytes that a key may have and still be followed by `:` on its line; the format allows 1024.
pub(crate) const SIMPLE_KEY_MAX: usize = 900;

/// Whether the strings under keys that name a time are written as times, without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    /// Under `at` and keys that end in `_at`.
    Plain,
    /// Nowhere.
    Quoted,
}

/// Returns `value` on one line.
pub(crate) fn value(value: &Value, place: Place, times: Times) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => scalar::number(number),
        Value::String(text) => scalar::string(text, place),
        Value::Sequence(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| self::value(item, Place::Flow, times))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(map) => mapping(map, times),
        Value::Tagged(tagged) => {
            let tag = scalar::tag(&tagged.tag);
            format!("{tag} {}", self::value(&tagged.value, place, times))
        }
    }
}

fn mapping(map: &Mapping, times: Times) -> String {
    let entries: Vec<String> = map
        .iter()
        .map(|(key, value)| {
            let value =
                time(key, value, times).unwrap_or_else(|| self::value(value, Place::Flow, times));
            let key = self::key(key, Place::Flow);
            let mark = if key.len() > SIMPLE_KEY_MAX { "? " } else { "" };
            format!("{mark}{key}: {value}")
        })
        .collect();
    format!("{{{}}}", entries.join(", "))
}

/// Returns a key on one line, without its colon.
pub(crate) fn key(key: &Value, place: Place) -> String {
    value(key, place, Times::Quoted)
}

/// Returns the time that stands under `key`, if there is one.
pub(crate) fn time(key: &Value, value: &Value, times: Times) -> Option<String> {
    // A tag would be lost, so that only what has none counts.
    let (Value::String(key), Value::String(text)) = (key, value) else {
        return None;
    };
    let is_time_key = times == Times::Plain && (key == "at" || key.ends_with("_at"));
    (is_time_key && scalar::is_time(text)).then(|| text.clone())
}
