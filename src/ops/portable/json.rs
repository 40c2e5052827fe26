//! Records as JSON, and values of YAML that JSON does not have.
//!
//! A value that JSON cannot hold (infinite numbers, tags, keys that are not
//! text) is written as `{"$yaml": "…"}` with its YAML text, so that nothing
//! changes on the way through.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::ops::portable::Found;
use crate::store::yaml::Document;
use crate::store::yaml::emit;

const ESCAPE: &str = "$yaml";

/// The name of the one field that holds an escaped value.
const INSIDE: &str = "value";

/// Returns one object a line.
pub(crate) fn write_lines(records: &[Mapping]) -> String {
    records
        .iter()
        .map(|record| format!("{}\n", to_text(&Value::Mapping(record.clone()))))
        .collect()
}

/// Returns one array, laid out for people.
pub(crate) fn write_array(records: &[Mapping]) -> String {
    let records = records.iter().cloned().map(Value::Mapping);
    let array: Vec<Value> = records.map(|record| escape(&record)).collect();
    let text = serde_json::to_string_pretty(&array).expect("escaped values are JSON");
    format!("{text}\n")
}

/// Reads one object a line; blank lines do not count.
pub(crate) fn read_lines(text: &str) -> Vec<Found> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let read = |(number, (index, line)): (usize, (usize, &str))| {
        let place = Some(index + 1);
        match from_text(line) {
            Ok(value) => Found::new(place, number + 1, value),
            Err(reason) => Found::unusable(place, number + 1, reason),
        }
    };
    lines.enumerate().map(read).collect()
}

/// Reads an array of objects, or one object.
pub(crate) fn read_array(text: &str) -> Vec<Found> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let line = Some(error.line());
            return vec![Found::unusable(line, 1, explain(&error))];
        }
    };
    let items = match value {
        Value::Sequence(items) => items,
        single => vec![single],
    };
    let found = items.into_iter().enumerate();
    found
        .map(|(index, item)| match unescape(item) {
            Ok(value) => Found::new(None, index + 1, value),
            Err(reason) => Found::unusable(None, index + 1, reason),
        })
        .collect()
}

/// Returns a value as JSON on one line.
pub(crate) fn to_text(value: &Value) -> String {
    serde_json::to_string(&escape(value)).expect("escaped values are JSON")
}

/// Reads JSON; a key that an object holds twice is an error.
pub(crate) fn from_text(text: &str) -> Result<Value, String> {
    let value = serde_json::from_str(text).map_err(|error| explain(&error))?;
    unescape(value)
}

/// The library's words without the place: it counts lines within one record.
fn explain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message
        .split_once(" at line ")
        .map_or(&*message, |(reason, _)| reason);
    format!(
        "is not JSON at column {}: {}",
        error.column(),
        reason.trim_end_matches(", ")
    )
}

fn escape(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.as_f64().is_some_and(|float| !float.is_finite()) => {
            hide(value)
        }
        Value::Tagged(_) => hide(value),
        Value::Mapping(map) if is_hidden(map) || !map.keys().all(Value::is_string) => hide(value),
        Value::Mapping(map) => {
            let entries = map.iter().map(|(key, item)| (key.clone(), escape(item)));
            Value::Mapping(entries.collect())
        }
        Value::Sequence(items) => Value::Sequence(items.iter().map(escape).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn hide(value: &Value) -> Value {
    let fields = Mapping::from_iter([(Value::from(INSIDE), value.clone())]);
    let text = emit(&[], &fields);
    Value::Mapping(Mapping::from_iter([(ESCAPE.into(), text.into())]))
}

/// Whether a map looks like one that this module makes.
fn is_hidden(map: &Mapping) -> bool {
    map.len() == 1 && map.get(ESCAPE).is_some_and(Value::is_string)
}

fn unescape(value: Value) -> Result<Value, String> {
    match value {
        Value::Mapping(map) if is_hidden(&map) => {
            let text = map.get(ESCAPE).and_then(Value::as_str).unwrap_or_default();
            let document = Document::parse(text.as_bytes()).map_err(|error| error.to_string())?;
            let value = document.fields().get(INSIDE).cloned();
            value.ok_or_else(|| format!("holds a `{ESCAPE}` without `{INSIDE}:`"))
        }
        Value::Mapping(map) => {
            let entries = map
                .into_iter()
                .map(|(key, item)| Ok((key, unescape(item)?)));
            Ok(Value::Mapping(entries.collect::<Result<_, String>>()?))
        }
        Value::Sequence(items) => {
            let items = items.into_iter().map(unescape);
            Ok(Value::Sequence(items.collect::<Result<_, String>>()?))
        }
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_json_does_not_have_pass_through() {
        let value: Value = serde_yaml::from_str(
            "{a: .nan, b: [.inf, 1.0, 1], c: !tag x, 1: y, d: {$yaml: '1'}, e: {2: 3}, f: {$yaml: 1}}",
        )
        .unwrap();
        let text = to_text(&value);
        assert_eq!(to_text(&from_text(&text).unwrap()), text);
        let value: Value = serde_yaml::from_str("{c: !tag x, d: {$yaml: '1'}, e: {2: 3}}").unwrap();
        assert_eq!(from_text(&to_text(&value)), Ok(value));
    }

    #[test]
    fn a_key_twice_is_an_error() {
        assert_eq!(
            from_text(r#"{"a": 1, "a": 2}"#),
            Err(r#"is not JSON at column 12: duplicate entry with key "a""#.to_owned())
        );
    }

    #[test]
    fn what_is_wrong_stands_at_its_line() {
        let found = read_lines("{\"a\": 1}\n\n[]\n{\n");
        let shown: Vec<_> = found
            .into_iter()
            .map(|found| (found.line, found.fields.err()))
            .collect();
        assert_eq!(
            shown,
            [
                (Some(1), None),
                (
                    Some(3),
                    Some("should hold the fields of a ticket".to_owned())
                ),
                (
                    Some(4),
                    Some("is not JSON at column 1: EOF while parsing an object".to_owned())
                ),
            ]
        );
    }
}
