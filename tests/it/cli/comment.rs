//! `tickets comment`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn id(sandbox: &Sandbox) -> String {
    let ticket = sandbox.ticket("1");
    ticket["comments"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_comment_is_a_file_of_its_own() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.read(sandbox.file_of("TICKET-1"));

    assert_snapshot!(sandbox.run(&["comment", "1", "- it is\n\nso"]), @"
    --- stderr
    Added comment d91f on TICKET-1
    ");
    assert_eq!(sandbox.read(sandbox.file_of("TICKET-1")), before);
    let files = sandbox.files_below(".tickets/tickets/00/TICKET-1-one");
    assert_snapshot!(sandbox.read(&files[0]), @"
    id: d91f

    kind: comment

    at: 2026-11-20T10:00:02Z

    by: Alice Doe

    text: |
      - it is

      so
    ");
}

#[test]
fn a_comment_is_changed_and_deleted() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["comment", "1", "First"]).ok();
    let id = id(&sandbox);

    sandbox.run(&["comment", "1", "--edit", &id, "Better"]).ok();
    assert_eq!(sandbox.ticket("1")["comments"][0]["text"], "Better");
    assert_eq!(
        sandbox.run(&["comment", "1", "--edit", &id, "Better"]).code,
        Some(7)
    );
    sandbox.run(&["comment", "1", "--delete", &id]).ok();
    assert_eq!(
        sandbox.files_below(".tickets/tickets/00/TICKET-1-one"),
        Vec::<String>::new()
    );
    assert_snapshot!(sandbox.run(&["comment", "1", "--edit", "zzzz", "x"]), @"
    --- stderr
    error: no comment `zzzz`
      hint: `tickets show KEY` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["comment", "1", "--delete", "zzzz"]), @"
    --- stderr
    error: no comment `zzzz`
      hint: `tickets show KEY` shows what there is
    --- exit 3
    ");
}

#[test]
fn a_text_comes_from_standard_input_or_a_file() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.write("text.md", "From a file\n");
    sandbox
        .run_with_stdin("From stdin\n", &["comment", "1", "-"])
        .ok();
    sandbox.run(&["comment", "1", "--file", "text.md"]).ok();

    let texts: Vec<_> = sandbox.ticket("1")["comments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["text"].clone())
        .collect();
    assert_eq!(texts, ["From stdin", "From a file"]);
    assert_snapshot!(sandbox.run(&["comment", "1", "  "]), @"
    --- stderr
    error: the comment is empty
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["comment", "1"]), @"
    --- stderr
    error: the text of the comment is missing
      hint: `-` reads it from standard input
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["comment"]), @"
    --- stderr
    error: the following required arguments were not provided:
      <KEY>

    Usage: tickets comment <KEY> [TEXT]

    For more information, try '--help'.
    --- exit 2
    ");
}
