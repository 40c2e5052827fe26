//! What a person means comes first.
//!
//! `cargo run --example search_relevance -- DIR` asks the same of 604 real
//! tasks, which are not ours to keep here.

use crate::sandbox::Sandbox;

/// Titles, labels, descriptions; the key is the place in the list.
const TICKETS: [(&str, &str, &str); 16] = [
    (
        "Fix the login of users with special characters",
        "auth,bug",
        "A user whose name has an ü cannot log in.",
    ),
    (
        "Session expires too early",
        "auth",
        "After the login, the session ends within minutes. See TICKET-1.",
    ),
    (
        "Add a dark mode",
        "ui",
        "A toggle in the settings; follows the system.",
    ),
    (
        "Settings page",
        "ui",
        "Where people choose language, mode and login.",
    ),
    (
        "Crash when an attachment is larger than 2 GB",
        "bug",
        "A 32-bit length overflows in src/upload/stream.rs.",
    ),
    (
        "Upload several attachments at once",
        "feature",
        "Drag and drop of many files.",
    ),
    (
        "Speed up the search",
        "performance",
        "An index instead of reading all files; ranking by title.",
    ),
    (
        "Document the REST API",
        "docs",
        "Every route with an example, also search and upload.",
    ),
    (
        "Search ignores accents",
        "search",
        "Café and cafe are the same word.",
    ),
    (
        "autoCommit commits too much",
        "bug",
        "Only the files that a command wrote should be committed.",
    ),
    (
        "Release 1.2.3",
        "release",
        "Tag it, write the notes, tell people.",
    ),
    ("Release 1.2.30", "release", "The one after that."),
    ("日本語のメニュー", "ui", "メニューを翻訳する。"),
    (
        "Translate the menu",
        "ui",
        "Japanese first, then German; see the dark corners.",
    ),
    (
        "Keyboard shortcuts",
        "ui",
        "Everything that the mouse does, without the mouse.",
    ),
    (
        "Mouse wheel scrolls the wrong list",
        "bug",
        "In the board; the keyboard works.",
    ),
];

/// What is typed, and which ticket is meant.
const QUERIES: [(&str, usize); 20] = [
    ("login", 1),
    ("login session", 2),
    ("dark mode", 3),
    ("dark", 3),
    ("settings", 4),
    ("crashes attachment", 5),
    ("stream.rs", 5),
    ("src/upload", 5),
    ("attachments", 6),
    ("upload files", 6),
    ("search index", 7),
    ("search", 9),
    ("CAFE", 9),
    ("auto-commit", 10),
    ("1.2.3", 11),
    ("メニュー", 13),
    ("menu", 14),
    ("keyboard", 15),
    ("mouse", 16),
    ("ticket-1", 1),
];

#[test]
fn the_ticket_that_is_meant_comes_first() {
    let sandbox = Sandbox::new();
    for (title, labels, description) in TICKETS {
        let args = [
            "create",
            title,
            "--label",
            labels,
            "--description",
            description,
        ];
        sandbox.run(&args).ok();
    }
    let mut wrong = Vec::new();
    for (text, expected) in QUERIES {
        let words = text.split(' ');
        let args: Vec<&str> = ["search"].into_iter().chain(words).collect();
        let found = sandbox.keys(&args);
        if found.first() != Some(&format!("TICKET-{expected}")) {
            wrong.push(format!("{text}: TICKET-{expected} is not before {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
