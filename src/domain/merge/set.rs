//! Sorted values without order of their own.

use std::collections::BTreeSet;

use serde_yaml::Value;

use crate::domain::Key;
use crate::domain::merge::keyed::items;
use crate::domain::merge::meaning;
use crate::domain::merge::sides::Three;

/// Whether every side is a list of plain values.
pub(crate) fn fits(three: Three) -> bool {
    let is_plain = |item: &Value| !matches!(item, Value::Sequence(_) | Value::Mapping(_));
    let fits = |value: &Value| match value {
        Value::Null => true,
        Value::Sequence(items) => items.iter().all(is_plain),
        _ => false,
    };
    let sides = [three.base, three.ours, three.theirs];
    sides.into_iter().flatten().all(fits)
}

/// What either side added, and of the rest what neither took away.
pub(crate) fn merge(three: Three) -> Value {
    let [base, ours, theirs] = [three.base, three.ours, three.theirs].map(names);
    let all = items(three.ours).iter().chain(items(three.theirs));
    let mut seen = BTreeSet::new();
    let mut merged: Vec<&Value> = all
        .filter(|item| {
            let name = meaning::of(Some(item));
            let is_in_both = ours.contains(&name) && theirs.contains(&name);
            let stays = is_in_both || !base.contains(&name);
            stays && seen.insert(name)
        })
        .collect();
    sort(&mut merged);
    Value::Sequence(merged.into_iter().cloned().collect())
}

fn names(value: Option<&Value>) -> BTreeSet<String> {
    let items = items(value).iter();
    items.map(|item| meaning::of(Some(item))).collect()
}

/// Sorts as records do: keys by their number, other words by their letters.
fn sort(items: &mut [&Value]) {
    let key = |item: &&Value| -> Option<Key> {
        let text = item.as_str()?;
        let key: Key = text.parse().ok()?;
        (key.to_string() == text).then_some(key)
    };
    let keys: Option<Vec<Key>> = items.iter().map(key).collect();
    if keys.is_some() {
        items.sort_by_key(|item| key(item));
    } else {
        items.sort_by_key(|item| meaning::of(Some(item)));
    }
}
