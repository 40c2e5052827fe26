//! What holds for the bytes of whatever people do.

use proptest::prelude::BoxedStrategy;
use proptest::prelude::ProptestConfig;
use proptest::prelude::Strategy as _;
use proptest::prelude::prop;
use proptest::prelude::prop_assert;
use proptest::prelude::prop_assert_eq;
use proptest::prelude::proptest;
use proptest::test_runner::TestCaseError;
use serde_yaml::Mapping;

use crate::domain::FieldSpec;
use crate::domain::Record as _;
use crate::domain::RecordKind;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::merge::MergeRules;
use crate::domain::merge::Sides;
use crate::domain::merge::is_same_record;
use crate::domain::merge::merge;
use crate::domain::merge::tests::arbitrary::any_edited;
use crate::domain::merge::tests::arbitrary::any_record;
use crate::domain::merge::tests::edits::any_ticket;
use crate::domain::merge::tests::edits::done;
use crate::domain::merge::tests::edits::fields;
use crate::domain::merge::tests::edits::work;
use crate::store::FileKind;
use crate::store::FileSides;
use crate::store::Marking;
use crate::store::MergeOutcome;
use crate::store::merge_bytes;
use crate::store::merge_file::facts::Version;
use crate::store::sides_of;
use crate::store::yaml;

/// A project in which every move is allowed.
struct Anything;

impl MergeRules for Anything {
    fn leads(&self, _: &Status, _: &Status) -> bool {
        true
    }
}

/// How a person changed what a program wrote, without changing a fact.
#[derive(Debug, Clone)]
struct Hand {
    comments: Vec<prop::sample::Index>,
    is_packed: bool,
    has_carriage_returns: bool,
}

fn hand() -> BoxedStrategy<Hand> {
    let comments = prop::collection::vec(proptest::prelude::any::<prop::sample::Index>(), 0..3);
    (
        comments,
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(comments, is_packed, has_carriage_returns)| Hand {
            comments,
            is_packed,
            has_carriage_returns,
        })
        .boxed()
}

fn written(specs: &[FieldSpec], fields: &Mapping, hand: &Hand) -> String {
    let text = yaml::emit(specs, fields);
    let mut blocks: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    for comment in &hand.comments {
        let at = comment.index(blocks.len());
        let is_field = blocks[at].starts_with(|c: char| c.is_ascii_lowercase());
        if is_field {
            blocks[at].insert_str(0, &format!("# comment {at}\n"));
        }
    }
    let text = blocks.join(if hand.is_packed { "\n" } else { "\n\n" });
    // Without blank lines a text may have lost some of its own.
    let ending = if hand.has_carriage_returns {
        "\r\n"
    } else {
        "\n"
    };
    text.replace('\n', ending)
}

fn check(kind: FileKind, texts: &[String; 3]) -> Result<(), TestCaseError> {
    let [base, ours, theirs] = texts;
    let versions: Result<Vec<Version>, _> = texts
        .iter()
        .map(|text| Version::read(text, Some(kind)))
        .collect();
    let Ok(versions) = versions else {
        return Err(TestCaseError::reject("a version is unreadable"));
    };
    let is_typed = versions.iter().all(|version| version.is_typed);
    let versions: Vec<Version> = versions
        .into_iter()
        .map(|one| one.read_as_record(is_typed))
        .collect();
    let path = match kind {
        FileKind::Record(_) => "tickets/00/T-1.yaml",
        FileKind::Entry | FileKind::Other => "roadmap.yaml",
    };
    let sides = FileSides {
        base: Some(base.as_bytes()),
        ours: ours.as_bytes(),
        theirs: theirs.as_bytes(),
    };
    let result = merge_bytes(sides, Some(path), &Marking::default(), &Anything);
    let expected = merge(
        &Sides {
            base: Some(&versions[0].fields),
            ours: &versions[1].fields,
            theirs: &versions[2].fields,
        },
        kind.specs(),
        &Anything,
    );
    let says = |bytes: &[u8], fields: &Mapping| {
        let text = std::str::from_utf8(bytes).unwrap();
        let read = Version::read(text, Some(kind));
        read.is_ok_and(|read| {
            is_same_record(&read.read_as_record(is_typed).fields, fields, kind.specs())
        })
    };
    let shown = String::from_utf8_lossy(&result.bytes);
    match &result.outcome {
        MergeOutcome::Clean => {
            prop_assert!(expected.contradictions.is_empty());
            prop_assert!(says(&result.bytes, &expected.fields), "{}", shown);
        }
        MergeOutcome::Contradictions(found) => {
            prop_assert_eq!(found, &expected.contradictions);
            let named = yaml::check(&result.bytes);
            let is_named = matches!(named, Err(yaml::DocumentError::ConflictMarkers { .. }));
            prop_assert!(is_named, "{}", shown);
            let marked = sides_of(&result.bytes).unwrap();
            prop_assert!(says(&marked.ours, &expected.fields), "{}", shown);
            prop_assert!(says(&marked.theirs, &expected.theirs()), "{}", shown);
        }
        other => prop_assert!(false, "{:?}\n{}", other, shown),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_ticket_that_two_people_changed_says_what_both_say(
        ticket in any_ticket(),
        ours in work("a"),
        theirs in work("b"),
        hands in [hand(), hand(), hand()],
    ) {
        let records = [fields(&ticket), fields(&done(&ticket, &ours, 2)), fields(&done(&ticket, &theirs, 2))];
        let mut at = 0;
        let texts = records.map(|record| {
            at += 1;
            written(Ticket::FIELDS, &record, &hands[at - 1])
        });
        check(FileKind::Record(RecordKind::Ticket), &texts)?;
    }

    #[test]
    fn any_file_says_what_both_sides_say(
        records in any_record().prop_flat_map(|base| {
            let sides = (any_edited(&base), any_edited(&base));
            sides.prop_map(move |(ours, theirs)| [base.clone(), ours, theirs])
        }),
        hands in [hand(), hand(), hand()],
        is_ticket in prop::bool::ANY,
    ) {
        let kind = if is_ticket { FileKind::Record(RecordKind::Ticket) } else { FileKind::Other };
        let mut at = 0;
        let texts = records.map(|record| {
            at += 1;
            written(kind.specs(), &record, &hands[at - 1])
        });
        check(kind, &texts)?;
    }

    #[test]
    fn no_bytes_bring_the_merge_down(
        base in "(?s)[<>=|a-c:\\[\\]\"'&*#\n -]{0,60}",
        ours in "(?s)[<>=|a-c:\\[\\]\"'&*#\n -]{0,60}",
        theirs in "(?s)[<>=|a-c:\\[\\]\"'&*#\n -]{0,60}",
    ) {
        let sides = FileSides { base: Some(base.as_bytes()), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
        let merged = merge_bytes(sides, None, &Marking::default(), &Anything);
        let clashes = match &merged.outcome {
            MergeOutcome::Lines { clashes, .. } => *clashes,
            MergeOutcome::Contradictions(found) => found.len(),
            MergeOutcome::Different => 1,
            MergeOutcome::Clean | MergeOutcome::Unreadable(_) => 0,
        };
        let text = String::from_utf8(merged.bytes).unwrap();
        if clashes > 0 {
            let sides = sides_of(text.as_bytes());
            prop_assert!(sides.is_some(), "{}", text);
        }
        // The same file with its own markers is read without harm too.
        let _ = sides_of(format!("<<<<<<< x\n{text}").as_bytes());
    }
}
