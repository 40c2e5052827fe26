//! Parts of files as people might write them, made at random.

use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy as _;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;

/// One field of a file as a person might write it.
pub(crate) fn written_field() -> BoxedStrategy<(&'static str, String)> {
    let comment = || proptest::sample::select(vec!["", "  # why", " # \"a\" [b", "   "]);
    let scalar = ("( ){1,3}(open|\"a # b\"|'it''s'|x y|1\\.10|)", comment())
        .prop_map(|(value, comment)| ("status", format!("status:{value}{comment}\n")));
    let set = (
        "  |    |",
        prop::collection::vec(("[a-e]|\"f\"|2024", comment()), 1..5),
        comment(),
    )
        .prop_map(|(margin, items, comment)| {
            let items: String = items
                .iter()
                .map(|(item, comment)| format!("{margin}- {item}{comment}\n"))
                .collect();
            ("labels", format!("labels:{comment}\n{items}"))
        });
    let flow = Just(("labels", "labels: [a, 'b']  # flow\n".to_owned()));
    let text = (
        "   |  |\t",
        "\\||\\|-|>|>-",
        prop::collection::vec("[a-z#:-]{1,3}( [a-z ]{1,3})?|", 1..4),
    )
        .prop_map(|(margin, sign, lines)| {
            let margin = margin.replace('\t', "     ");
            let lines: String = lines
                .iter()
                .map(|line| format!("{margin}{line}\n"))
                .collect();
            (
                "description",
                format!("description: {sign}\n{margin}x\n{lines}{margin}y\n"),
            )
        });
    let quoted = Just((
        "description",
        "description: \"a\n  b \\\n  c\"  # gone\n".to_owned(),
    ));
    let log = prop::collection::vec(("open|1\\.10", "a|b", comment()), 1..4).prop_map(|rows| {
        let rows = rows.iter().enumerate();
        let rows = rows.map(|(i, (from, by, comment))| {
            format!("  - {{at: 2026-01-0{i},  from: {from}, by: '{by}', extra: [u{i}]}}{comment}\n")
        });
        (
            "transitions",
            format!("transitions:\n{}", rows.collect::<String>()),
        )
    });
    let checklist = ("  |    |", "true|false", prop::collection::vec(("[a-z ]{0,3}[a-z]", comment()), 1..5)).prop_map(|(margin, done, items)| {
        let items = items.iter().enumerate();
        let items = items.map(|(i, (text, comment))| format!("{margin}# item {i}\n{margin}- extra: u{i}{comment}\n{margin}  id: k{i}\n{margin}  done: {done}{comment}\n{margin}  text: '{text}'\n"));
        ("checklist", format!("checklist:\n{}", items.collect::<String>()))
    });
    prop_oneof![scalar, set, flow, text, quoted, log, checklist].boxed()
}

/// What stands between the fields that the record knows.
pub(crate) fn written_rest(tag: &'static str) -> BoxedStrategy<String> {
    let part = proptest::sample::select(vec![
        "\n",
        "\n\n",
        "# comment: [\n",
        "#\n",
        "KEY: 1.10\n",
        "KEY:   'x'  # y\n",
        "KEY: {a: [1,2], b:   c}\n",
        "KEY:\n- a\n\n- b: |\n    x\n\n",
        "KEY: |\n  text\n    \n  more\n",
        "KEY:\n  # inner\n  deep:\n   - {x: y}\n",
        "\"KEY\": \"a # b\"\n",
        "KEY: a\n  b\n",
    ]);
    prop::collection::vec(part, 0..5)
        .prop_map(move |parts| {
            let parts = parts.iter().enumerate();
            parts
                .map(|(i, part)| part.replace("KEY", &format!("{tag}{i}")))
                .collect()
        })
        .boxed()
}
