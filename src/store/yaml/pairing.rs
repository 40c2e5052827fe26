//! Which item of one list is which of another.

use crate::store::yaml::scalar;
use serde_yaml::Mapping;
use serde_yaml::Value;
use std::collections::HashMap;
use std::collections::HashSet;
use std::collections::VecDeque;

/// The key by which the items of a checklist are known.
const ID: &str = "id";

/// For each item of a new list, its index in the old one.
pub(crate) type Pairs = Vec<Option<usize>>;

/// Pairs items that have the same `id` or, without one, the same value.
pub(crate) fn pair(old: &[Value], new: &[Value]) -> Pairs {
    let mut pairs = vec![None; new.len()];
    pair_by(&mut pairs, old, new, |value| Some(identity(value)));
    pairs
}

/// Pairs as [`pair`] does, and then mappings without an `id`: by their first entry, then by their place in both lists.
///
/// The first entry is what a person knows a row by, such as its time.
pub(crate) fn pair_edited(old: &[Value], new: &[Value]) -> Pairs {
    let mut pairs = pair(old, new);
    pair_by(&mut pairs, old, new, first_entry);
    let taken = taken(&pairs, old.len());
    for (index, pair) in pairs.iter_mut().enumerate().take(old.len()) {
        let is_free = pair.is_none() && !taken[index];
        if is_free && is_anonymous(&old[index]) && is_anonymous(&new[index]) {
            *pair = Some(index);
        }
    }
    pairs
}

/// Pairs what is still free and has the same name, in order.
fn pair_by(pairs: &mut Pairs, old: &[Value], new: &[Value], name: fn(&Value) -> Option<String>) {
    let taken = taken(pairs, old.len());
    let mut places: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (index, value) in old.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        if let Some(name) = name(value) {
            places.entry(name).or_default().push_back(index);
        }
    }
    for (pair, value) in pairs.iter_mut().zip(new) {
        let mut find = || places.get_mut(&name(value)?)?.pop_front();
        *pair = pair.or_else(&mut find);
    }
}

/// Pairs the items of a file with the same items as a record read them.
///
/// The file's items may hold keys that the record does not know and may be written in another way. What does not match
/// is paired in order if the numbers agree.
pub(crate) fn pair_read(file: &[Value], record: &[Value]) -> Pairs {
    let mappings = record.iter().filter_map(Value::as_mapping);
    let keys: HashSet<&Value> = mappings.flat_map(Mapping::keys).collect();
    let known: Vec<Value> = file.iter().map(|value| project(value, &keys)).collect();
    let mut pairs = pair(&known, record);
    let taken = taken(&pairs, file.len());
    let free: Vec<usize> = (0..file.len()).filter(|index| !taken[*index]).collect();
    let open = pairs.iter().filter(|pair| pair.is_none()).count();
    if free.len() == open {
        for (pair, index) in pairs.iter_mut().filter(|pair| pair.is_none()).zip(free) {
            *pair = Some(index);
        }
    }
    pairs
}

fn taken(pairs: &[Option<usize>], length: usize) -> Vec<bool> {
    let mut taken = vec![false; length];
    for index in pairs.iter().filter_map(|pair| *pair) {
        taken[index] = true;
    }
    taken
}

fn is_anonymous(value: &Value) -> bool {
    value.as_mapping().is_some_and(|map| !map.contains_key(ID))
}

/// The part of an item that has one of `keys`.
fn project(value: &Value, keys: &HashSet<&Value>) -> Value {
    let Value::Mapping(map) = value else {
        return value.clone();
    };
    let known = map.iter().filter(|(key, _)| keys.contains(key));
    Value::Mapping(
        known
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    )
}

/// Returns the first entry of a mapping without an `id`.
fn first_entry(value: &Value) -> Option<String> {
    if !is_anonymous(value) {
        return None;
    }
    let (key, value) = value.as_mapping()?.iter().next()?;
    Some(format!("{}: {}", fingerprint(key), fingerprint(value)))
}

/// Returns what makes an item itself: its `id`, else all that it holds.
fn identity(value: &Value) -> String {
    match value.as_mapping().and_then(|map| map.get(ID)) {
        Some(id) => format!("id {}", fingerprint(id)),
        None => fingerprint(value),
    }
}

/// Returns a text that is the same for values that differ only in the order of keys, in null entries, or in whether a
/// number was read as text.
fn fingerprint(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => scalar::number(number),
        Value::String(text) => text.clone(),
        Value::Sequence(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| scalar::quote(&fingerprint(item)))
                .collect();
            format!("[{}]", items.join(","))
        }
        Value::Mapping(map) => {
            let mut entries: Vec<String> = map
                .iter()
                .filter(|(_, value)| **value != Value::Null)
                .map(|(key, value)| {
                    scalar::quote(&fingerprint(key)) + ":" + &scalar::quote(&fingerprint(value))
                })
                .collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        Value::Tagged(tagged) => format!(
            "{} {}",
            scalar::tag(&tagged.tag),
            fingerprint(&tagged.value)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::pair;
    use super::pair_edited;
    use super::pair_read;
    use serde_yaml::Value;

    fn list(text: &str) -> Vec<Value> {
        serde_yaml::from_str(text).expect("a list")
    }

    #[test]
    fn items_are_known_by_id_or_by_value() {
        let old = list("[{id: a, x: 1}, {y: 1, z: 2}, b, 7, b]");
        let new = list("[b, {z: 2, y: 1, n: null}, {id: a, x: 2}, b, '7', b]");
        assert_eq!(
            pair(&old, &new),
            [Some(2), Some(1), Some(0), Some(4), Some(3), None]
        );
    }

    #[test]
    fn changed_mappings_without_id_are_known_by_their_first_entry_or_place() {
        let old = list("[{x: 1}, {x: 2}, a, {id: 1}]");
        let new = list("[{x: 1}, {x: 3}, b, {id: 2}]");
        assert_eq!(pair_edited(&old, &new), [Some(0), Some(1), None, None]);
        let old = list("[{at: 1, y: 1}, {at: 2, y: 1}]");
        let new = list("[{at: 2, y: 2}, {at: 3, y: 3}]");
        assert_eq!(pair_edited(&old, &new), [Some(1), None]);
    }

    #[test]
    fn items_of_a_file_may_hold_more_than_the_record_knows() {
        let file = list("[{x: 2, more: 1}, {x: 1}, 1.50, Auth]");
        let record = list("[{x: 1}, {x: 2}, '1.50', auth]");
        assert_eq!(
            pair_read(&file, &record),
            [Some(1), Some(0), Some(2), Some(3)]
        );
    }
}
