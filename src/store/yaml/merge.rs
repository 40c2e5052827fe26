//! The values that a file should hold after an edit: what the edit changed, and all else as it is in the file.

use crate::domain::Shape;
use crate::store::yaml::block::Style;
use crate::store::yaml::pairing;
use crate::store::yaml::pairing::Pairs;
use serde_yaml::Mapping;
use serde_yaml::Value;
use std::collections::HashMap;

/// One value before and after an edit, as the record has it. Nothing stands for an absent key.
#[derive(Clone, Copy)]
pub(crate) struct Edit<'v> {
    /// The value that was read.
    pub(crate) before: Option<&'v Value>,
    /// The value that is to be written.
    pub(crate) after: Option<&'v Value>,
}

impl<'v> Edit<'v> {
    fn of_key(before: &'v Mapping, after: &'v Mapping, key: &Value) -> Edit<'v> {
        Edit {
            before: before.get(key),
            after: after.get(key),
        }
    }
}

/// Returns the file's value `raw` with an edit applied; what the record does not know stays, at any depth.
pub(crate) fn merge(raw: &Value, edit: Edit, style: Style) -> Value {
    if edit.before == edit.after {
        return raw.clone();
    }
    let nothing = Mapping::new();
    match (
        raw,
        edit.before.unwrap_or(&Value::Null),
        edit.after.unwrap_or(&Value::Null),
    ) {
        (Value::Mapping(raw), before, after) if is_map_or_null(before) && is_map_or_null(after) => {
            let before = before.as_mapping().unwrap_or(&nothing);
            let merged = merge_mappings(raw, before, after.as_mapping().unwrap_or(&nothing), style);
            if merged.is_empty() && *after == Value::Null {
                return Value::Null;
            }
            Value::Mapping(merged)
        }
        (Value::Sequence(raw), Value::Sequence(before), Value::Sequence(after)) => {
            Value::Sequence(merge_lists(raw, before, after, style))
        }
        (_, _, after) => after.clone(),
    }
}

fn is_map_or_null(value: &Value) -> bool {
    matches!(value, Value::Mapping(_) | Value::Null)
}

/// The file's keys stay in their order; a new one follows the key that it follows in `after`.
fn merge_mappings<'v>(
    raw: &'v Mapping,
    before: &'v Mapping,
    after: &'v Mapping,
    style: Style,
) -> Mapping {
    let mut followers: HashMap<Option<&'v Value>, Vec<&'v Value>> = HashMap::new();
    let mut previous: Option<&'v Value> = None;
    for key in after.keys() {
        if raw.contains_key(key) {
            previous = Some(key);
        } else if before.get(key) != after.get(key) {
            followers.entry(previous).or_default().push(key);
        }
    }

    let mut merged: Vec<(&'v Value, Value)> = Vec::new();
    let mut follow = |merged: &mut Vec<(&'v Value, Value)>, previous: Option<&'v Value>| {
        let keys = followers.remove(&previous).unwrap_or_default();
        merged.extend(keys.into_iter().map(|key| (key, after[key].clone())));
    };
    follow(&mut merged, None);
    for (key, value) in raw {
        let is_kept = after.contains_key(key) || !before.contains_key(key);
        if is_kept {
            let edit = Edit::of_key(before, after, key);
            merged.push((key, merge(value, edit, style.within())));
        }
        follow(&mut merged, Some(key));
    }
    let owned = merged.into_iter().map(|(key, value)| (key.clone(), value));
    owned.collect()
}

fn merge_lists(raw: &[Value], before: &[Value], after: &[Value], style: Style) -> Vec<Value> {
    let read = pairing::pair_read(raw, before);
    let edited = pairing::pair_edited(before, after);
    let items = after.iter().zip(&edited).map(|(value, old)| {
        let before = old.map(|index| &before[index]);
        let raw_index = old.and_then(|index| read[index]);
        let item = match raw_index {
            Some(index) => merge_item(
                &raw[index],
                Edit {
                    before,
                    after: Some(value),
                },
                style,
            ),
            None => without_nulls(value, style),
        };
        (item, raw_index)
    });
    let (items, places): (Vec<Value>, Pairs) = items.unzip();
    match style {
        Style::Field(Shape::Set) => in_file_order(items, &places),
        Style::Field(_) | Style::Nested(_) => items,
    }
}

/// A row of a log is written anew as a whole when it changes, so that its text has to be the record's.
fn merge_item(raw: &Value, edit: Edit, style: Style) -> Value {
    let is_row = style == Style::Field(Shape::Log);
    let merged = merge(raw, edit, style);
    match edit.after {
        Some(after) if is_row && edit.before != edit.after => settle(&merged, after),
        Some(_) | None => merged,
    }
}

fn without_nulls(value: &Value, style: Style) -> Value {
    match (style, value) {
        (Style::Field(Shape::Log), Value::Mapping(row)) => {
            let entries = row.iter().filter(|(_, value)| **value != Value::Null);
            Value::Mapping(
                entries
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect(),
            )
        }
        _ => value.clone(),
    }
}

/// The items that stay keep the order of the file; a new one follows the item that it follows in the record.
fn in_file_order(items: Vec<Value>, places: &[Option<usize>]) -> Vec<Value> {
    // A new item sorts behind the item before it: by that one's place in the file, then by its own in the record.
    let mut previous = None;
    let mut keyed: Vec<_> = items
        .into_iter()
        .zip(places)
        .map(|(item, place)| {
            previous = place.or(previous);
            (previous, place.is_none(), item)
        })
        .collect();
    // The sort is stable, so that several new items behind one keep their order.
    keyed.sort_by_key(|(place, is_new, _)| (*place, *is_new));
    keyed.into_iter().map(|(_, _, item)| item).collect()
}

/// Returns `value` with the record's text in place of numbers and the like that YAML made of it.
///
/// A version `1.10` without quotes is the number 1.1 to the parser; written from the number, it would be another
/// version. Lines that are kept do not have the problem; whatever is written anew has.
pub(crate) fn settle(value: &Value, record: &Value) -> Value {
    match (value, record) {
        (Value::Bool(_) | Value::Number(_), Value::String(_)) => record.clone(),
        (Value::Null, Value::String(text)) if !text.is_empty() => record.clone(),
        (Value::Sequence(items), Value::Sequence(known)) => {
            let mut settled = items.clone();
            for (known, place) in known.iter().zip(pairing::pair_read(items, known)) {
                if let Some(index) = place {
                    settled[index] = settle(&items[index], known);
                }
            }
            Value::Sequence(settled)
        }
        (Value::Mapping(map), Value::Mapping(known)) => {
            let settled = map.iter().map(|(key, value)| {
                let value = known
                    .get(key)
                    .map_or_else(|| value.clone(), |known| settle(value, known));
                (key.clone(), value)
            });
            Value::Mapping(settled.collect())
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;
    use super::merge;
    use super::settle;
    use crate::domain::Shape;
    use crate::store::yaml::block::Style;
    use crate::store::yaml::flow;
    use crate::store::yaml::flow::Times;
    use crate::store::yaml::scalar::Place;
    use serde_yaml::Value;

    fn value(text: &str) -> Value {
        serde_yaml::from_str(text).expect("YAML")
    }

    fn check(shape: Shape, raw: &str, edit: (&str, &str), expected: &str) {
        let (before, after) = (value(edit.0), value(edit.1));
        let edit = Edit {
            before: Some(&before),
            after: Some(&after),
        };
        let merged = merge(&value(raw), edit, Style::Field(shape));
        assert_eq!(flow::value(&merged, Place::Block, Times::Quoted), expected);
    }

    #[test]
    fn keys_that_the_record_does_not_know_stay_at_any_depth() {
        check(
            Shape::Scalar,
            "{a: 1, u: 9, b: {c: 1, v: 8}}",
            ("{a: 1, b: {c: 1}}", "{a: 2, m: 0, b: {c: 2}}"),
            "{a: 2, m: 0, u: 9, b: {c: 2, v: 8}}",
        );
        check(Shape::Scalar, "{a: 1, u: 9}", ("{a: 1}", "null"), "{u: 9}");
        check(Shape::Scalar, "{a: 1}", ("{a: 1}", "null"), "null");
        check(
            Shape::Checklist,
            "[{id: x, u: [1], d: f}, {id: y}]",
            ("[{id: x, d: f}, {id: y}]", "[{id: y}, {id: x, d: t}]"),
            "[{id: \"y\"}, {id: x, u: [1], d: t}]",
        );
        check(
            Shape::Log,
            "[{a: 1, u: 2}]",
            ("[{a: 1, n: null}]", "[{a: 3, n: null}, {a: 4, n: null}]"),
            "[{a: 3, u: 2}, {a: 4}]",
        );
    }

    #[test]
    fn sets_keep_the_order_of_the_file() {
        check(
            Shape::Set,
            "[c, a]",
            ("[a, c]", "[a, b, c, d]"),
            "[c, d, a, b]",
        );
        check(Shape::Set, "[b, c]", ("[b, c]", "[a, b, c]"), "[a, b, c]");
        check(Shape::Set, "[B, A]", ("[b, a]", "[b]"), "[B]");
        check(
            Shape::Set,
            "[2024, x]",
            ("['2024', x]", "['2024', x, z]"),
            "[2024, x, z]",
        );
    }

    #[test]
    fn numbers_that_the_record_holds_as_text_are_settled() {
        let settled = settle(
            &value("{v: 1.1, l: [true, 2.5], u: 3}"),
            &value("{v: '1.10', l: ['true', '2.50']}"),
        );
        assert_eq!(settled, value("{v: '1.10', l: ['true', '2.50'], u: 3}"));
    }
}
