//! Tickets that several people work on: a base, and what each of them does to it.

use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy as _;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Change;
use crate::domain::Criterion;
use crate::domain::Stamp;
use crate::domain::Text;
use crate::domain::Ticket;

const WORDS: [&str; 4] = ["one", "two", "three", "four"];

fn word() -> BoxedStrategy<&'static str> {
    prop::sample::select(WORDS.to_vec()).boxed()
}

fn scalars() -> BoxedStrategy<Change> {
    prop_oneof![
        word().prop_map(|word| Change::Title(word.parse().unwrap())),
        word().prop_map(|word| Change::Priority(word.parse().unwrap())),
        prop::option::of(word())
            .prop_map(|word| Change::Assignee(word.map(|word| word.parse().unwrap()))),
        (1..4_u32).prop_map(|points| Change::StoryPoints(Some(points))),
        prop::option::of(word())
            .prop_map(|word| Change::Resolution(word.map(|word| word.parse().unwrap()))),
        prop::bool::ANY.prop_map(Change::Archived),
    ]
    .boxed()
}

fn sets() -> BoxedStrategy<Change> {
    let key = (2..14_u8).prop_map(|number| format!("T-{number}").parse().unwrap());
    prop_oneof![
        word().prop_map(|word| Change::AddLabel(word.parse().unwrap())),
        word().prop_map(|word| Change::RemoveLabel(word.parse().unwrap())),
        key.clone().prop_map(Change::AddDependency),
        key.prop_map(Change::RemoveDependency),
    ]
    .boxed()
}

fn criteria(author: &'static str) -> BoxedStrategy<Change> {
    let new = ("[0-9a-z]{2}", word()).prop_map(move |(id, text)| {
        Change::AddCriterion(Criterion::new(format!("{author}{id}"), text).unwrap())
    });
    prop_oneof![
        2 => new,
        1 => (1..4_usize, word()).prop_map(|(number, text)| Change::EditCriterion { number, text: text.to_owned() }),
        2 => (1..4_usize, prop::bool::ANY).prop_map(|(number, done)| Change::CheckCriterion { number, done }),
        1 => (1..4_usize).prop_map(|number| Change::RemoveCriterion { number }),
    ]
    .boxed()
}

fn change(author: &'static str) -> BoxedStrategy<Change> {
    let text = prop::collection::vec(word(), 0..5)
        .prop_map(|lines| Change::Description(Text::new(&lines.join("\n\n"))));
    let status = (word(), prop::option::of(word())).prop_map(|(to, reason)| Change::Status {
        to: to.parse().unwrap(),
        reason: reason.map(str::to_owned),
    });
    prop_oneof![3 => scalars(), 3 => sets(), 2 => criteria(author), 1 => text, 2 => status].boxed()
}

/// A change, and how many minutes after the one before it is made.
type Step = (Change, u32);

/// What one person does.
pub(crate) fn work(author: &'static str) -> BoxedStrategy<Vec<Step>> {
    prop::collection::vec((change(author), 0..3_u32), 0..6).boxed()
}

/// A ticket on which somebody has worked already.
pub(crate) fn any_ticket() -> BoxedStrategy<Ticket> {
    let ticket = Ticket::new("T-1".parse().unwrap(), "Title".parse().unwrap());
    (
        Just(ticket),
        prop::collection::vec((change("x"), 0..3_u32), 0..12),
    )
        .prop_map(|(ticket, steps)| done(&ticket, &steps, 0))
        .boxed()
}

/// The ticket after what somebody did; what is refused is not done.
pub(crate) fn done(ticket: &Ticket, steps: &[Step], hour: u32) -> Ticket {
    let mut ticket = ticket.clone();
    let mut minute = 0;
    for (change, pause) in steps {
        minute += pause;
        let at = format!("2026-01-01T{hour:02}:{minute:02}:00Z");
        let stamp = Stamp {
            at: at.parse().unwrap(),
            by: None,
        };
        // A refused change leaves the ticket as it was.
        let _ = ticket.apply(change, &stamp);
    }
    ticket
}

/// The fields as the file has them.
pub(crate) fn fields(ticket: &Ticket) -> Mapping {
    match serde_yaml::to_value(ticket).unwrap() {
        Value::Mapping(fields) => fields,
        other => panic!("{other:?}"),
    }
}
