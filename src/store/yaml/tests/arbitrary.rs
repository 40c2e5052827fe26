//! Values made at random.

use crate::domain::Shape;
use crate::store::yaml::tests::sample::SPECS;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy as _;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use serde_yaml::Mapping;
use serde_yaml::Value;
use serde_yaml::value::Tag;
use serde_yaml::value::TaggedValue;
use std::ops::Range;

/// Strings that some reader of YAML might misread, and any others.
pub(crate) fn any_text() -> BoxedStrategy<String> {
    let traps = vec![
        "no",
        "1e5",
        "12:30",
        "",
        "~",
        "null",
        "- a",
        "a: b",
        "a #b",
        "# a",
        "---",
        "...",
        "\t",
        " a",
        "a ",
        "a\nb",
        "\na",
        "a\n\n",
        " \n a\n ",
        "a\n  ",
        "  ",
        "\n",
        "a\n\tb\n",
        "|",
        ">",
        "&a",
        "*a",
        "!a",
        "{",
        "]",
        ",",
        "\"",
        "'",
        "\\",
        "%",
        "@",
        "2026-01-01",
        "2026-01-01T00:00:00Z",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\r\n",
        "a\rb",
        "🎉",
        "日本語",
        "\0",
        "<<",
        "=",
        "open",
        "closed",
    ];
    let trap = proptest::sample::select(traps).prop_map(str::to_owned);
    let joined = prop::collection::vec(trap.clone(), 0..5).prop_map(|parts| parts.concat());
    let long = ("[a-z :]{1,5}", 1_usize..400).prop_map(|(text, count)| text.repeat(count));
    prop_oneof![3 => trap, 3 => joined, 2 => any::<String>(), 2 => "[a-zA-Z0-9 :#_.-]{0,12}", 1 => long].boxed()
}

fn any_leaf() -> BoxedStrategy<Value> {
    prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        6 => any_text().prop_map(Value::from),
    ]
    .boxed()
}

fn any_value() -> BoxedStrategy<Value> {
    any_leaf()
        .prop_recursive(4, 24, 4, |inner| {
            let key = prop_oneof![4 => any_text().prop_map(Value::from), 1 => any_leaf(), 1 => Just(Value::Sequence(vec![1.into()]))];
            let map = prop::collection::vec((key, inner.clone()), 0..4).prop_map(|entries| Value::Mapping(entries.into_iter().collect()));
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Sequence),
                map,
                ("[a-z]{1,3}( [é!])?", inner).prop_map(|(tag, value)| tagged(&tag, value)),
            ]
        })
        .boxed()
}

fn tagged(tag: &str, value: Value) -> Value {
    match value {
        // A value has one tag at most.
        Value::Tagged(_) => value,
        value => Value::Tagged(Box::new(TaggedValue {
            tag: Tag::new(tag),
            value,
        })),
    }
}

fn texts(count: Range<usize>) -> BoxedStrategy<Value> {
    let items = prop::collection::vec(any_text().prop_map(Value::from), count);
    items.prop_map(Value::Sequence).boxed()
}

/// A list of mappings with the given keys.
fn rows(keys: &'static [&'static str]) -> BoxedStrategy<Value> {
    let entry = (proptest::sample::select(keys), any_leaf())
        .prop_map(|(key, value)| (Value::from(key), value));
    let row = prop::collection::vec(entry, 1..4)
        .prop_map(|entries| Value::Mapping(entries.into_iter().collect()));
    prop::collection::vec(row, 0..4)
        .prop_map(Value::Sequence)
        .boxed()
}

fn value_of(shape: Shape) -> BoxedStrategy<Value> {
    let fitting = match shape {
        Shape::Scalar => any_leaf(),
        Shape::Time | Shape::Moment => {
            prop_oneof![Just(Value::from("2026-12-01T10:00:00Z")), any_leaf()].boxed()
        }
        Shape::Text => any_text().prop_map(Value::from).boxed(),
        Shape::Set => texts(0..4),
        Shape::Log => rows(&["at", "from", "to", "by", "left_at"]),
        Shape::Checklist => rows(&["id", "done", "text", "done_at"]),
    };
    prop_oneof![4 => fitting, 1 => any_value()].boxed()
}

/// Records with values that fit their fields, and some that do not.
pub(crate) fn any_record() -> BoxedStrategy<Mapping> {
    let known: Vec<_> = SPECS
        .iter()
        .map(|spec| {
            (
                Just(Value::from(spec.name)),
                prop::option::of(value_of(spec.shape)),
            )
        })
        .collect();
    let unknown = prop::collection::vec((any_text().prop_map(Value::from), any_value()), 0..4);
    (known, unknown)
        .prop_map(|(known, unknown)| {
            let known = known
                .into_iter()
                .filter_map(|(key, value)| Some((key, value?)));
            unknown.into_iter().chain(known).collect()
        })
        .boxed()
}
