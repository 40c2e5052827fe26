//! What two branches say differently, as a sentence and as JSON.

use serde_json::Value as Json;
use serde_json::json;
use serde_yaml::Value;

use crate::domain::merge::Contradiction;

/// Characters of a value that a sentence shows.
const SHOWN_MAX: usize = 60;

/// What both sides say, in one line.
pub(crate) fn sentence(found: &Contradiction) -> String {
    let place = &found.place;
    let is_long = |value: &Option<Value>| value.as_ref().is_some_and(is_long);
    if is_long(&found.ours) && is_long(&found.theirs) {
        return format!("`{place}` has different lines on our side and on their side");
    }
    let [ours, theirs] = [&found.ours, &found.theirs].map(shown);
    format!("`{place}` is {ours} on our side and {theirs} on their side")
}

/// It with all values, for programs.
pub(crate) fn json(found: &Contradiction) -> Json {
    let value = |value: &Option<Value>| {
        value
            .as_ref()
            .map_or(Json::Null, |value| json!(serde_json::to_value(value).ok()))
    };
    json!({
        "field": found.place.field,
        "place": found.place.to_string(),
        "base": value(&found.base),
        "ours": value(&found.ours),
        "theirs": value(&found.theirs),
    })
}

fn is_long(value: &Value) -> bool {
    matches!(value, Value::String(text) if text.trim_end().contains('\n'))
}

fn shown(value: &Option<Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => return "not set".to_owned(),
        Some(Value::String(text)) if is_long(&Value::from(text.as_str())) => {
            let count = text.lines().count();
            return format!("a text of {count} lines");
        }
        Some(Value::String(text)) => text.trim_end().to_owned(),
        Some(value) => match serde_json::to_string(value) {
            Ok(text) => text,
            Err(_) => return "something".to_owned(),
        },
    };
    if text.chars().count() <= SHOWN_MAX {
        return format!("`{text}`");
    }
    let start: String = text.chars().take(SHOWN_MAX).collect();
    format!("`{start}…`")
}
