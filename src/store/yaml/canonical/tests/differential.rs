//! The line reader never gives another value than the library, and answers for all that we write.
//!
//! `TICKETS_FUZZ_ROUNDS=10000` makes so many records instead of a few; each is changed in twenty ways. Everything follows
//! from `TICKETS_FUZZ_SEED`.

use crate::domain::Entry;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::store::yaml::canonical::read;
use crate::store::yaml::canonical::tests::arbitrary::any_entry;
use crate::store::yaml::canonical::tests::arbitrary::any_ticket;
use crate::store::yaml::canonical::tests::arbitrary::text_of;
use crate::store::yaml::canonical::tests::arbitrary::text_of_any;
use crate::store::yaml::canonical::tests::mutation::Chance;
use crate::store::yaml::canonical::tests::mutation::mutated;
use crate::store::yaml::check;
use crate::store::yaml::tests::arbitrary::any_record;
use proptest::strategy::Strategy;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::Config;
use proptest::test_runner::RngAlgorithm;
use proptest::test_runner::TestRng;
use proptest::test_runner::TestRunner;
use serde::de::DeserializeOwned;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;

const ROUNDS: u64 = 60;
const SEED: u64 = 1;
const MUTANTS: usize = 20;

/// A record of all types that serde knows, some of which no kind of ours uses yet.
#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
struct Medley {
    whole: u8,
    signed: i64,
    decimal: f64,
    flag: bool,
    letter: char,
    nothing: (),
    word: Option<Word>,
    pair: Option<(String, String)>,
    list: Vec<Option<u16>>,
    rows: Vec<BTreeMap<String, Value>>,
    wrapped: Wrapped,
}

#[derive(Debug, Clone, Copy, PartialEq, serde::Deserialize)]
enum Word {
    Open,
    Closed,
}

#[derive(Debug, Default, PartialEq, serde::Deserialize)]
struct Wrapped(Option<String>);

const MEDLEY: &str = "\
whole: 7

signed: 40

decimal: 1.5

flag: true

letter: x

nothing:

word: Open

pair:
  - a
  - \"b\"

list:
  - 1
  - 300

rows:
  - {a: 1, b: null, c: 2026-01-01}
  - a: true
    b: |-
      c

wrapped: null
";

impl Default for Medley {
    fn default() -> Medley {
        Medley {
            whole: 0,
            signed: 0,
            decimal: 0.0,
            flag: false,
            letter: 'a',
            nothing: (),
            word: Some(Word::Closed),
            pair: None,
            list: Vec::new(),
            rows: Vec::new(),
            wrapped: Wrapped::default(),
        }
    }
}

/// How many texts there were, and how many of them the line reader answered.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    texts: usize,
    answers: usize,
}

impl Tally {
    /// Compares the two readers on one text; says whether the line reader answered.
    fn compare<T: DeserializeOwned + Debug + PartialEq>(&mut self, text: &str) -> bool {
        self.texts += 1;
        let Some(value) = read::<T>(text) else {
            return false;
        };
        self.answers += 1;
        let checked = check(text.as_bytes());
        let by_library = checked.map(serde_yaml::from_str::<T>);
        match by_library {
            Ok(Ok(expected)) => assert_eq!(value, expected, "{text:?}\n{text}"),
            refused => panic!("{text:?}\n{text}\nis read as {value:?}, but {refused:?}"),
        }
        true
    }
}

fn number(name: &str, default: u64) -> u64 {
    #[expect(clippy::disallowed_methods, reason = "a person sets it for a long run")]
    let text = std::env::var(name);
    text.map_or(default, |text| text.parse().unwrap())
}

/// Values that follow from a seed.
struct Source(TestRunner);

impl Source {
    fn new(seed: u64) -> Source {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        Source(TestRunner::new_with_rng(Config::default(), rng))
    }

    fn draw<S: Strategy>(&mut self, strategy: &S) -> S::Value {
        strategy.new_tree(&mut self.0).unwrap().current()
    }
}

#[expect(clippy::print_stdout, reason = "a long run is made for its figures")]
fn report(typed: Tally, untyped: Tally) {
    println!("typed {typed:?}, untyped {untyped:?}");
}

/// Reads each text as it is and changed, both as `T` and as any value.
fn play<T: DeserializeOwned + Debug + PartialEq>(
    mut text: impl FnMut(&mut Source) -> String,
    is_ours: bool,
) {
    let (seed, rounds) = (
        number("TICKETS_FUZZ_SEED", SEED),
        number("TICKETS_FUZZ_ROUNDS", ROUNDS),
    );
    let mut source = Source::new(seed);
    let mut chance = Chance::new(seed);
    let (mut typed, mut untyped) = (Tally::default(), Tally::default());
    for _ in 0..rounds {
        let text = text(&mut source);
        let is_answered = typed.compare::<T>(&text);
        assert!(is_answered || !is_ours, "not read:\n{text}");
        untyped.compare::<Value>(&text);
        for _ in 0..MUTANTS {
            let mutant = mutated(&text, &mut chance);
            typed.compare::<T>(&mutant);
            untyped.compare::<Value>(&mutant);
        }
    }
    report(typed, untyped);
    // Where nothing is answered, nothing is tested.
    assert!(typed.answers * 100 > typed.texts, "{typed:?}");
    assert!(untyped.answers * 100 > untyped.texts, "{untyped:?}");
}

#[test]
fn tickets_are_read_as_the_library_reads_them() {
    let tickets = any_ticket();
    play::<Ticket>(
        |source| text_of(Ticket::FIELDS, &source.draw(&tickets)),
        true,
    );
}

#[test]
fn entries_are_read_as_the_library_reads_them() {
    let entries = any_entry();
    play::<Entry>(
        |source| text_of(Entry::FIELDS, &source.draw(&entries)),
        true,
    );
}

#[test]
fn records_of_any_kind_are_read_as_the_library_reads_them() {
    let records = any_record();
    play::<Value>(|source| text_of_any(&source.draw(&records)), false);
}

#[test]
fn values_of_any_type_are_read_as_the_library_reads_them() {
    play::<Medley>(|_| MEDLEY.to_owned(), true);
}
