//! Records made at random, the same ones for the same seed.

use crate::domain::Criterion;
use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Hours;
use crate::domain::Minutes;
use crate::domain::Percent;
use crate::domain::Stamp;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::domain::Transition;
use crate::store::yaml::emit;
use crate::store::yaml::tests::arbitrary::any_text;
use crate::store::yaml::tests::sample::SPECS;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy as _;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use serde::Serialize;
use serde_yaml::Mapping;
use serde_yaml::Value;
use std::str::FromStr;

/// Something that is one line, often odd: a title, a name, a label.
fn word<T: FromStr + std::fmt::Debug + 'static>() -> BoxedStrategy<T> {
    let parse = |text: String| text.parse().ok();
    prop_oneof![
        2 => any_text().prop_filter_map("one line", parse),
        1 => "[a-z]{1,8}( [a-z#:/.-]{1,8}){0,3}".prop_filter_map("one line", parse),
    ]
    .boxed()
}

fn parsed<T: FromStr + std::fmt::Debug + 'static>(pattern: &'static str) -> BoxedStrategy<T> {
    let texts = proptest::string::string_regex(pattern).unwrap();
    texts
        .prop_filter_map("is one", |text| text.parse().ok())
        .boxed()
}

fn moment() -> BoxedStrategy<Timestamp> {
    parsed("20[0-9]{2}-0[1-9]-[012][0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9]Z")
}

/// Text over several lines, as people write it, or odd.
fn prose() -> BoxedStrategy<Text> {
    let line = "( {0,4}|\t)([a-z`#*>|:{}\"'&!%@-]{1,9} ?){0,5}";
    let lines = prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"));
    prop_oneof![2 => lines, 1 => any_text()]
        .prop_map(Text::from)
        .boxed()
}

fn transition() -> BoxedStrategy<Transition> {
    let who = prop::option::of(word());
    (moment(), word(), word(), who, prop::option::of(any_text()))
        .prop_map(|(at, from, to, by, reason)| Transition {
            at,
            from,
            to,
            by,
            reason,
        })
        .boxed()
}

fn criterion() -> BoxedStrategy<Criterion> {
    ("[0-9a-z]{0,4}", any::<bool>(), any_text())
        .prop_map(|(id, done, text)| Criterion { id, done, text })
        .boxed()
}

fn few<T: std::fmt::Debug + 'static>(item: BoxedStrategy<T>) -> BoxedStrategy<Vec<T>> {
    prop_oneof![1 => Just(()).prop_map(|()| Vec::new()), 1 => prop::collection::vec(item, 1..4)]
        .boxed()
}

/// Tickets with any values in any of their fields.
pub(crate) fn any_ticket() -> BoxedStrategy<Ticket> {
    let key = || parsed("[A-Z]{1,3}-([1-9][0-9]{0,4}|[a-h0-9]{4})");
    let words = (
        word(),
        word(),
        word(),
        prop::option::of(word()),
        few(word()),
    );
    let keys = (prop::option::of(key()), few(key()), few(key()), few(word()));
    let numbers = (
        prop::option::of(any::<u32>()),
        prop::option::of(prop_oneof![0.0..1e5, Just(2.0), Just(1e-7)]),
        prop::option::of(parsed("20[0-9]{2}-0[1-9]-[012][0-9]")),
    );
    let times = (prop::option::of(moment()), prop::option::of(moment()));
    let rest = (
        few(any_text()),
        prose(),
        few(criterion()),
        few(transition()),
    );
    let others = (
        prop::option::of(any_text()),
        prop::option::of(word()),
        any::<u128>(),
    );
    ((key(), word()), words, keys, (numbers, times), rest, others)
        .prop_map(
            |((id, title), words, keys, (numbers, times), rest, others)| {
                let mut ticket = Ticket::new(id, title);
                (
                    ticket.ticket_type,
                    ticket.status,
                    ticket.priority,
                    ticket.assignee,
                    ticket.labels,
                ) = words;
                (
                    ticket.parent,
                    ticket.depends_on,
                    ticket.related,
                    ticket.links,
                ) = keys;
                ticket.story_points = numbers.0;
                ticket.estimate_hours = numbers.1.and_then(|hours| Hours::new(hours).ok());
                ticket.due = numbers.2;
                (ticket.created_at, ticket.archived_at) = times;
                (
                    ticket.aliases,
                    ticket.description,
                    ticket.acceptance_criteria,
                    ticket.transitions,
                ) = rest;
                (ticket.branch, ticket.resolution) = (others.0, others.1);
                ticket.uid = ticket
                    .created_at
                    .map(|at| crate::domain::Uid::new(at, others.2));
                ticket
            },
        )
        .boxed()
}

/// Entries with any values in any of their fields.
pub(crate) fn any_entry() -> BoxedStrategy<Entry> {
    let by = prop::option::of(word());
    let times = (prop::option::of(moment()), prop::option::of(moment()));
    let minutes = || prop::option::of((0..=600_000_u64).prop_map(|n| Minutes::new(n).unwrap()));
    let part = (0..=100_u8).prop_map(|n| Percent::try_from(n).unwrap());
    let numbers = (prop::option::of(part), minutes(), minutes(), minutes());
    let words = (prop::option::of(word()), prop::option::of(any_text()));
    let key = parsed("[A-Z]{1,3}-[1-9][0-9]{0,4}");
    let lists = (few(key), few(any_text()), few(any_text()));
    let header = ("[0-9a-z]{4}", any_text(), moment(), by);
    (header, times, numbers, words, lists, prose())
        .prop_map(
            |((id, kind, at, by), times, numbers, words, lists, text)| Entry {
                edited_at: times.0,
                started_at: times.1,
                completion: numbers.0,
                minutes: numbers.1,
                spent_minutes: numbers.2,
                estimate_minutes: numbers.3,
                entry_type: words.0,
                milestone: words.1,
                dependencies: lists.0,
                risks: lists.1,
                decisions: lists.2,
                text,
                ..Entry::new(id, &kind, Stamp { at, by })
            },
        )
        .boxed()
}

/// The file of a record.
pub(crate) fn text_of(specs: &[FieldSpec], record: &impl Serialize) -> String {
    match serde_yaml::to_value(record).unwrap() {
        Value::Mapping(fields) => emit(specs, &fields),
        other => panic!("{other:?} is no record"),
    }
}

/// The file of a record that need not be one of ours.
pub(crate) fn text_of_any(record: &Mapping) -> String {
    emit(&SPECS, record)
}
