//! One rule each: what three values become.

use insta::assert_snapshot;
use serde_yaml::Mapping;

use crate::domain::Record as _;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::merge::Identity;
use crate::domain::merge::MergeRules;
use crate::domain::merge::Sides;
use crate::domain::merge::meaning;
use crate::domain::merge::merge;

/// The order of the alphabet; words of one first letter lead to each other.
struct Alphabet;

impl MergeRules for Alphabet {
    fn leads(&self, from: &Status, to: &Status) -> bool {
        from.as_str()[..1] <= to.as_str()[..1]
    }
}

fn map(text: &str) -> Mapping {
    let map: Option<Mapping> = serde_yaml::from_str(text).unwrap();
    map.unwrap_or_default()
}

/// What a record says, in its order.
fn facts(fields: &Mapping) -> Vec<(String, String)> {
    let fact = |(key, value)| (meaning::of(Some(key)), meaning::of(Some(value)));
    fields.iter().map(fact).collect()
}

/// The result and what is left to decide, which must be the same in both directions.
fn merged(base: &str, ours: &str, theirs: &str) -> String {
    let (base, ours, theirs) = (map(base), map(ours), map(theirs));
    let text = |ours: &Mapping, theirs: &Mapping| {
        let base = Some(&base);
        let merged = merge(&Sides { base, ours, theirs }, Ticket::FIELDS, &Alphabet);
        let mut lines: Vec<String> = merged
            .contradictions
            .iter()
            .map(|found| found.place.to_string())
            .collect();
        lines.sort();
        (merged, lines)
    };
    let (one, lines) = text(&ours, &theirs);
    let (other, reversed) = text(&theirs, &ours);
    assert_eq!(lines, reversed);
    assert_eq!(facts(&one.theirs()), facts(&other.fields));
    let marks: String = lines.iter().map(|line| format!("? {line}\n")).collect();
    let fields = if one.fields.is_empty() {
        String::new()
    } else {
        serde_yaml::to_string(&one.fields).unwrap()
    };
    fields + &marks
}

#[test]
fn a_value_that_one_side_changed_is_changed() {
    assert_snapshot!(merged("title: a\ntype: x", "title: b\ntype: x", "title: a\ntype: y"), @"
    title: b
    type: y
    ");
}

#[test]
fn two_values_of_one_field_are_a_contradiction() {
    assert_snapshot!(merged("title: a", "title: b", "title: c"), @"
    title: b
    ? title
    ");
}

#[test]
fn how_a_value_is_written_does_not_matter() {
    assert_snapshot!(
        merged("due:\nstory_points: 1", "due: 2026-01-01\nstory_points: 3", "due: '2026-01-01'\nstory_points: '3'"),
        @r"
    due: 2026-01-01
    story_points: 3
    ");
}

#[test]
fn sets_take_additions_and_removals_of_both() {
    assert_snapshot!(
        merged("labels: [a, b, c]", "labels: [a, c, d]", "labels: [0, a, b]"),
        @"
    labels:
    - 0
    - a
    - d
    ");
    assert_snapshot!(
        merged("depends_on: [T-2]", "depends_on: [T-2, T-10]", "depends_on: [T-2, T-9]"),
        @"
    depends_on:
    - T-2
    - T-9
    - T-10
    ");
    assert_snapshot!(merged("labels: [a]", "labels: [a, b]", "labels:"), @"
    labels:
    - b
    ");
}

#[test]
fn criteria_are_merged_one_by_one() {
    assert_snapshot!(
        merged(
            "acceptance_criteria: [{id: a, done: false, text: A}, {id: b, done: false, text: B}]",
            "acceptance_criteria: [{id: a, done: true, text: A}, {id: z, text: Z}, {id: b, done: false, text: B}]",
            "acceptance_criteria: [{id: a, done: false, text: A2}, {id: c, text: C}]",
        ),
        @"
    acceptance_criteria:
    - id: a
      done: true
      text: A2
    - id: c
      text: C
    - id: z
      text: Z
    ");
}

#[test]
fn a_criterion_without_an_id_is_known_by_its_text() {
    assert_snapshot!(
        merged(
            "acceptance_criteria: [{text: A}, {text: B}]",
            "acceptance_criteria: [{text: A, done: true}, {text: B}]",
            "acceptance_criteria: [{text: A}, {text: B, done: true}, {text: C}]",
        ),
        @"
    acceptance_criteria:
    - text: A
      done: true
    - text: B
      done: true
    - text: C
    ");
}

#[test]
fn a_criterion_that_one_side_removed_and_the_other_changed_is_a_contradiction() {
    assert_snapshot!(
        merged(
            "acceptance_criteria: [{id: a, text: A}, {id: b, text: B}]",
            "acceptance_criteria: [{id: b, text: B}]",
            "acceptance_criteria: [{id: a, text: A2}, {id: b, text: B}]",
        ),
        @"
    acceptance_criteria:
    - id: b
      text: B
    ? acceptance_criteria[a]
    ");
}

#[test]
fn transitions_are_united_by_time() {
    assert_snapshot!(
        merged(
            "transitions: [{at: 2026-01-01T00:00:00Z, from: a, to: b}]",
            "transitions: [{at: 2026-01-01T00:00:00Z, from: a, to: b}, {at: 2026-01-03T00:00:00Z, from: b, to: c}, {at: 2026-01-03T00:00:00Z, from: c, to: a}]",
            "transitions: [{at: 2026-01-02T00:00:00Z, from: b, to: d}, {at: 2026-01-03T01:00:00+01:00, from: b, to: c, by: }]",
        ),
        @"
    transitions:
    - at: 2026-01-02T00:00:00Z
      from: b
      to: d
    - at: 2026-01-03T00:00:00Z
      from: b
      to: c
    - at: 2026-01-03T00:00:00Z
      from: c
      to: a
    ");
}

#[test]
fn texts_clash_only_where_lines_do() {
    assert_snapshot!(
        merged(
            "description: |\n  a\n  b\n  c\n",
            "description: |\n  a1\n  b\n  c\n",
            "description: |\n  a\n  b1\n  c\n  d\n",
        ),
        @"
    description: |
      a1
      b1
      c
      d
    ");
    assert_snapshot!(
        merged(
            "description: |\n  a\n  b\n  c\n",
            "description: |\n  a1\n  b\n  c\n",
            "description: |\n  a2\n  b\n  c2\n",
        ),
        @"
    description: |
      a1
      b
      c2
    ? description
    ");
}

#[test]
fn the_status_that_is_further_along_stands_with_its_resolution() {
    assert_snapshot!(
        merged("status: a", "status: a2\nresolution: fixed", "status: b"),
        @"
    status: b
    resolution: fixed
    ? resolution
    ");
    let log = "transitions: [{at: 2026-01-01T00:00:00Z, from: a, to: a2}";
    assert_snapshot!(
        merged(
            "status: a",
            &format!("status: a2\n{log}]"),
            &format!("status: a3\nresolution: fixed\n{log}, {{at: 2026-01-02T00:00:00Z, from: a2, to: a3}}]"),
        ),
        @"
    status: a3
    resolution: fixed
    transitions:
    - at: 2026-01-01T00:00:00Z
      from: a
      to: a2
    - at: 2026-01-02T00:00:00Z
      from: a2
      to: a3
    ");
    assert_snapshot!(
        merged("status: a", "status: a2\nresolution: fixed", "status: a3"),
        @"
    status: a2
    resolution: fixed
    ? resolution
    ? status
    ");
}

#[test]
fn the_later_of_two_archivings_stands() {
    assert_snapshot!(
        merged("archived_at:", "archived_at: 2026-01-01T00:00:00Z", "archived_at: 2026-01-02T00:00:00Z"),
        @"archived_at: 2026-01-02T00:00:00Z");
    assert_snapshot!(
        merged(
            "archived_at: 2026-01-01T00:00:00Z",
            "archived_at:",
            "archived_at: 2026-01-02T00:00:00Z",
        ),
        @"
    archived_at: null
    ? archived_at
    ");
}

#[test]
fn unknown_keys_are_merged_by_what_they_are_made_of() {
    assert_snapshot!(
        merged(
            "x: {a: 1, b: {c: 1}}\nl: [a, b, c]\np: [{id: 1, n: a}]",
            "x: {a: 2, b: {c: 1, d: 2}}\nl: [a, b, c, d]\np: [{id: 1, n: a}, {id: 2, n: b}]",
            "x: {b: {c: 3}, e: 4}\nl: [0, a, c]\np: [{id: 1, n: c}]",
        ),
        @"
    x:
      a: 2
      b:
        c: 3
        d: 2
      e: 4
    l:
    - 0
    - a
    - c
    - d
    p:
    - id: 1
      n: c
    - id: 2
      n: b
    ? x.a
    ");
    assert_snapshot!(merged("l: [a]", "l: [a, b]", "l: [a, c]"), @"
    l:
    - a
    - b
    ? l
    ");
}

#[test]
fn records_with_two_uids_are_two_records() {
    let check = |base: Option<&str>, ours: &str, theirs: &str| {
        let [ours, theirs] = [ours, theirs].map(map);
        let base = base.map(map);
        let base = base.as_ref();
        let sides = Sides {
            base,
            ours: &ours,
            theirs: &theirs,
        };
        sides.identity(Ticket::FIELDS)
    };
    assert_eq!(
        check(Some("uid: A"), "uid: A", "uid: B"),
        Identity::Different
    );
    assert_eq!(check(None, "uid: A", "uid: B"), Identity::Different);
    assert_eq!(check(Some("uid: A"), "uid: A", "uid: a"), Identity::Same);
    assert_eq!(check(None, "uid: A", "title: x"), Identity::Same);
}

#[test]
fn a_base_that_is_another_record_removes_nothing() {
    let foreign = "uid: A\nlabels: [x]";
    assert_snapshot!(merged(foreign, "uid: B\nlabels: [x]", "uid: B"), @"
    uid: B
    labels:
    - x
    ");
}

#[test]
fn records_added_on_both_sides_are_merged_as_if_there_had_been_nothing() {
    assert_snapshot!(merged("", "title: a\nlabels: [x]", "title: a\nlabels: [y]"), @"
    title: a
    labels:
    - x
    - y
    ");
}

#[test]
fn what_one_choice_takes_away_does_not_move_what_another_brings_back() {
    assert_snapshot!(merged(
        "acceptance_criteria: [{id: a, text: A}, {id: c, text: C}]",
        "acceptance_criteria: [{id: a, text: Apple}]",
        "acceptance_criteria: [{id: c, text: Cherry}, {id: d, text: D}]",
    ), @"
    acceptance_criteria:
    - id: a
      text: Apple
    - id: d
      text: D
    ? acceptance_criteria[a]
    ? acceptance_criteria[c]
    ");
}
