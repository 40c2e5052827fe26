//! Lists of entries that are known by a name: checklists, and other lists of maps with an `id`.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use serde_yaml::Value;

use crate::domain::merge::contradiction::Contradiction;
use crate::domain::merge::contradiction::Place;
use crate::domain::merge::contradiction::Step;
use crate::domain::merge::meaning;
use crate::domain::merge::order::interleave;
use crate::domain::merge::sides::Three;
use crate::domain::merge::value;

/// Whether every entry on every side is a map with an `id`.
pub(crate) fn fits(three: Three) -> bool {
    let is_named = |item: &Value| {
        let id = item.as_mapping().and_then(|map| map.get("id"));
        !meaning::of(id).is_empty()
    };
    let sides = [three.base, three.ours, three.theirs];
    sides
        .into_iter()
        .all(|side| items(side).iter().all(is_named))
        && is_told_apart(three)
}

/// Whether no name stands twice in a list.
pub(crate) fn is_told_apart(three: Three) -> bool {
    let sides = [three.base, three.ours, three.theirs];
    sides.into_iter().all(|side| {
        let mut seen = HashSet::new();
        names(items(side)).into_iter().all(|name| seen.insert(name))
    })
}

/// Merges two lists entry by entry.
///
/// An entry that one side took away and the other changed is a contradiction: each of them knew something that the
/// other did not.
pub(crate) fn merge(three: Three, place: &Place, found: &mut Vec<Contradiction>) -> Value {
    let names = [three.base, three.ours, three.theirs].map(|value| names(items(value)));
    let by_name = [three.base, three.ours, three.theirs].map(|value| named(items(value)));
    let of = |name: &String| {
        let [base, ours, theirs] = &by_name;
        Three {
            base: base.get(name).copied(),
            ours: ours.get(name).copied(),
            theirs: theirs.get(name).copied(),
        }
    };
    let stays = |name: &&String| {
        let entry = of(name);
        let is_same = |value| meaning::of(value) == meaning::of(entry.base);
        let is_untouched = is_same(entry.ours) || is_same(entry.theirs);
        let is_in_both = entry.ours.is_some() && entry.theirs.is_some();
        is_in_both || entry.base.is_none() || !is_untouched
    };
    let [base, ours, theirs] = names;
    let kept = |names: &[String]| -> Vec<String> { names.iter().filter(stays).cloned().collect() };
    let order: Arc<[String]> = interleave(&base, &kept(&ours), &kept(&theirs)).into();
    let merged = order.iter().enumerate().filter_map(|(index, name)| {
        let place = place.then(Step::Item {
            name: name.clone(),
            order: Arc::clone(&order),
            index,
        });
        value::merge(of(name), None, &place, found)
    });
    Value::Sequence(merged.collect())
}

/// The items of a list; of anything else none.
pub(crate) fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Sequence(items)) => items,
        _ => &[],
    }
}

fn names(items: &[Value]) -> Vec<String> {
    items.iter().map(meaning::name_of).collect()
}

fn named(items: &[Value]) -> HashMap<String, &Value> {
    names(items).into_iter().zip(items).collect()
}
