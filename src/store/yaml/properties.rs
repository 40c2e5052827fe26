//! Properties of emitted text and of edits, on values and files made at random.

use crate::domain::FieldSpec;
use crate::store::yaml::Document;
use crate::store::yaml::Reach;
use crate::store::yaml::block::Style;
use crate::store::yaml::check;
use crate::store::yaml::emit;
use crate::store::yaml::emit::prune_rows;
use crate::store::yaml::empty;
use crate::store::yaml::flow;
use crate::store::yaml::flow::Times;
use crate::store::yaml::scalar::Place;
use crate::store::yaml::tests::arbitrary::any_record;
use crate::store::yaml::tests::arbitrary::any_text;
use crate::store::yaml::tests::sample::SPECS;
use crate::store::yaml::tests::written::written_field;
use crate::store::yaml::tests::written::written_rest;
use proptest::prelude::ProptestConfig;
use proptest::prelude::Strategy as _;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert;
use proptest::prelude::prop_assert_eq;
use proptest::prelude::prop_assert_ne;
use proptest::prelude::prop_oneof;
use proptest::prelude::proptest;
use serde_yaml::Mapping;
use serde_yaml::Value;

fn style_of(name: &str) -> Style {
    empty::style_of(&SPECS, name)
}

/// The part of a field's value that a record would know, read from a file.
fn known_part(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.to_string()),
        Value::Sequence(items) => Value::Sequence(items.iter().map(known_part).collect()),
        Value::Mapping(map) => {
            let known = map.iter().filter(|(key, _)| key.as_str() != Some("extra"));
            Value::Mapping(
                known
                    .map(|(key, value)| (key.clone(), known_part(value)))
                    .collect(),
            )
        }
        Value::String(text) => Value::from(text.trim_end_matches('\n')),
        other => other.clone(),
    }
}

/// An edit of a value that was read: `seed` decides which.
fn changed(value: &Value, seed: &(u8, String)) -> Value {
    let (number, text) = seed;
    let Value::Sequence(items) = value else {
        return Value::from(text.trim_end_matches('\n'));
    };
    let mut items = items.clone();
    let at = usize::from(*number) % items.len();
    match number % 5 {
        0 => drop(items.remove(at)),
        1 => items.reverse(),
        2 => drop(items.pop()),
        _ => {}
    }
    let at = usize::from(*number) % (items.len() + 1);
    let is_list_of_maps = value
        .as_sequence()
        .is_some_and(|items| items.iter().any(Value::is_mapping));
    match items.get_mut(at) {
        Some(Value::Mapping(map)) if number % 2 == 0 => {
            map.insert("by".into(), text.as_str().into());
            map.remove("done");
        }
        _ if is_list_of_maps => items.insert(
            at,
            Value::Mapping(Mapping::from_iter([("by".into(), text.as_str().into())])),
        ),
        _ => items.push(text.as_str().into()),
    }
    Value::Sequence(items)
}

/// The values of the key that records do not know, by the value of another key that stays.
fn extras(value: Option<&Value>) -> Vec<(Option<Value>, Value)> {
    let items = value.and_then(Value::as_sequence);
    let maps = items.into_iter().flatten().filter_map(Value::as_mapping);
    maps.filter_map(|map| {
        let name = map.get("id").or(map.get("at")).cloned();
        Some((name, map.get("extra")?.clone()))
    })
    .collect()
}

fn edit_known(text: &str, name: &str, seed: &(u8, String)) -> (Document, Value, Value) {
    let document = Document::parse(text.as_bytes()).expect("the file is a document");
    let before = known_part(&document.fields()[name]);
    let after = changed(&before, seed);
    (document, before, after)
}

fn one(name: &str, value: Value) -> Mapping {
    Mapping::from_iter([(Value::from(name), value)])
}

/// Sets are equal in any order, and labels are compared as text.
fn assert_holds(fields: &Mapping, name: &str, expected: &Value) {
    let sorted = |value: Value| match value {
        Value::Sequence(mut items) if name == "labels" => {
            items.sort_by_key(|item| item.as_str().map(str::to_owned));
            items.dedup();
            Value::Sequence(items)
        }
        value => value,
    };
    let found = fields.get(name).map(|value| sorted(known_part(value)));
    let expected = sorted(known_part(expected));
    assert!(
        empty::is_same(found.as_ref(), Some(&expected), style_of(name)),
        "{found:?} is not {expected:?}"
    );
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn emitted_text_is_read_as_the_same_record(record in any_record()) {
        let text = emit(&SPECS, &record);
        let fields: Mapping = serde_yaml::from_str(&text).expect("emitted text is YAML");
        let mut record = record;
        if let Some(rows) = record.get_mut("transitions") {
            prune_rows(rows);
        }
        prop_assert!(empty::is_same_record(&SPECS, &fields, &record), "{}\n{:?}", text, fields);
        prop_assert_eq!(emit(&SPECS, &fields), text);
    }

    #[test]
    fn an_edit_leaves_every_byte_outside_of_its_field_alone(
        (head, (name, field), tail) in (written_rest("head"), written_field(), written_rest("tail")),
        (is_crlf, has_mark, is_cut) in (any::<bool>(), any::<bool>(), any::<bool>()),
        seed in (any::<u8>(), any_text()),
    ) {
        let ends = |text: &str| if is_crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mark = if has_mark { "\u{feff}" } else { "" };
        let (head, field) = (format!("{mark}{}", ends(&head)), ends(&field));
        let mut tail = ends(&tail);
        if is_cut && tail.ends_with("y\n") {
            tail.pop();
        }
        let text = format!("{head}{field}{tail}");
        let (document, before, after) = edit_known(&text, name, &seed);

        let edited = document.edit(&SPECS, &one(name, before), &one(name, after.clone()));
        let is_gone = empty::is_empty(Some(&after), style_of(name)) && matches!(name, "checklist" | "transitions");
        if !is_gone {
            prop_assert!(edited.text.starts_with(&head), "{text}\n->\n{}", edited.text);
            prop_assert!(edited.text.ends_with(&tail), "{text}\n->\n{}", edited.text);
        }
        prop_assert_ne!(edited.reach, Reach::Whole);
        let fields = Document::parse(edited.text.as_bytes()).expect("still a document");
        assert_holds(fields.fields(), name, &after);
        prop_assert!(!is_crlf || !edited.text.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn what_the_record_does_not_know_survives_any_edit(
        parts in prop::collection::btree_map(0..6_usize, written_field(), 1..5),
        seed in (any::<u8>(), any_text()),
        is_flow in any::<bool>(),
    ) {
        let mut names = Vec::new();
        let mut text = String::from("first: {x: [1, !t 2]}\n");
        for (index, (name, field)) in &parts {
            if !names.contains(name) {
                names.push(*name);
                text += &format!("{field}other{index}: [~, 'no', \"\"]\n");
            }
        }
        let document = Document::parse(text.as_bytes()).expect("a document");
        let text = if is_flow { flow::value(&Value::Mapping(document.fields().clone()), Place::Block, Times::Plain) } else { text };
        let document = Document::parse(text.as_bytes()).expect("a document");
        let known = |change: bool| -> Mapping {
            let fields = names.iter().map(|name| {
                let value = known_part(&document.fields()[*name]);
                let value = if change { changed(&value, &seed) } else { value };
                (Value::from(*name), value)
            });
            fields.collect()
        };
        let (before, after) = (known(false), known(true));

        let edited = document.edit(&SPECS, &before, &after);
        let new = Document::parse(edited.text.as_bytes()).expect("still a document");
        for (key, value) in document.fields() {
            if !names.contains(&key.as_str().unwrap_or_default()) {
                prop_assert_eq!(new.fields().get(key), Some(value));
            }
        }
        for (name, value) in &after {
            let name = name.as_str().unwrap_or_default();
            assert_holds(new.fields(), name, value);
            let kept = extras(new.fields().get(name));
            let ids = |value: &Value| value.as_sequence().into_iter().flatten().filter_map(|item| item.get("id").or(item.get("at"))).cloned().collect::<Vec<_>>();
            let ids = ids(value);
            for (id, extra) in extras(document.fields().get(name)) {
                let stays = id.as_ref().is_some_and(|id| ids.contains(id));
                prop_assert!(!stays || kept.contains(&(id, extra)), "{}\n->\n{}", text, edited.text);
            }
        }
    }

    #[test]
    fn no_text_makes_the_program_panic(
        pieces in prop::collection::vec(prop_oneof![
            4 => proptest::sample::select(vec![
                "status: ", "labels:", "title", ": ", "\n", "\n  ", "- ", "|\n", ">\n", "\"", "'", "[", "]", "{", "}", ", ", "# ", " ", "a", "é",
                "? ", "description:", "\r\n", "\r", "\t", "&a ", "*a", "!t ", "---\n", "...\n", "\u{feff}", "\u{2028}", "checklist:\n  - id: ",
                "<<<<<<< a\n", "=======\n", "a: b\n", "%", "\\",
            ]).prop_map(str::to_owned),
            1 => any_text(),
        ], 0..25),
        record in any_record(),
    ) {
        let text = pieces.concat();
        let _ = check(text.as_bytes());
        if let Ok(document) = Document::parse(text.as_bytes()) {
            prop_assert_eq!(document.text(), &text);
            let mut record = record;
            record.retain(|key, _| SPECS.iter().any(|spec: &FieldSpec| key.as_str() == Some(spec.name)));
            let edited = document.edit(&SPECS, &Mapping::new(), &record);
            let new = Document::parse(edited.text.as_bytes());
            prop_assert!(new.is_ok(), "{text:?} -> {:?} {new:?}", edited.text);
        }
    }

    #[test]
    fn bytes_never_make_the_program_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Document::parse(&bytes);
    }
}
