//! What edits do to files that people wrote.

use crate::domain::Presence;
use crate::domain::Shape;
use crate::store::yaml::Reach;
use crate::store::yaml::tests::sample::RECORD;
use crate::store::yaml::tests::sample::SPECS;
use crate::store::yaml::tests::sample::document;
use crate::store::yaml::tests::sample::map;
use crate::store::yaml::tests::sample::spec;

/// Edits `text` from the record `before` to `after` and compares text and reach.
fn check(text: &str, (before, after): (&str, &str), expected: (&str, Reach)) {
    let edited = document(text).edit(&SPECS, &map(before), &map(after));
    assert_eq!(edited.text, expected.0);
    assert_eq!(edited.reach, expected.1);
}

fn fields(text: &str, edit: (&str, &str), expected: &str) {
    check(text, edit, (expected, Reach::Fields));
}

#[test]
fn edit_without_a_change_is_nothing() {
    let text = "\u{feff}title:   x  # y\r\n\r\n\r\nlabels: [ b,a ]";
    let record = "{title: x, labels: [a, b]}";
    check(text, (record, record), (text, Reach::Nothing));
    check(
        "{flow: root}",
        ("{parent: null}", "{labels: []}"),
        ("{flow: root}", Reach::Nothing),
    );
}

#[test]
fn one_fact_is_a_one_line_change_in_a_canonical_file() {
    for (before, after, old, new) in [
        (
            "{status: in-progress}",
            "{status: closed}",
            "status: in-progress\n",
            "status: closed\n",
        ),
        (
            "{parent: null}",
            "{parent: TICKET-1}",
            "parent:\n",
            "parent: TICKET-1\n",
        ),
        (
            "{epic: EPIC-1}",
            "{epic: null}",
            "epic: EPIC-1\n",
            "epic:\n",
        ),
        (
            "{due: null}",
            "{due: 2026-12-01}",
            "due:\n",
            "due: 2026-12-01\n",
        ),
        (
            "{labels: [auth, security]}",
            "{labels: [auth, login, security]}",
            "  - security\n",
            "  - login\n  - security\n",
        ),
        (
            "{labels: [auth, security]}",
            "{labels: [security]}",
            "  - auth\n",
            "",
        ),
        (
            "{depends_on: [TICKET-40]}",
            "{}",
            "depends_on:\n  - TICKET-40\n",
            "depends_on:\n",
        ),
        (
            "{description: \"Users can't log in with special characters.\"}",
            "{description: \"Users can't.\\n\\nReally.\"}",
            "  Users can't log in with special characters.\n",
            "  Users can't.\n\n  Really.\n",
        ),
        (
            "{transitions: [{at: 2026-11-20T11:00:00Z, from: open, to: in-progress, by: alice}]}",
            "{transitions: [{at: 2026-11-20T11:00:00Z, from: open, to: in-progress, by: alice}, {at: 2026-11-21T11:00:00Z, from: in-progress, to: closed, by: bob, reason: null}]}",
            "by: alice}\n",
            "by: alice}\n  - {at: 2026-11-21T11:00:00Z, from: in-progress, to: closed, by: bob}\n",
        ),
    ] {
        fields(RECORD, (before, after), &RECORD.replacen(old, new, 1));
    }
}

#[test]
fn checklist_items_change_by_line_and_keep_what_is_unknown() {
    let text = "\
checklist:
# about the first
-   id: a  # id
    done: false  # not yet
    owner: {x: 1}
    text: 'One'
- {id: b, done: false, extra: [1]}  # flow
-   done: true
    id: c
    text: |-
        long
        text
";
    let before = "{checklist: [{id: a, done: false, text: One}, {id: b, done: false}, {id: c, done: true, text: \"long\\ntext\"}]}";
    let edit = |after| (before, after);
    fields(
        text,
        edit(
            "{checklist: [{id: a, done: true, text: One}, {id: b, done: false}, {id: c, done: true, text: \"long\\ntext\"}]}",
        ),
        &text.replace("done: false  #", "done: true  #"),
    );
    fields(
        text,
        edit("{checklist: [{id: d, done: false}, {id: c, text: short}, {id: b, done: true}]}"),
        "\
checklist:
- id: d
  done: false
# about the first
-   id: c
    text: short
- id: b
  done: true
  extra:
    - 1
",
    );
}

#[test]
fn comments_quoting_order_and_unknown_keys_stay() {
    let text = "\
# A ticket
---
status: \"open\"   # why
custom_field:   {a: [1,2],   b: 'x'}


# labels follow
labels:   # all of them
    - b    # the second
    # above a
    - \"a\"

title: 'It''s'   
due:   # soft
description: |   # prose
     five
     columns

# the end
";
    fields(
        text,
        ("{status: open}", "{status: no}"),
        &text.replace("\"open\"", "\"no\""),
    );
    fields(
        text,
        ("{due: null}", "{due: 2026-12-01}"),
        &text.replace("due:   #", "due: 2026-12-01   #"),
    );
    fields(
        text,
        ("{labels: [a, b]}", "{labels: [a, c]}"),
        &text
            .replace("    - b    # the second\n", "")
            .replace("- \"a\"\n", "- \"a\"\n    - c\n"),
    );
    fields(
        text,
        ("{labels: [a, b]}", "{labels: []}"),
        &text
            .replace("    - b    # the second\n", "")
            .replace("    - \"a\"\n", ""),
    );
    fields(
        text,
        ("{title: \"It's\"}", "{title: x}"),
        &text.replace("'It''s'   ", "x"),
    );
    fields(
        text,
        (
            "{description: \"five\\ncolumns\"}",
            "{description: \" six\\n\\ncolumns\"}",
        ),
        &text.replace("|   # prose\n     five\n", "|5   # prose\n      six\n\n"),
    );
    fields(
        text,
        ("{}", "{type: bug, reason: done}"),
        &text
            .replace("title: 'It''s'   \n", "title: 'It''s'   \n\ntype: bug\n\n")
            .replace("     columns\n", "     columns\n\nreason: done\n"),
    );
}

#[test]
fn line_endings_marks_and_a_missing_last_newline_stay() {
    let text = "\u{feff}title: x\r\n\r\nlabels: [a, b]\r\n\r\nother: |\r\n  text";
    fields(
        text,
        ("{title: x, labels: [a, b]}", "{title: z, labels: [a, c]}"),
        "\u{feff}title: z\r\n\r\nlabels:\r\n  - a\r\n  - c\r\n\r\nother: |\r\n  text",
    );
    fields(
        "title: x",
        (
            "{title: x}",
            "{title: x, type: bug, description: \"a\\nb\"}",
        ),
        "title: x\n\ntype: bug\n\ndescription: |\n  a\n  b",
    );
    fields("title: x", ("{title: x}", "{title: z}"), "title: z");
    fields("", ("{}", "{title: z}"), "title: z\n");
    fields("# only\n", ("{}", "{title: z}"), "# only\n\ntitle: z\n");
}

#[test]
fn fields_come_and_go_with_their_blank_line() {
    let text = "title: x\n\nreason: done\n\n# about other\nother: 1\n";
    let gone = "title: x\n\n# about other\nother: 1\n";
    fields(text, ("{reason: done}", "{reason: null}"), gone);
    fields(gone, ("{}", "{reason: done}"), text);
    fields(
        "title: x\nreason: done\nother: 1\n",
        ("{reason: done}", "{}"),
        "title: x\nother: 1\n",
    );
    fields(
        "title: x\nother: 1\n",
        ("{}", "{reason: z}"),
        "title: x\n\nreason: z\n\nother: 1\n",
    );
    fields(
        "title: x\n\nreason: done\n",
        ("{reason: done}", "{}"),
        "title: x\n",
    );
    fields(
        "reason: done\n\nother: x\n",
        ("{reason: done}", "{}"),
        "other: x\n",
    );
    fields(
        "# top\n\n# about status\nstatus: x\n",
        ("{}", "{id: T-1}"),
        "# top\n\nid: T-1\n\n# about status\nstatus: x\n",
    );
}

#[test]
fn nested_mappings_change_by_line() {
    let text = "custom:\n   a: 1 # one\n   deep:\n     # here\n     x: 'y'\n\n     z: [1]\n   b: 2\nother: 1\n";
    fields(
        text,
        (
            "{custom: {a: 1, deep: {x: y}, b: 2}}",
            "{custom: {a: 1, deep: {x: q, m: 0}, c: 3}}",
        ),
        "custom:\n   a: 1 # one\n   deep:\n     # here\n     x: q\n     m: 0\n\n     z: [1]\n   c: 3\nother: 1\n",
    );
}

#[test]
fn unusual_files_are_emitted_anew_with_all_they_hold() {
    let specs = [
        spec("id", Shape::Scalar, Presence::Always),
        spec("title", Shape::Scalar, Presence::Always),
    ];
    for (text, expected) in [
        (
            "{title: a, other: [1, {x: y}]}",
            "id:\n\ntitle: b\n\nother:\n  - 1\n  - x: \"y\"\n",
        ),
        (
            "? title\r\n: a\r\nother: 1.0 # c\r\n",
            "id:\r\n\r\ntitle: b\r\n\r\nother: 1.0\r\n",
        ),
        ("title: &t a\nother: *t\n", "id:\n\ntitle: b\n\nother: a\n"),
        (
            "title: a\nother: !tag\n  x: !y 1\n...\n",
            "id:\n\ntitle: b\n\nother: !tag\n  x: !y 1\n",
        ),
        (
            "\u{feff}? title\n: a\nid: 1.10\n",
            "\u{feff}id: \"1.10\"\n\ntitle: b\n",
        ),
    ] {
        let before = map("{title: a, id: '1.10'}");
        let after = map("{title: b, id: '1.10'}");
        let edited = document(text).edit(&specs, &before, &after);
        assert_eq!(
            (edited.text.as_str(), edited.reach),
            (expected, Reach::Whole)
        );
    }
}

#[test]
fn rows_keep_the_text_that_yaml_takes_for_numbers() {
    fields(
        "transitions:\n  - {from: 1.10, by: a, more: x} # c\n",
        (
            "{transitions: [{from: '1.10', by: a}]}",
            "{transitions: [{from: '1.10', by: b}]}",
        ),
        "transitions:\n  - {from: \"1.10\", by: b, more: x} # c\n",
    );
}
