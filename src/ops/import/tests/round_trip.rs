//! Export, import, export: the same bytes, in every format.

use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy as _;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::proptest;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::RecordKind;
use crate::ops::RecordFormat;
use crate::ops::import::tests::Project;
use crate::ops::portable;
use crate::ops::portable::Portable;
use crate::ops::portable::PortableEntry;

/// Canonical files: what a project of this program holds.
const CANONICAL: [(&str, &str); 4] = [
    (
        "tickets/00/TICKET-1-odd.yaml",
        "id: TICKET-1\n\naliases:\n  - BACK-1\n\nuid: 01KAGB7P00ZZZZZZZZZZZZZZZZ\n\ntitle: \"5\"\n\ntype: task\n\n\
         status: open\n\npriority: medium\n\nassignee: \"null\"\n\nlabels:\n  - \"1e5\"\n  - 日本語\n\nepic:\n\nsprint:\n\nparent:\n\n\
         depends_on:\n\ndue: 2026-12-01\n\nestimate_hours: 1.5\n\nstory_points: 5\n\ncreated_at: 2026-11-20T10:11:12Z\n\n\
         created_by: Zoë <z@example.com>\n\ndescription: |2\n    indented 🍕\n\n  \"quoted\", and\n  ---\n  -> more\n\n\
         acceptance_criteria:\n  - id: a1b2\n    done: true\n    text: \"no: yes\"\n    by: somebody\n\n\
         transitions:\n  - {at: 2026-11-20T11:00:00Z, from: open, to: closed, why: {deep: [1, \"1\"]}}\n\n\
         slug: mine\n\n\"$slug\": theirs\n\nrecord: epic\n\n\"$record\": sprint\n\nentries: []\n\nfield_order: 1\n\nb:\n\na: \"\"\n",
    ),
    (
        "tickets/00/TICKET-1-odd/20261120T101112Z-comment-7f3a.yaml",
        "id: 7f3a\n\nkind: comment\n\nat: 2026-11-20T10:11:12Z\n\nby:\n\ntext: |\n  Zwei\n  Zeilen\n\nfile: x\n",
    ),
    (
        "tickets/00/TICKET-1-odd/20260101T000000Z-review-x.yaml",
        "id: other\n\nkind: comment\n\nat: 2026-11-20T10:11:12Z\n\nby: ann\n\ntext:\n",
    ),
    (
        "tickets/12/TICKET-1200.yaml",
        "id: TICKET-1200\n\narchived_at: 2026-11-20T10:11:12Z\n\nuid:\n\ntitle: No slug\n\ntype: weird\n\nstatus: odd\n\n\
         priority: none\n\nassignee:\n\nlabels:\n\nepic: EPIC-1\n\nsprint:\n\nparent: TICKET-9\n\ndepends_on:\n\ndue:\n\n\
         estimate_hours:\n\nstory_points:\n\ncreated_at:\n\ncreated_by:\n\ndescription:\n\nacceptance_criteria:\n\n\
         transitions:\n\na: 1.0\n\nb: !tag\n  1: .nan\n  x: .inf\n\n\"\": 18446744073709551615\n",
    ),
];

/// Files that people wrote their own way.
const BY_HAND: [(&str, &str); 2] = [
    (
        "tickets/00/TICKET-2-Hand made.yaml",
        "# a comment\nz: {b: 1}\ntitle: x\nid: ticket-2\nlabels: [b, a]\ndescription: \"a\\n\\n\"\n",
    ),
    (
        "tickets/odd/TICKET-3-x.yaml",
        "id: TICKET-3\r\ntitle: 'x'\r\ndescription: \"\"\r\nstory_points: 3\r\n",
    ),
];

fn project(files: &[(&str, &str)]) -> Project {
    let project = Project::new();
    for (path, text) in files {
        project.write(path, text);
    }
    project
}

#[test]
fn canonical_files_come_back_to_the_byte() {
    let before = project(&CANONICAL);
    for format in RecordFormat::ALL {
        let text = before.export(format);
        let after = Project::new();
        let imported = after.import(format, &text).unwrap();
        assert_eq!(imported.problems, []);
        assert_eq!((imported.created.len(), imported.entries), (2, 2));
        assert_eq!(after.files(), before.files(), "{format}");
        assert_eq!(after.export(format), text, "{format}");
        assert_eq!(
            after.import(format, &text).unwrap().unchanged,
            2,
            "{format}"
        );
    }
}

#[test]
fn files_of_people_come_back_as_the_same_export() {
    let before = project(&BY_HAND);
    let exports = RecordFormat::ALL.map(|format| before.export(format));
    for (format, text) in RecordFormat::ALL.into_iter().zip(&exports) {
        let after = Project::new();
        after.import(format, text).unwrap();
        assert_eq!(
            RecordFormat::ALL.map(|format| after.export(format)),
            exports,
            "{format}"
        );
        let again = before.import(format, text).unwrap();
        assert_eq!(
            (again.unchanged, again.problems),
            (2, Vec::new()),
            "{format}"
        );
    }
}

#[test]
fn an_empty_project_is_an_empty_export() {
    for format in RecordFormat::ALL {
        let project = Project::new();
        let text = project.export(format);
        assert_eq!(project.import(format, &text).unwrap().created, []);
        assert_eq!(project.export(format), text);
    }
}

fn text() -> BoxedStrategy<String> {
    let traps = vec![
        "",
        " ",
        "null",
        "5",
        "-0.0",
        "1e5",
        "true",
        "\"",
        "\"x\"",
        "[]",
        "{}",
        "[1",
        "a,b",
        "a\nb",
        "\r\n",
        "\r",
        "a\n\n",
        "---",
        "\n---\n",
        "...",
        "$slug",
        "slug",
        "$$slug",
        "record",
        "$record",
        "entries",
        "$yaml",
        "file",
        "field_order",
        "\u{feff}",
        "\u{85}",
        "日本語",
        "🍕",
        "=1+1",
        "a: b",
        "# x",
        "!t",
        "&a",
        "*a",
        "~",
        "\0",
        "'",
        "\t",
        "2026-01-01",
    ];
    let trap = proptest::sample::select(traps).prop_map(str::to_owned);
    prop_oneof![4 => trap, 1 => any::<String>(), 1 => "[a-z ]{1,9}"].boxed()
}

fn value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    let nested = leaf.prop_recursive(3, 16, 4, |inner| {
        let key =
            prop_oneof![4 => text().prop_map(Value::from), 1 => any::<i8>().prop_map(Value::from)];
        let entries = prop::collection::vec((key, inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::Sequence),
            entries.prop_map(|entries| Value::Mapping(entries.into_iter().collect())),
        ]
    });
    nested.boxed()
}

fn unknown() -> BoxedStrategy<Vec<(Value, Value)>> {
    prop::collection::vec((text().prop_map(Value::from), value()), 0..5).boxed()
}

fn record() -> BoxedStrategy<Portable> {
    let known = (
        text(),
        text(),
        prop::collection::vec(text(), 0..3),
        unknown(),
    );
    let fields = (known, unknown()).prop_map(|((description, branch, labels, row), others)| {
        let mut fields: Mapping = others.into_iter().collect();
        let mut row: Mapping = row.into_iter().collect();
        row.insert("text".into(), description.clone().into());
        fields.insert("id".into(), "TICKET-1".into());
        fields.insert("description".into(), description.into());
        fields.insert("branch".into(), branch.into());
        fields.insert("labels".into(), labels.into());
        fields.insert(
            "acceptance_criteria".into(),
            Value::Sequence(vec![Value::Mapping(row)]),
        );
        fields
    });
    let entry = (unknown(), prop::option::of(text())).prop_map(|(fields, file)| PortableEntry {
        fields: fields.into_iter().collect(),
        file,
    });
    let parts = (
        prop::option::of(text()),
        fields,
        prop::collection::vec(entry, 0..3),
    );
    let record = parts.prop_map(|(slug, fields, entries)| Portable {
        kind: RecordKind::Ticket,
        slug,
        fields,
        entries,
    });
    record.boxed()
}

proptest! {
    #[test]
    fn any_record_survives_every_format(records in prop::collection::vec(record(), 0..4)) {
        let before: Vec<Portable> = records.into_iter().map(|record| record.canonical().unwrap()).collect();
        let maps: Vec<Mapping> = before.iter().map(Portable::to_map).collect();
        for format in RecordFormat::ALL {
            let text = portable::write(format, &maps);
            let found = portable::read(format, &text);
            let after: Vec<Portable> = found
                .into_iter()
                .map(|found| Portable::from_map(found.fields.unwrap()).unwrap().canonical().unwrap())
                .collect();
            for (one, other) in before.iter().zip(&after) {
                assert_eq!((one.text(), &one.slug), (other.text(), &other.slug), "{text}");
                let files = |record: &Portable| -> Vec<_> {
                    let entries = record.entries.iter();
                    entries.map(|entry| (entry.text(), entry.file.clone())).collect()
                };
                assert_eq!(files(one), files(other), "{text}");
            }
            let maps: Vec<Mapping> = after.iter().map(Portable::to_map).collect();
            assert_eq!(portable::write(format, &maps), text);
        }
    }
}
