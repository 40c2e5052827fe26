//! Whatever happens to the records, the index and a scan give the same answer.

use proptest::prelude::Just;
use proptest::prelude::ProptestConfig;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prop_oneof;
use proptest::proptest;

use crate::index::text::DocumentText;
use crate::index::text::tests::project::Project;
use crate::query::TextField;
use crate::query::TextForm;
use crate::query::TextTerm;

/// What happens to a project.
#[derive(Debug, Clone)]
enum Event {
    Write(usize, DocumentText),
    /// So many records from this one on.
    WriteMany(usize, usize, DocumentText),
    Remove(usize),
    Search(Vec<TextTerm>),
}

/// Few words, so that they meet.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[ab]{1,2}",
        "a-b|a_b|aB|AB",
        "crash(es)?",
        "[検索]{1,3}",
        "é|e|C\\+\\+|c",
        "\\PC{1,3}",
    ];
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = DocumentText> {
    let some = || prop::collection::vec(words(), 0..3);
    (some(), words(), some(), words(), some(), some()).prop_map(
        |(keys, title, labels, description, criteria, comments)| DocumentText {
            keys,
            title,
            labels,
            description,
            criteria,
            comments,
        },
    )
}

fn term() -> impl Strategy<Value = TextTerm> {
    let form = prop_oneof![
        Just(TextForm::Word),
        Just(TextForm::Prefix),
        Just(TextForm::Phrase)
    ];
    let field = prop::option::weighted(0.2, prop::sample::select(TextField::ALL.to_vec()));
    (field, form, words()).prop_map(|(field, form, text)| TextTerm { field, form, text })
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (0..120usize, text()).prop_map(|(number, text)| Event::Write(number, text)),
        1 => (0..120usize, 60..140usize, text())
            .prop_map(|(first, count, text)| Event::WriteMany(first, count, text)),
        2 => (0..200usize).prop_map(Event::Remove),
        3 => prop::collection::vec(term(), 1..4).prop_map(Event::Search),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10) })]

    #[test]
    fn the_index_and_a_scan_never_differ(
        texts in prop::collection::vec(text(), 70..200),
        events in prop::collection::vec(event(), 1..12),
        is_young in prop::collection::vec(any::<bool>(), 12),
    ) {
        let mut project = Project::new();
        for (number, text) in texts.iter().enumerate() {
            project.write(number, text);
        }
        for (event, is_young) in events.into_iter().zip(is_young) {
            match event {
                Event::Write(number, text) => {
                    project.write(number, &text);
                    if is_young {
                        let path = format!("tickets/00/T-{number}.yaml");
                        let mut records = project.records.iter_mut();
                        records.find(|record| record.path == path).unwrap().written = None;
                    }
                }
                Event::WriteMany(first, count, text) => {
                    (first..first + count).for_each(|number| project.write(number, &text));
                }
                Event::Remove(number) => project.remove(number),
                Event::Search(terms) => {
                    project.agreed(&terms);
                }
            }
        }
    }
}
