//! What is read line by line, and what is left to the library.

use crate::domain::Entry;
use crate::domain::Ticket;
use crate::store::yaml::canonical::read;
use crate::store::yaml::check;
use crate::store::yaml::tests::sample::RECORD;
use serde::de::DeserializeOwned;
use serde_yaml::Value;
use std::fmt::Debug;

/// What the library reads.
fn by_library<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_yaml::from_str(check(text.as_bytes()).ok()?).ok()
}

fn check_read<T: DeserializeOwned + Debug + PartialEq>(text: &str) {
    let read = read::<T>(text);
    assert!(read.is_some(), "{text:?}");
    assert_eq!(read, by_library(text), "{text:?}");
}

#[test]
fn the_record_of_the_design_is_read() {
    check_read::<Ticket>(RECORD);
    check_read::<Value>(RECORD);
}

#[test]
fn an_entry_is_read() {
    check_read::<Entry>(
        "id: k3f9\n\nkind: comment\n\nat: 2026-11-20T10:11:12Z\n\nby: Alice Doe <a@b.c>\n\ntext: |\n  It's # not: a\n\n    \tcomment\n",
    );
}

#[test]
fn every_form_that_is_written_is_read() {
    for text in [
        "a:\n",
        "a: b\n",
        "a:\n\n\nb:\n",
        "# x\n#\n\n#: \"y\n\na: b\n",
        "a: null\nb: true\nc: 7\nd: 0.5\ne: 1.0e+20\nf: 2026-12-01\ng: 01JD\nh: it's a#b, {c} & d\n",
        "a: /usr/bin\nb: naïve 日本語 🎉\nc: a - b\nd: x:y\ne: https://x/y?z\n",
        "a: \"\"\nb: \" \\\" \\\\ \\n \\r \\t \\u00e9 \\u0000\"\nc: \"# - : {\"\n",
        "a:\n  - b\n  - \"c\"\n\nd:\n- e\n- f\ng: h\n",
        "a:\n  - {b: c, d: \"e, f}\", g: 2026-11-20T11:00:00Z}\n  - {b: null}\n",
        "a:\n  - b: c\n    d:\n    e: true\n  - b: f\ng:\n- h: i\n  j: |\n    k\n- h: l\n",
        "a: |\n  b\n c: d\n".replace("\n c", "\nc").as_str(),
        "a: |\n  b\n\n    c \n   \n\n\nd: |-\n    e\n    # f\n    ---\n\n",
        "a: |2\n\n    b\n  c\nd: |1-\n  e\n",
        "a:\n  b: c\n  d:\n    - e\n    - f: g\n      h:\n      - i\n      - j: k\n      l:\n\n  m:\n  - n\n  o:\n    p: |\n      q\nr: s\n",
        "a:\n  - |\n    b\n  - |-\n    c\nd:\n- |\n  e\n",
    ] {
        check_read::<Value>(text);
    }
}

fn check_left(texts: &[&str]) {
    for text in texts {
        assert_eq!(read::<Value>(text), None, "{text:?}");
    }
}

#[test]
fn files_that_are_no_plain_mapping_are_left_to_the_library() {
    let long_key = format!("{}: b\n", "a".repeat(129));
    let long_text = format!("a: {}\n", "b".repeat(100_000));
    check_left(&[
        "",
        "\n",
        "a",
        "a:b\n",
        "a : b\n",
        " a: b\n",
        "\"a\": b\n",
        "? a\n",
        "- a\n",
        "1: a\n",
        "# x\n",
        " # x\na: b\n",
        "a: b\n# x\nc: d\n",
        "a:\tb\n",
        "\u{feff}a: b\n",
        "--- \na: b\n",
        "%YAML 1.1\n",
        "<<: b\n",
        "<<<<<<< ours\na: b\n=======\na: c\n>>>>>>> theirs\n",
        &long_key,
        &long_text,
    ]);
}

#[test]
fn values_that_need_a_second_look_are_left_to_the_library() {
    check_left(&[
        "a: b",
        "a: b # c\n",
        "a: # c\n",
        "a: b:\n",
        "a: b: c\n",
        "a: b \n",
        "a:  b\n",
        "a: \n",
        "a: b\r\n",
        "a: b\u{85}\n",
        "a: b\u{2028}\n",
        "a: b\u{7f}\n",
        "a: \0\n",
        "a: \u{ffff}\n",
        "a: b\n---\n",
        "a: b\n...\n",
        "a: b\n---\nc: d\n",
        "a: 'b'\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: ~\n",
        "a: \"b\n  c\"\n",
        "a: \"b\" c\n",
        "a: \"b\n",
        "a: \"\\x41\"\n",
        "a: \"\\ud800\"\n",
        "a: \"\\u00e\"\n",
        "a: \"\\",
        "a: b\n  c\n",
        "a: b\n\n c\n",
        "a: [b]\n",
        "a: {b: c}\n",
        "a: []\n",
        "a: {}\n",
        "a: -\n",
        "a: - b\n",
        "a: -1\n",
        "a: .5\n",
        "a: @b\n",
        "a: `b`\n",
        "a: %b\n",
        "a: ? b\n",
        "a: b\n=======\n",
        "a: 03\n",
        "a: 1.\n",
        "a: 1e5\n",
        "a: 0x1F\n",
        "a: True\n",
        "a: 18446744073709551616\n",
        "a: 1.0e+999\n",
        "a: b\na: c\n",
    ]);
}

#[test]
fn blocks_with_odd_indentation_are_left_to_the_library() {
    let deep: String = (0..14)
        .map(|depth| format!("{}a:\n", "  ".repeat(depth)))
        .collect();
    check_left(&[
        "a: >\n  b\n",
        "a: >-\n  b\n",
        "a:\n  b\n",
        "a:\n b: c\n",
        "a:\n   b: c\n",
        "a:\n  b: c\n   d: e\n",
        "a:\n  b: c\n d: e\n",
        &deep,
        "a: |b\n",
        "a: |\nb: c\n",
        "a: |\n\n  b\n",
        "a: |\n\n",
        "a: |+\n  b\n",
        "a: | \n  b\n",
        "a: |0\n  b\n",
        "a: |3\n  b\n",
        "a: |\n  b\n c\n",
        "a: |\n  \tb\n c\n",
        "a: |\n\tb\n",
        "a: |\n   \n  b\n",
        "a: |\n  b\n# c\n",
    ]);
}

#[test]
fn lists_in_another_form_are_left_to_the_library() {
    check_left(&[
        "a:\n - b\n",
        "a:\n   - b\n",
        "a:\n  - b\n - c\n",
        "a:\n  - b\n   - c\n",
        "a:\n  - b\n    c\n",
        "a:\n  -\n",
        "a:\n-\n",
        "a:\n  - - b\n",
        "a:\n  -  b\n",
        "a:\n  - b\n  c\n",
        "a:\n  - [b]\n",
        "a:\n  - # b\n",
        "a:\n  - b\n  # c\n",
        "a:\n  - b: c\n      d\n",
        "a:\n  - b:\n       - c\n",
        "a:\n  - b:\n    - c\n    d\n",
        "a:\n  - b: c\n   d: e\n",
    ]);
}

#[test]
fn rows_in_another_form_are_left_to_the_library() {
    check_left(&[
        "a:\n  - {}\n",
        "a:\n  - {b}\n",
        "a:\n  - {b: c,}\n",
        "a:\n  - {b: c,d: e}\n",
        "a:\n  - {b: c }\n",
        "a:\n  - { b: c}\n",
        "a:\n  - {b:c}\n",
        "a:\n  - {b: }\n",
        "a:\n  - {b: [c]}\n",
        "a:\n  - {b: {c: d}}\n",
        "a:\n  - {b: c} # d\n",
        "a:\n  - {b: c\n",
        "a:\n  - {b: c: d}\n",
        "a:\n  - {b: c:}\n",
        "a:\n  - {b: c?}\n",
        "a:\n  - {b: 'c'}\n",
        "a:\n  - {b: *c}\n",
        "a:\n  - {b: \"c\"d}\n",
    ]);
}

#[test]
fn a_record_that_its_type_refuses_is_left_to_the_library() {
    let ticket = "id: TICKET-1\ntitle: x\n";
    assert!(read::<Ticket>(ticket).is_some());
    for more in [
        "created_at: yesterday\n",
        "story_points: many\n",
        "story_points: 03\n",
        "story_points: -1\n",
        "story_points: 99999999999\n",
        "estimate_hours: .inf\n",
        "labels: a\n",
        "labels:\n  - {a: b}\n",
        "transitions:\n  - {at: 2026-11-20T11:00:00Z}\n",
        "acceptance_criteria:\n  - text: a\n    done: yes\n",
        "title: y\n",
        "unknown: [a]\n",
        "unknown:\n  - - a\n",
        "unknown:\n  a:\n    b: [c]\n",
    ] {
        assert_eq!(read::<Ticket>(&format!("{ticket}{more}")), None, "{more}");
    }
    assert_eq!(read::<Ticket>("id: TICKET-1\n"), None);
}

#[test]
fn what_the_type_does_not_know_is_passed_over() {
    let more = "x: y\nz:\n  - a\n  - b: c\n    d: |\n      e\nw:\n- {a: \"b\"}\nstatus: closed\n";
    let text = format!("id: TICKET-1\ntitle: x\n{more}");
    check_read::<Ticket>(&text);
    let ticket: Ticket = read(&text).unwrap();
    assert_eq!(ticket.status.as_str(), "closed");
}
