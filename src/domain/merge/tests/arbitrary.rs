//! Records made at random, small enough to meet each other.

use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy as _;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::FieldSpec;
use crate::domain::Record as _;
use crate::domain::Shape;
use crate::domain::Ticket;

fn word() -> BoxedStrategy<Value> {
    prop_oneof![
        4 => prop::sample::select(vec!["a", "b", "c", "T-2", "T-10", "d e"]).prop_map(Value::from),
        1 => (0..3_u8).prop_map(Value::from),
        1 => Just(Value::Null),
    ]
    .boxed()
}

fn time() -> BoxedStrategy<Value> {
    (1..6_u8, prop::bool::ANY)
        .prop_map(|(day, is_elsewhere)| {
            let rest = if is_elsewhere {
                "T01:00:00+01:00"
            } else {
                "T00:00:00Z"
            };
            Value::from(format!("2026-01-0{day}{rest}"))
        })
        .boxed()
}

fn text() -> BoxedStrategy<Value> {
    let line = prop::sample::select(vec!["a", "b", "c", "", "d"]);
    prop::collection::vec(line, 0..6)
        .prop_map(|lines| Value::from(lines.join("\n")))
        .boxed()
}

fn row(names: &'static [&'static str]) -> BoxedStrategy<Value> {
    let entry = (prop::sample::select(names), word());
    prop::collection::vec(entry, 0..3)
        .prop_map(|entries| {
            let entries = entries.into_iter();
            Value::Mapping(entries.map(|(key, value)| (key.into(), value)).collect())
        })
        .boxed()
}

fn with(
    key: &'static str,
    value: BoxedStrategy<Value>,
    rest: BoxedStrategy<Value>,
) -> BoxedStrategy<Value> {
    (value, rest)
        .prop_map(move |(value, rest)| {
            let mut map = Mapping::new();
            map.insert(key.into(), value);
            if let Value::Mapping(rest) = rest {
                map.extend(rest);
            }
            Value::Mapping(map)
        })
        .boxed()
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop::collection::vec(item, 0..5)
        .prop_map(Value::Sequence)
        .boxed()
}

fn any_value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![3 => word(), 1 => text(), 1 => time()];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let key = prop_oneof![4 => word(), 1 => Just(Value::from("id"))];
        let map = prop::collection::vec((key, inner.clone()), 0..4)
            .prop_map(|entries| Value::Mapping(entries.into_iter().collect()));
        prop_oneof![2 => map, 2 => list(inner.boxed()), 1 => list(row(&["id", "at", "x"]))]
    })
    .boxed()
}

fn of_shape(shape: Shape) -> BoxedStrategy<Value> {
    let fitting = match shape {
        Shape::Scalar => word(),
        Shape::Time | Shape::Moment => time(),
        Shape::Text => text(),
        Shape::Set => list(word()),
        Shape::Log => list(with("at", time(), row(&["from", "to", "by"]))),
        Shape::Checklist => prop_oneof![
            list(with("id", word(), row(&["done", "text"]))),
            list(with("text", word(), row(&["done"]))),
        ]
        .boxed(),
    };
    prop_oneof![12 => fitting, 2 => Just(Value::Null), 1 => any_value()].boxed()
}

fn field(spec: &'static FieldSpec) -> BoxedStrategy<Option<(Value, Value)>> {
    prop::option::weighted(0.4, of_shape(spec.shape))
        .prop_map(|value| Some((Value::from(spec.name), value?)))
        .boxed()
}

/// Fields of a ticket and others, most with values that fit. They are of one
/// record: none has a uid.
pub(crate) fn any_record() -> BoxedStrategy<Mapping> {
    let known: Vec<_> = Ticket::FIELDS
        .iter()
        .filter(|spec| spec.name != "uid")
        .map(field)
        .collect();
    // A file whose top-level keys are no text is not read.
    let name = prop::sample::select(vec!["x", "y", "z"]).prop_map(Value::from);
    let unknown = prop::collection::vec((name, any_value()), 0..3);
    (known, unknown)
        .prop_map(|(known, unknown)| known.into_iter().flatten().chain(unknown).collect())
        .boxed()
}

/// A record and another one that has some of its fields.
pub(crate) fn any_edited(base: &Mapping) -> BoxedStrategy<Mapping> {
    let base = base.clone();
    let field = prop::bool::weighted(0.3);
    (any_record(), prop::collection::vec(field, base.len()))
        .prop_map(move |(other, is_kept)| {
            let mut edited = base.clone();
            for ((key, _), is_changed) in base.iter().zip(is_kept) {
                match other.get(key) {
                    Some(value) if is_changed => {
                        edited.insert(key.clone(), value.clone());
                    }
                    None if is_changed => drop(edited.shift_remove(key)),
                    Some(_) | None => {}
                }
            }
            let new = other.into_iter().filter(|(key, _)| !base.contains_key(key));
            edited.extend(new.take(2));
            edited
        })
        .boxed()
}
