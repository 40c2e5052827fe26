//! What holds for whatever people do.

use std::collections::BTreeSet;

use proptest::prelude::ProptestConfig;
use proptest::prelude::Strategy as _;
use proptest::prelude::prop_assert;
use proptest::prelude::prop_assert_eq;
use proptest::prelude::prop_assume;
use proptest::prelude::proptest;
use proptest::test_runner::TestCaseError;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Record as _;
use crate::domain::Shape;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::merge::MergeRules;
use crate::domain::merge::Merged;
use crate::domain::merge::Sides;
use crate::domain::merge::is_same_record;
use crate::domain::merge::meaning;
use crate::domain::merge::merge;
use crate::domain::merge::tests::arbitrary::any_edited;
use crate::domain::merge::tests::arbitrary::any_record;
use crate::domain::merge::tests::edits::any_ticket;
use crate::domain::merge::tests::edits::done;
use crate::domain::merge::tests::edits::fields;
use crate::domain::merge::tests::edits::work;

/// A project in which every move is allowed.
struct Anything;

impl MergeRules for Anything {
    fn leads(&self, _: &Status, _: &Status) -> bool {
        true
    }
}

fn merged(base: Option<&Mapping>, ours: &Mapping, theirs: &Mapping) -> Merged {
    merge(&Sides { base, ours, theirs }, Ticket::FIELDS, &Anything)
}

fn is_same(one: &Mapping, other: &Mapping) -> bool {
    is_same_record(one, other, Ticket::FIELDS)
}

fn difference(one: &Mapping, other: &Mapping) -> String {
    let texts = [one, other].map(|fields| serde_yaml::to_string(fields).unwrap());
    let diff = similar::TextDiff::from_lines(&texts[0], &texts[1]);
    diff.unified_diff().to_string()
}

/// Fails unless both hold the same facts in the same order of list entries.
fn assert_same(one: &Mapping, other: &Mapping) -> Result<(), TestCaseError> {
    prop_assert!(is_same(one, other), "{}", difference(one, other));
    Ok(())
}

/// The base and two versions of it, with a chance of no base at all.
fn three_records() -> impl proptest::strategy::Strategy<Value = [Mapping; 3]> {
    any_record().prop_flat_map(|base| {
        let sides = (any_edited(&base), any_edited(&base));
        sides.prop_map(move |(ours, theirs)| [base.clone(), ours, theirs])
    })
}

fn check_two_sides(
    base: Option<&Mapping>,
    ours: &Mapping,
    theirs: &Mapping,
) -> Result<(), TestCaseError> {
    let one = merged(base, ours, theirs);
    let other = merged(base, theirs, ours);

    // Commutative: the same facts, and the same contradictions seen from the other side.
    assert_same(&one.theirs(), &other.fields)?;
    assert_same(&one.fields, &other.theirs())?;
    let places = |merged: &Merged| -> BTreeSet<String> {
        merged
            .contradictions
            .iter()
            .map(|found| format!("{}", found.place))
            .collect()
    };
    prop_assert_eq!(places(&one), places(&other));
    // Every contradiction is one.
    for found in &one.contradictions {
        prop_assert!(
            meaning::of(found.ours.as_ref()) != meaning::of(found.theirs.as_ref()),
            "{}",
            found.place
        );
    }
    // Idempotent: what was merged already adds nothing.
    if one.contradictions.is_empty() {
        for side in [ours, theirs] {
            let again = merged(Some(side), &one.fields, side);
            prop_assert_eq!(&again.fields, &one.fields);
        }
        let again = merged(base, &one.fields, &one.fields);
        prop_assert_eq!(&again.fields, &one.fields);
    }
    // The identity where a side changed nothing.
    if let Some(base) = base {
        prop_assert_eq!(&merged(Some(base), ours, base).fields, ours);
        prop_assert_eq!(&merged(Some(base), base, theirs).fields, theirs);
    }
    Ok(())
}

/// The single facts of a record: each field, each element of a set, each row, each value of a criterion.
fn facts(record: &Mapping) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for (key, value) in record {
        let name = meaning::of(Some(key));
        let spec = Ticket::FIELDS.iter().find(|spec| spec.name == name);
        match (spec.map(|spec| spec.shape), value) {
            (Some(Shape::Set | Shape::Log), Value::Sequence(items)) => {
                facts.extend(
                    items
                        .iter()
                        .map(|item| format!("{name} {}", meaning::of(Some(item)))),
                );
            }
            (Some(Shape::Checklist), Value::Sequence(items)) => {
                for item in items {
                    let id = meaning::name_of(item);
                    let values = item.as_mapping().unwrap().iter();
                    facts.extend(values.map(|(key, value)| {
                        format!(
                            "{name} {id} {} {}",
                            meaning::of(Some(key)),
                            meaning::of(Some(value))
                        )
                    }));
                }
            }
            (Some(Shape::Text), Value::String(text)) => {
                facts.extend(text.lines().map(|line| format!("{name} {line}")));
            }
            (shape, value) => {
                facts.insert(format!("{name} {}", meaning::of_field(Some(value), shape)));
            }
        }
    }
    facts
}

/// What a side added must be in the result or in a contradiction.
fn check_nothing_is_lost(
    base: &Mapping,
    ours: &Mapping,
    theirs: &Mapping,
) -> Result<(), TestCaseError> {
    let merged = merged(Some(base), ours, theirs);
    let mut kept = facts(&merged.fields);
    kept.extend(facts(&merged.theirs()));
    let old = facts(base);
    for side in [ours, theirs] {
        let added: BTreeSet<String> = facts(side).difference(&old).cloned().collect();
        let lost: Vec<&String> = added
            .difference(&kept)
            // Of these, one side's value stands by rule.
            .filter(|fact| {
                !["archived_at", "status", "resolution"]
                    .iter()
                    .any(|name| fact.starts_with(name))
            })
            .collect();
        prop_assert!(lost.is_empty(), "{:?}", lost);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_records_are_merged_alike_in_both_directions([base, ours, theirs] in three_records(), has_base in proptest::bool::ANY) {
        check_two_sides(has_base.then_some(&base), &ours, &theirs)?;
    }

    #[test]
    fn what_two_people_do_is_merged_alike_in_both_directions(ticket in any_ticket(), ours in work("a"), theirs in work("b")) {
        let base = fields(&ticket);
        let [ours, theirs] = [done(&ticket, &ours, 2), done(&ticket, &theirs, 2)].map(|side| fields(&side));
        check_two_sides(Some(&base), &ours, &theirs)?;
        check_nothing_is_lost(&base, &ours, &theirs)?;
    }

    #[test]
    fn it_does_not_matter_in_which_order_three_people_meet(
        ticket in any_ticket(),
        first in work("a"),
        second in work("b"),
        third in work("c"),
    ) {
        let base = &fields(&ticket);
        let sides = [first, second, third].map(|steps| fields(&done(&ticket, &steps, 2)));
        let [first, second, third] = &sides;
        let fold = |one: &Mapping, other: &Mapping, last: &Mapping| {
            let two = merged(Some(base), one, other);
            let all = merged(Some(base), &two.fields, last);
            let is_clean = two.contradictions.is_empty() && all.contradictions.is_empty();
            is_clean.then_some(all.fields)
        };
        let results = [fold(first, second, third), fold(second, third, first), fold(third, first, second)];
        let clean: Vec<&Mapping> = results.iter().flatten().collect();
        prop_assume!(clean.len() == 3);
        for other in &clean[1..] {
            assert_same(clean[0], other)?;
        }
    }
}
