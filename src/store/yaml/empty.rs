//! What counts as an empty field, and when two values of a field are the same fact.

use crate::domain::FieldSpec;
use crate::domain::Shape;
use crate::store::yaml::block::Style;
use serde_yaml::Mapping;
use serde_yaml::Value;

/// Returns how the field `name` is written.
pub(crate) fn style_of(specs: &[FieldSpec], name: &str) -> Style {
    specs
        .iter()
        .find(|spec| spec.name == name)
        .map_or(Style::UNKNOWN, |spec| Style::Field(spec.shape))
}

/// Whether a field has no value. Of the fields that the record does not know, only absent ones have none.
pub(crate) fn is_empty(value: Option<&Value>, style: Style) -> bool {
    let Some(value) = value else {
        return true;
    };
    let Style::Field(shape) = style else {
        return false;
    };
    match value {
        Value::Null => true,
        Value::String(text) => shape == Shape::Text && without_newline(text).is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Tagged(_) => false,
    }
}

/// Whether two values of a field are the same fact: a text's final newline does not matter, nor how emptiness is written.
pub(crate) fn is_same(left: Option<&Value>, right: Option<&Value>, style: Style) -> bool {
    if left == right || (is_empty(left, style) && is_empty(right, style)) {
        return true;
    }
    match (style, left, right) {
        (Style::Field(Shape::Text), Some(Value::String(left)), Some(Value::String(right))) => {
            without_newline(left) == without_newline(right)
        }
        _ => false,
    }
}

/// Whether two records hold the same facts.
pub(crate) fn is_same_record(specs: &[FieldSpec], left: &Mapping, right: &Mapping) -> bool {
    let all_in = |one: &Mapping, other: &Mapping| {
        one.iter().all(|(key, value)| {
            let style = key
                .as_str()
                .map_or(Style::UNKNOWN, |name| style_of(specs, name));
            is_same(Some(value), other.get(key), style)
        })
    };
    all_in(left, right) && all_in(right, left)
}

fn without_newline(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}
