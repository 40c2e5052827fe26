//! The contents of hostile and of odd files.

/// Text files that are no tickets, or bad ones; `KEY` is the file's own key.
pub(crate) fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let valid = "id: KEY\n\ntitle: A title\n";
    let with = |line: &str| format!("{valid}\n{line}\n").into_bytes();
    let mut bomb = format!("{valid}\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let below = level - 1;
        let nine = vec![format!("*a{below}"); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{nine}]\n");
    }
    let deep = |open: &str, count: usize| format!("{valid}\nx: {}\n", open.repeat(count));
    let nested: String = (0..3000)
        .map(|n| format!("{}x:\n", " ".repeat(n)))
        .collect();
    vec![
        ("empty file", Vec::new()),
        ("only blanks", b"\n \n\t\n".to_vec()),
        ("only a comment", b"# nothing\n".to_vec()),
        ("only a dash line", b"---\n".to_vec()),
        ("plain text", b"This is not YAML: at all: really\n".to_vec()),
        ("a list", b"- id: KEY\n- title: x\n".to_vec()),
        ("a scalar", b"42\n".to_vec()),
        (
            "JSON that stops",
            b"{\"id\": \"KEY\", \"title\": \"x".to_vec(),
        ),
        ("an unclosed quote", with("description: \"no end")),
        ("tabs as indentation", with("labels:\n\t- a")),
        ("NUL", b"id: KEY\n\ntitle: a\0b\n".to_vec()),
        (
            "invalid UTF-8",
            b"id: KEY\n\ntitle: \xff\xfe\x80\n".to_vec(),
        ),
        (
            "UTF-16",
            valid.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("two documents", format!("{valid}---\n{valid}").into_bytes()),
        (
            "conflict markers",
            with("<<<<<<< HEAD\nstatus: open\n=======\nstatus: closed\n>>>>>>> theirs"),
        ),
        (
            "diff3 markers",
            with("<<<<<<< HEAD\nstatus: open\n||||||| base\n=======\nstatus: x\n>>>>>>> t"),
        ),
        ("duplicate keys", with("title: Another title")),
        ("alias bomb", bomb.into_bytes()),
        ("unknown alias", with("x: *nobody")),
        ("200,000 brackets", deep("[", 200_000).into_bytes()),
        ("200,000 braces", deep("{a: ", 200_000).into_bytes()),
        (
            "3,000 levels of blocks",
            format!("{valid}\n{nested}").into_bytes(),
        ),
        (
            "20,000 dashes",
            format!("{valid}\nx:\n  {}a\n", "- ".repeat(20_000)).into_bytes(),
        ),
        (
            "4 MiB of dashes",
            format!("{valid}\nx:\n{}", "- a\n".repeat(1 << 20)).into_bytes(),
        ),
        (
            "2 MiB of dashes",
            format!("{valid}\nx:\n{}", "- \n".repeat(600_000)).into_bytes(),
        ),
        (
            "5 MiB of text",
            with(&format!("description: {}", "x".repeat(5 << 20))),
        ),
        (
            "5 MiB of keys",
            (0..400_000)
                .map(|n| format!("k{n}: v\n"))
                .collect::<String>()
                .into_bytes(),
        ),
        ("no id", b"title: A title\n".to_vec()),
        ("no title", b"id: KEY\n".to_vec()),
        ("an empty title", b"id: KEY\n\ntitle: \"\"\n".to_vec()),
        ("a title of blanks", b"id: KEY\n\ntitle: \"   \"\n".to_vec()),
        (
            "a title of two lines",
            b"id: KEY\n\ntitle: \"a\\nb\"\n".to_vec(),
        ),
        (
            "an overlong title",
            format!("id: KEY\n\ntitle: {}\n", "x".repeat(100_000)).into_bytes(),
        ),
        (
            "escapes in the title",
            b"id: KEY\n\ntitle: \"\\e[31mred\"\n".to_vec(),
        ),
        (
            "escapes in the assignee",
            with("assignee: \"\\e]0;owned\\a\""),
        ),
        ("escapes in the status", with("status: \"\\e[5m\"")),
        ("escapes in the type", with("type: \"\\e[5m\"")),
        ("escapes in the labels", with("labels:\n  - \"\\e[5m\"")),
        ("escapes in the links", with("links:\n  - \"\\e[5m\"")),
        ("escapes in the resolution", with("resolution: \"\\e[5m\"")),
        ("escapes in the parent", with("parent: \"\\e[5m\"")),
        (
            "escapes in the id",
            b"id: \"\\e[5m\"\n\ntitle: x\n".to_vec(),
        ),
        (
            "another id",
            b"id: TICKET-999999\n\ntitle: A title\n".to_vec(),
        ),
        (
            "an id that is no key",
            b"id: ../../etc/passwd\n\ntitle: A title\n".to_vec(),
        ),
        (
            "an id that is a list",
            b"id: [KEY]\n\ntitle: A title\n".to_vec(),
        ),
        (
            "a title that is a map",
            b"id: KEY\n\ntitle: {a: b}\n".to_vec(),
        ),
        ("status a list", with("status: [open]")),
        ("labels a text", with("labels: bug")),
        ("labels of maps", with("labels:\n  - {a: b}")),
        ("parent a number", with("parent: 7")),
        ("depends_on a text", with("depends_on: TICKET-1")),
        ("due no date", with("due: soon")),
        ("due no such day", with("due: 2026-02-31")),
        ("created_at no time", with("created_at: yesterday")),
        (
            "created_at in year 999999",
            with("created_at: 999999-01-01T00:00:00Z"),
        ),
        ("estimate a text", with("estimate_hours: long")),
        ("estimate not a number", with("estimate_hours: .nan")),
        ("estimate infinite", with("estimate_hours: .inf")),
        ("estimate negative", with("estimate_hours: -1e308")),
        ("points negative", with("story_points: -5")),
        (
            "points too many",
            with("story_points: 99999999999999999999"),
        ),
        ("criteria a text", with("acceptance_criteria: all")),
        ("transitions a map", with("transitions: {a: b}")),
        (
            "transitions without time",
            with("transitions:\n  - {from: open, to: closed}"),
        ),
        ("description a list", with("description: [a, b]")),
    ]
}

/// Files that are odd but good: they must be listed.
pub(crate) fn odd_but_good() -> Vec<(&'static str, Vec<u8>)> {
    let valid = "id: KEY\n\ntitle: A title\n";
    let with = |line: &str| format!("{valid}\n{line}\n").into_bytes();
    vec![
        ("BOM", format!("\u{feff}{valid}").into_bytes()),
        ("CRLF", valid.replace('\n', "\r\n").into_bytes()),
        ("no final newline", valid.trim_end().as_bytes().to_vec()),
        ("flow lists", with("labels: [a, b]")),
        ("unknown fields", with("x: {deep: [1, {er: 2}]}")),
        (
            "unknown words",
            with("status: purring\ntype: cat\npriority: treat"),
        ),
        (
            "escapes",
            with("description: \"\\e[31mred \\x9b2J\"\nx: \"\\e[2J\"\ncreated_by: x"),
        ),
        (
            "labels of numbers",
            with("labels:\n  - 1\n  - 2.5\n  - null"),
        ),
        ("a tag", with("x: !!python/object:os.system [a]")),
        ("a binary tag", with("description: !!binary AAAA")),
        ("a merge key", with("x: &x {a: b}\ny:\n  <<: *x")),
        ("right to left", with("description: \"\\u202Eevil\\u202C\"")),
        (
            "a million words",
            with(&format!("description: {}", "word ".repeat(200_000))),
        ),
        ("billions of points", with("story_points: 4000000000")),
        (
            "dangling references",
            with("parent: TICKET-424242\ndepends_on:\n  - TICKET-424243"),
        ),
        ("itself", with("parent: KEY\ndepends_on:\n  - KEY")),
        ("missing fields", valid.as_bytes().to_vec()),
        ("a comment in it", with("# a remark\nstatus: open # here")),
    ]
}
