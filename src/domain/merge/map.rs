//! Maps, merged key by key.

use std::collections::HashMap;
use std::collections::HashSet;

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::merge::contradiction::Contradiction;
use crate::domain::merge::contradiction::Place;
use crate::domain::merge::contradiction::Step;
use crate::domain::merge::meaning;
use crate::domain::merge::order::interleave;
use crate::domain::merge::sides::Three;
use crate::domain::merge::value;

/// Merges two maps and what they hold.
pub(crate) fn merge(three: Three, place: &Place, found: &mut Vec<Contradiction>) -> Value {
    let nothing = Mapping::new();
    let map = |value: Option<&'_ Value>| value.and_then(Value::as_mapping).cloned();
    let (base, ours, theirs) = (map(three.base), map(three.ours), map(three.theirs));
    let base = base.as_ref().unwrap_or(&nothing);
    let ours = ours.as_ref().unwrap_or(&nothing);
    let theirs = theirs.as_ref().unwrap_or(&nothing);
    let merged = keys(base, ours, theirs).into_iter().filter_map(|key| {
        let within = Three {
            base: base.get(&key),
            ours: ours.get(&key),
            theirs: theirs.get(&key),
        };
        let place = place.then(Step::Key(meaning::of(Some(&key))));
        let value = value::merge(within, None, &place, found)?;
        Some((key, value))
    });
    Value::Mapping(merged.collect())
}

/// All keys of both sides in one order.
pub(crate) fn keys(base: &Mapping, ours: &Mapping, theirs: &Mapping) -> Vec<Value> {
    let names =
        |map: &Mapping| -> Vec<String> { map.keys().map(|key| meaning::of(Some(key))).collect() };
    let own = ours.keys().chain(theirs.keys());
    let mut by_name: HashMap<String, Vec<&Value>> = HashMap::new();
    for key in own {
        let same = by_name.entry(meaning::of(Some(key))).or_default();
        if !same.contains(&key) {
            same.push(key);
        }
    }
    let names = [base, ours, theirs].map(|map| {
        let mut seen = HashSet::new();
        let mut names = names(map);
        names.retain(|name| seen.insert(name.clone()));
        names
    });
    let [base, ours, theirs] = names;
    let order = interleave(&base, &ours, &theirs);
    // The number 1 and the text `1` are two keys of one name.
    let keys = order.iter().filter_map(|name| by_name.get(name)).flatten();
    keys.map(|key| (*key).clone()).collect()
}
