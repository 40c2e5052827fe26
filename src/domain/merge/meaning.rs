//! When two values are the same fact, however they are written.

use std::collections::BTreeSet;

use serde_yaml::Value;

use crate::domain::Shape;
use crate::domain::Timestamp;

/// Returns a text that is the same for values that mean the same: quotes, the order of keys and the way in which
/// emptiness is written do not matter.
pub(crate) fn of(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(flag)) => flag.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Sequence(items)) if items.is_empty() => String::new(),
        Some(Value::Sequence(items)) => {
            let items: Vec<String> = items.iter().map(|item| of(Some(item))).collect();
            format!("\0{items:?}")
        }
        Some(Value::Mapping(map)) => {
            let mut entries: Vec<(String, String)> = map
                .iter()
                .map(|(key, value)| {
                    let key = of(Some(key));
                    let value = of_key(&key, value);
                    (key, value)
                })
                .filter(|(_, value)| !value.is_empty())
                .collect();
            entries.sort();
            if entries.is_empty() {
                return String::new();
            }
            format!("\0{entries:?}")
        }
        Some(Value::Tagged(tagged)) => format!("\0{} {}", tagged.tag, of(Some(&tagged.value))),
    }
}

/// The same for a field of this shape: times are equal by instant, texts without their final newline, sets whatever
/// their order.
pub(crate) fn of_field(value: Option<&Value>, shape: Option<Shape>) -> String {
    let text = of(value);
    match shape {
        Some(Shape::Set) => match value {
            Some(Value::Sequence(items)) if !items.is_empty() => {
                let items: BTreeSet<String> = items.iter().map(|item| of(Some(item))).collect();
                format!("\0{items:?}")
            }
            _ => text,
        },
        Some(Shape::Time | Shape::Moment) => instant(&text).unwrap_or(text),
        Some(Shape::Text) => without_newline(&text).to_owned(),
        Some(Shape::Scalar | Shape::Log | Shape::Checklist) | None => text,
    }
}

/// What an entry of a list is known by: its id, else its text, else all of it.
pub(crate) fn name_of(item: &Value) -> String {
    let named = |key: &str| {
        let name = of(item.as_mapping()?.get(key));
        (!name.is_empty()).then_some(name)
    };
    named("id")
        .or_else(|| named("text"))
        .unwrap_or_else(|| of(Some(item)))
}

/// A text without the newline that ends a block of it.
pub(crate) fn without_newline(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

/// The value of a key in a map; the names of times are `at` and what ends with `_at`.
fn of_key(key: &str, value: &Value) -> String {
    let text = of(Some(value));
    let is_time = key == "at" || key.ends_with("_at");
    let instant = is_time.then(|| instant(&text)).flatten();
    instant.unwrap_or(text)
}

fn instant(text: &str) -> Option<String> {
    let time: Timestamp = text.parse().ok()?;
    Some(time.to_string())
}
