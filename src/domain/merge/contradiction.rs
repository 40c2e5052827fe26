//! What two branches say differently, and where.

use std::fmt;
use std::sync::Arc;

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::merge::meaning;

/// One fact of which two branches made different things.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// Where it stands.
    pub place: Place,
    /// What it was; none where it was not there.
    pub base: Option<Value>,
    /// What our side made of it; none where it took it away.
    ///
    /// Of a text, and of a list whose order counts, both sides hold all that could be merged: they differ only in the
    /// lines that clash.
    pub ours: Option<Value>,
    /// What their side made of it.
    pub theirs: Option<Value>,
}

/// A place in a record: a field, or something inside of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The field.
    pub field: String,
    /// The way further in; empty for the field as a whole.
    pub inside: Vec<Step>,
}

/// One step into a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To the entry of a list.
    Item {
        /// What the entry is known by: its id or, without one, its text.
        name: String,
        /// The names of all entries that the list may have, in their order.
        order: Arc<[String]>,
        /// Its place among them.
        index: usize,
    },
}

impl Place {
    /// The place of a whole field.
    pub fn of_field(field: &str) -> Place {
        Place {
            field: field.to_owned(),
            inside: Vec::new(),
        }
    }

    /// A place one step further in.
    pub(crate) fn then(&self, step: Step) -> Place {
        let mut inside = self.inside.clone();
        inside.push(step);
        Place {
            field: self.field.clone(),
            inside,
        }
    }

    /// The value at this place; none where there is none.
    pub fn get<'v>(&self, fields: &'v Mapping) -> Option<&'v Value> {
        let known = |(key, _): &(&Value, &Value)| meaning::of(Some(key)) == self.field;
        let (_, value) = fields.iter().find(known)?;
        self.inside
            .iter()
            .try_fold(value, |value, step| match (step, value) {
                (Step::Key(key), Value::Mapping(map)) => map
                    .iter()
                    .find(|(known, _)| meaning::of(Some(known)) == *key)
                    .map(|(_, value)| value),
                (Step::Item { name, .. }, Value::Sequence(items)) => {
                    items.iter().find(|item| meaning::name_of(item) == *name)
                }
                _ => None,
            })
    }

    /// Puts a value at this place; none takes away what is there.
    ///
    /// Nothing happens where the way to the place is not there.
    pub fn set(&self, fields: &mut Mapping, value: Option<Value>) {
        set_key(fields, &self.field, &self.inside, value);
    }
}

fn set_key(map: &mut Mapping, key: &str, inside: &[Step], value: Option<Value>) {
    let key = map
        .keys()
        .find(|known| meaning::of(Some(known)) == key)
        .cloned()
        .unwrap_or_else(|| Value::from(key));
    match (inside.split_first(), value) {
        (Some((step, rest)), value) => {
            if let Some(within) = map.get_mut(&key) {
                set_within(within, step, rest, value);
            }
        }
        (None, Some(value)) => {
            map.insert(key, value);
        }
        (None, None) => {
            map.shift_remove(&key);
        }
    }
}

fn set_within(within: &mut Value, step: &Step, rest: &[Step], value: Option<Value>) {
    match (step, within) {
        (Step::Key(key), Value::Mapping(map)) => set_key(map, key, rest, value),
        (Step::Item { name, order, index }, Value::Sequence(items)) => {
            let found = items
                .iter()
                .position(|item| meaning::name_of(item) == *name);
            match (found, rest.split_first(), value) {
                (Some(at), Some((step, rest)), value) => {
                    set_within(&mut items[at], step, rest, value);
                }
                (Some(at), None, Some(value)) => items[at] = value,
                (Some(at), None, None) => drop(items.remove(at)),
                (None, None, Some(value)) => {
                    let before = order.get(..*index).unwrap_or_default();
                    items.insert(behind_last_of(before, items), value);
                }
                (None, _, _) => {}
            }
        }
        _ => {}
    }
}

/// The place in a list behind all of these that are in it: others may have gone, or not come yet.
fn behind_last_of(names: &[String], items: &[Value]) -> usize {
    let last = items
        .iter()
        .rposition(|item| names.contains(&meaning::name_of(item)));
    last.map_or(0, |last| last + 1)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field)?;
        for step in &self.inside {
            match step {
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item { name, .. } => write!(f, "[{name}]")?,
            }
        }
        Ok(())
    }
}
