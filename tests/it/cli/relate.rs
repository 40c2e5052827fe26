//! `tickets depend`, `undepend`, `link`, `unlink`, `label`

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn a_circle_is_refused_with_its_way() {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"]);

    assert_snapshot!(sandbox.run(&["depend", "2", "1"]), @"
    --- stderr
    TICKET-2 now waits for TICKET-1
    ");
    sandbox.run(&["depend", "3", "TICKET-2"]).ok();
    assert_snapshot!(sandbox.run(&["depend", "1", "3"]), @"
    --- stderr
    error: cannot depend `TICKET-1`: it would wait for itself: TICKET-1 → TICKET-3 → TICKET-2 → TICKET-1
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["depend", "1", "1"]), @"
    --- stderr
    error: cannot depend `TICKET-1`: `depends_on` would refer to the ticket itself
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["depend", "2", "1"]), @"
    --- stderr
    error: nothing changes: `TICKET-2` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["depend", "2", "99"]), @"
    --- stderr
    error: no ticket `99`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["undepend", "2", "1"]), @"
    --- stderr
    TICKET-2 now waits for nothing
    ");
    assert_snapshot!(sandbox.run(&["undepend", "2", "1"]), @"
    --- stderr
    error: nothing changes: `TICKET-2` is so already
    --- exit 7
    ");
}

#[test]
fn a_comma_list_is_several() {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"]);
    sandbox.run(&["depend", "3", "2,1"]).ok();
    assert_eq!(
        sandbox.ticket("3")["depends_on"],
        json!(["TICKET-1", "TICKET-2"])
    );
}

/// A dependency that is gone is taken out by its key, though no ticket has it.
#[test]
fn a_dependency_that_does_not_exist_can_be_removed() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["depend", "2", "1"]).ok();
    std::fs::remove_file(sandbox.repo().join(sandbox.file_of("TICKET-1"))).unwrap();

    assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/tickets/00/TICKET-2-two.yaml`: has `TICKET-1` in `depends_on`, which is no ticket
    --- stderr
    1 problem in 1 ticket
    --- exit 6
    ");
    assert_snapshot!(sandbox.run(&["undepend", "2", "TICKET-1"]), @"
    --- stderr
    TICKET-2 now waits for nothing
    ");
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn links_are_any_uri_or_path() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox
        .run(&[
            "link",
            "1",
            "https://example.com/?q=a,b#c",
            "docs/a b.md",
            "mailto:a@b.c",
        ])
        .ok();

    assert_eq!(
        sandbox.ticket("1")["links"],
        json!([
            "docs/a b.md",
            "https://example.com/?q=a,b#c",
            "mailto:a@b.c"
        ])
    );
    assert_snapshot!(sandbox.run(&["unlink", "1", "docs/a b.md"]), @"
    --- stderr
    Unlinked TICKET-1 One
    ");
    assert_snapshot!(sandbox.run(&["unlink", "1", "docs/a b.md"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["link", "1", ""]), @"
    --- stderr
    error: invalid value '' for '<URI>...': a link is empty

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn labels_are_added_removed_and_counted() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);

    assert_snapshot!(sandbox.run(&["label", "add", "a,b", "1", "2"]), @"
    --- stderr
    Labels of TICKET-1: a, b
    Labels of TICKET-2: a, b
    ");
    assert_snapshot!(sandbox.run(&["label", "remove", "a", "2"]), @"
    --- stderr
    Labels of TICKET-2: b
    ");
    assert_snapshot!(sandbox.run(&["label", "list"]), @"
    LABEL  COUNT
    b      2
    a      1
    ");
    assert_snapshot!(sandbox.run(&["label", "add", "a", "1"]), @"
    --- stderr
    error: nothing changes: `TICKET-1` is so already
    --- exit 7
    ");
}

#[test]
fn only_the_projects_labels_may_be_used_where_it_has_some() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["config", "set", "labels", "bug,ui"]).ok();

    assert_snapshot!(sandbox.run(&["label", "add", "bgu", "1"]), @"
    --- stderr
    error: cannot change `TICKET-1`: the project has no label `bgu`
      hint: did you mean `bug`?
    --- exit 2
    ");
    sandbox.run(&["label", "add", "bug", "1"]).ok();
}
