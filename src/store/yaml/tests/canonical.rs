//! What the canonical text looks like and which documents are refused.

use crate::domain::FieldSpec;
use crate::domain::Presence;
use crate::domain::Shape;
use crate::store::yaml::Document;
use crate::store::yaml::DocumentError;
use crate::store::yaml::emit;
use crate::store::yaml::tests::sample::RECORD;
use crate::store::yaml::tests::sample::SPECS;
use crate::store::yaml::tests::sample::document;
use crate::store::yaml::tests::sample::map;
use crate::store::yaml::tests::sample::spec;
use serde_yaml::Mapping;

#[test]
fn canonical_text_is_that_of_the_design() {
    let text = emit(&SPECS, document(RECORD).fields());
    assert_eq!(text, RECORD);
}

#[test]
fn canonical_text_writes_each_shape_in_its_way() {
    let record = map(r#"
        custom: {when: 2026-01-01, list: [], map: {}, none: null, text: "a\nb", more: {deep: [[1, 2.0], "x\n"]}}
        checklist: [{id: k3f9, done: false, text: Login works, done_at: 2026-01-01}, {id: "7", text: "a\nb\n"}]
        transitions: [{at: 2026-11-20T11:00:00Z, from: "12:30", to: "a, b", by: null, x: [{at: 2026-01-01}]}]
        unknown: []
        other: {}
        third: null
        title: ""
        description: "  indented\n\n\ttab\n   "
        due: 2026-12-01
        epic: "2026-12-01"
    "#);
    let specs: Vec<FieldSpec> = SPECS
        .into_iter()
        .filter(|spec| record.contains_key(spec.name))
        .collect();
    assert_eq!(
        emit(&specs, &record),
        "\
title: \"\"

epic: \"2026-12-01\"

due: 2026-12-01

description: |2
    indented

  \ttab
     

checklist:
  - id: k3f9
    done: false
    text: Login works
    done_at: 2026-01-01
  - id: \"7\"
    text: |
      a
      b

custom:
  when: \"2026-01-01\"
  list: []
  map: {}
  none: null
  text: |-
    a
    b
  more:
    deep:
      - - 1
        - 2.0
      - |
        x

transitions:
  - {at: 2026-11-20T11:00:00Z, from: \"12:30\", to: \"a, b\", x: [{at: 2026-01-01}]}

unknown: []

other: {}

third:
"
    );
}

#[test]
fn text_that_no_block_can_hold_is_quoted() {
    let specs = [spec("text", Shape::Text, Presence::Always)];
    for (text, expected) in [
        ("a\rb", "text: \"a\\rb\"\n"),
        ("a\u{2028}b", "text: \"a\\u2028b\"\n"),
        ("a\n\n", "text: \"a\\n\\n\"\n"),
        ("\u{feff}", "text: \"\\ufeff\"\n"),
        ("\n", "text:\n"),
        ("", "text:\n"),
        ("no", "text: |\n  no\n"),
        ("\n# a", "text: |2\n\n  # a\n"),
    ] {
        let record = Mapping::from_iter([("text".into(), text.into())]);
        assert_eq!(emit(&specs, &record), expected);
    }
}

#[test]
fn documents_that_are_not_records_are_refused_with_a_reason() {
    let invalid = |line, column, reason: &str| DocumentError::Invalid {
        line,
        column,
        reason: reason.to_owned(),
    };
    for (text, expected) in [
        ("- a\n", DocumentError::NotAMapping { found: "a list" }),
        ("text\n", DocumentError::NotAMapping { found: "text" }),
        (
            "1: a\n",
            DocumentError::KeyNotText {
                key: "1".to_owned(),
            },
        ),
        (
            "a: 1\na: 2\n",
            invalid(Some(2), None, "duplicate entry with key \"a\""),
        ),
        (
            "b: {a: 1, a: 2}\n",
            invalid(Some(1), Some(4), "b: duplicate entry with key \"a\""),
        ),
        (
            "x: y\na: b: c\n",
            invalid(
                Some(2),
                Some(5),
                "mapping values are not allowed in this context",
            ),
        ),
        (
            "a: 1\nb: \u{7}\n",
            invalid(Some(2), None, "control characters are not allowed"),
        ),
        (
            "a: 1\n---\nb: 2\n",
            invalid(
                None,
                None,
                "deserializing from YAML containing more than one document is not supported",
            ),
        ),
    ] {
        assert_eq!(Document::parse(text.as_bytes()), Err(expected), "{text}");
    }
}
