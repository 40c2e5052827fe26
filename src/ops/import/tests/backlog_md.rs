//! The fixture folder, imported.

use std::path::PathBuf;

use insta::assert_snapshot;

use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::ImportSource;
use crate::ops::Imported;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::import;
use crate::ops::import::tests::Project;
use crate::ops::import::tests::brief;
use crate::ops::import::tests::lines;

fn fixture() -> ImportSource {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    ImportSource::BacklogMd(folder.join("tests/fixtures/backlog-md"))
}

fn run(tracker: &Tracker, source: &ImportSource) -> Imported {
    import(tracker, source, &mut |_, _| {}).unwrap().value
}

#[test]
fn every_task_becomes_a_ticket_in_the_order_of_the_old_numbers() {
    let project = Project::new();
    let imported = run(&project.tracker(), &fixture());

    assert_eq!((imported.created.len(), imported.entries), (8, 2));
    let names: Vec<String> = project.files().into_iter().map(|(path, _)| path).collect();
    assert_snapshot!(names.join("\n"), @r#"
    tickets/00/TICKET-1-perhaps.yaml
    tickets/00/TICKET-2-take-an-order.yaml
    tickets/00/TICKET-2-take-an-order/20260103T100000Z-comment-061n.yaml
    tickets/00/TICKET-2-take-an-order/20260103T100000Z-comment-7ywe.yaml
    tickets/00/TICKET-3-store-an-order-at-once.yaml
    tickets/00/TICKET-4-circle.yaml
    tickets/00/TICKET-5-old-two.yaml
    tickets/00/TICKET-6-put-away.yaml
    tickets/00/TICKET-7-windows.yaml
    tickets/00/TICKET-8-shop-14.yaml
    "#);
    assert_snapshot!(lines(&imported), @r#"
    `archive/tasks/shop-2 - Old-two.md`: has the id `SHOP-2`, as `tasks/shop-2 - Circle.md` has; both are imported, but the id does not tell them apart
    `completed/shop-1.01 - Store-an-order.md`: `dependencies` names `task-99`, which is not there; kept in `imported`
    `docs`: holds Markdown files that are no tasks: 1
    `tasks/no-id.md`: has no `id` and is not imported
    `tasks/open.md`: has front matter without an end
    `tasks/picture.png`: is no Markdown file and is not imported
    `tasks/readme.md`: has no front matter and so is no task
    `tasks/shop-14.md`: has no title of one line; `shop-14` stands in for it
    `tasks/shop-2 - Circle.md`: has the status `Waiting for Godot`, which the project does not have
    `tasks/shop-2 - Circle.md`: `dependencies` names `SHOP-1.1`, which leads back to it; kept in `imported`
    `tasks/shop-2 - Circle.md`: `dependencies` names `SHOP-2`, which leads back to it; kept in `imported`
    `tasks/twice.md` line 3: has front matter that cannot be read: duplicate entry with key "id"
    "#);
}

#[test]
fn a_task_keeps_all_it_says() {
    let project = Project::new();
    run(&project.tracker(), &fixture());

    assert_snapshot!(brief(&project.read("tickets/00/TICKET-2-take-an-order.yaml")), @r##"
    id: TICKET-2
    aliases:
      - SHOP-1
      - task-1
    uid: 01KDYAJY80H6VCHTCCTTBK2R30
    title: Take an order
    type: feature
    status: open
    priority: high
    assignee: "@ann"
    labels:
      - checkout
      - web
    created_at: 2026-01-02T03:04:00Z
    reporter: "@carol"
    links:
      - docs/order.md
      - https://example.com/orders
      - src/order.rs
    description: |
      A customer orders something.
      ## What is an order
      Überraschung: 注文 and 🍕.
      ## Implementation Plan
      1. Store it
      2. Show it
      ```markdown
      ## Acceptance Criteria
      - [ ] not a criterion
      ```
      ## Definition of Done
      - [ ] #1 Tests pass
    acceptance_criteria:
      - id: 1ycx
        done: true
        text: The order is stored
      - id: 9k0s
        done: false
        text: "The customer sees a number: it's \"unique\""
      - id: xwhs
        done: false
        text: "#4 No order is lost"
    imported:
      system: backlog-md
      id: SHOP-1
      file: tasks/shop-1 - Take-an-order.md
      status: To Do
      assignee:
        - "@ann"
        - bob
      updated_date: "2026-01-05 06:07"
      milestone: m-1
      documentation:
        - docs/order.md
      modified_files:
        - src/order.rs
      type: enhancement
      ordinal: 1000
      weights:
        fast: 1.5
        slow:
          - 1
          - null
    "##);
}

#[test]
fn a_task_of_the_early_days_is_read_as_well() {
    let project = Project::new();
    run(&project.tracker(), &fixture());

    assert_snapshot!(brief(&project.read("tickets/00/TICKET-3-store-an-order-at-once.yaml")), @r#"
    id: TICKET-3
    aliases:
      - SHOP-1.01
      - SHOP-1.1
    uid: 01KDY02100E12K4WCCCRCQM87M
    title: "Store an order: at once"
    type: task
    status: closed
    priority: medium
    assignee: "@ann"
    labels:
      - db
      - web
    parent: TICKET-2
    depends_on:
      - TICKET-4
    created_at: 2026-01-02T00:00:00Z
    description: |
      Without markers, as it was in the early days.
      ## Acceptance Criteria
      ### Storage
      - [x] The order survives a crash
        - also of the disk
      * [X] It is fast
    acceptance_criteria:
      - id: 7aw5
        done: true
        text: The order survives a crash
      - id: xasx
        done: true
        text: It is fast
    transitions:
      - {at: 2026-01-04T00:00:00Z, from: open, to: closed}
    imported:
      system: backlog-md
      id: SHOP-1.01
      file: completed/shop-1.01 - Store-an-order.md
      status: Done
      dependencies:
        - task-2
        - task-99
    "#);
}

#[test]
fn what_has_no_counterpart_is_kept_as_it_was() {
    let project = Project::new();
    run(&project.tracker(), &fixture());

    assert_snapshot!(brief(&project.read("tickets/00/TICKET-4-circle.yaml")), @r#"
    id: TICKET-4
    aliases:
      - shop-2
      - task-2
    uid: 01KE89MX00QGTM4V623VNEP5YP
    title: Circle
    type: task
    status: open
    priority: medium
    depends_on:
      - TICKET-7
    created_at: 2026-01-06T00:00:00Z
    description: |
      Text without any heading.
    imported:
      system: backlog-md
      id: shop-2
      file: tasks/shop-2 - Circle.md
      status: Waiting for Godot
      dependencies:
        - SHOP-1.1
        - SHOP-2
        - shop-10
      priority: urgent
    "#);
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    let project = Project::new();
    run(&project.tracker(), &fixture());

    assert_snapshot!(brief(&project.read("tickets/00/TICKET-7-windows.yaml")), @r#"
    id: TICKET-7
    aliases:
      - SHOP-10
    uid: 01KEBR10B0F49DMX31RBES1AZE
    title: Windows
    type: task
    status: in-progress
    priority: medium
    created_at: 2026-01-07T08:09:00Z
    description: |
      Lines end
      in two bytes.
    imported:
      system: backlog-md
      id: SHOP-10
      file: tasks/shop-10 - Windows.md
      status: In Progress
    "#);
}

#[test]
fn an_archived_task_is_an_archived_ticket() {
    let project = Project::new();
    run(&project.tracker(), &fixture());

    assert_snapshot!(brief(&project.read("tickets/00/TICKET-6-put-away.yaml")), @r#"
    id: TICKET-6
    aliases:
      - SHOP-3
    archived_at: 2026-01-09T10:11:00Z
    uid: 01KDVDNA00JTWG0F2HDZ71ECMW
    title: Put away
    type: task
    status: open
    priority: medium
    created_at: 2026-01-01T00:00:00Z
    description: |
      No longer needed.
    imported:
      system: backlog-md
      id: SHOP-3
      file: archive/tasks/shop-3 - Put-away.md
      status: To Do
      updated_date: "2026-01-09 10:11"
    "#);
}

#[test]
fn comments_become_entries_in_their_order() {
    let project = Project::new();
    run(&project.tracker(), &fixture());

    let files = project.files().into_iter();
    let comments: String = files
        .filter(|(path, _)| path.contains("-comment-"))
        .map(|(path, text)| format!("{path}\n{}", brief(&text)))
        .collect();
    assert_snapshot!(comments, @r#"
    tickets/00/TICKET-2-take-an-order/20260103T100000Z-comment-061n.yaml
    id: 061n
    kind: comment
    at: 2026-01-03T10:00:00Z
    by: "@ann"
    text: |
      First.
      ---
      still the first
    tickets/00/TICKET-2-take-an-order/20260103T100000Z-comment-7ywe.yaml
    id: 7ywe
    kind: comment
    at: 2026-01-03T10:00:00Z
    by: "@bob"
    text: |
      Second.
    "#);
}

#[test]
fn old_ids_find_their_tickets() {
    let project = Project::new();
    let tracker = project.tracker();
    run(&tracker, &fixture());

    for (old, key) in [
        ("SHOP-1", "TICKET-2"),
        ("shop-1", "TICKET-2"),
        ("task-1", "TICKET-2"),
        ("SHOP-1.01", "TICKET-3"),
        ("shop-1.1", "TICKET-3"),
        ("DRAFT-1", "TICKET-1"),
    ] {
        let reference: Reference = old.parse().unwrap();
        let stored = tracker.get::<Ticket>(&reference).unwrap();
        assert_eq!(stored.record.id.to_string(), key, "{old}");
    }
}

#[test]
fn a_second_import_changes_nothing_and_a_later_one_adds_what_is_new() {
    let project = Project::new();
    let tracker = project.tracker();
    run(&tracker, &fixture());
    let files = project.files();
    let again = import(&tracker, &fixture(), &mut |_, _| {}).unwrap();
    assert_eq!((again.value.created.len(), again.value.unchanged), (0, 8));
    assert_eq!(again.receipt.changes, []);
    assert_eq!(project.files(), files);

    let later = Project::new();
    later.write(
        "../tasks/a.md",
        "---\nid: SHOP-20\ntitle: New\ndependencies: [task-1]\n---\n",
    );
    later.write(
        "../completed/shop-1 - moved.md",
        "---\nid: SHOP-1\ntitle: Moved\ncreated_date: 2026-01-02 03:04\n---\n",
    );
    later.write(
        "../completed/shop-1 - other.md",
        "---\nid: SHOP-1\ntitle: Another project's first\ncreated_date: 2020-01-02\n---\n",
    );
    let imported = run(
        &tracker,
        &ImportSource::BacklogMd(later.folder.path().to_owned()),
    );
    assert_eq!((imported.created.len(), imported.unchanged), (2, 1));
    assert_snapshot!(lines(&imported), @r#"`completed/shop-1 - other.md`: has the id `SHOP-1`, as an earlier import has; both are imported, but the id does not tell them apart"#);
    assert!(
        project
            .read("tickets/00/TICKET-10-new.yaml")
            .contains("depends_on:\n  - TICKET-2\n")
    );
}

#[test]
fn a_rehearsal_tells_all_and_writes_nothing() {
    let project = Project::new();
    let mut steps = Vec::new();
    let outcome = import(&project.rehearsal(), &fixture(), &mut |done, total| {
        steps.push((done, total));
    });
    assert_eq!(outcome.unwrap().receipt.changes.len(), 10);
    assert_eq!(steps, (0..=8).map(|done| (done, 8)).collect::<Vec<_>>());
    assert_eq!(project.files(), []);
}

#[test]
fn a_folder_without_tasks_is_an_error() {
    let project = Project::new();
    let none = tempfile::TempDir::new().unwrap();
    for folder in [none.path().to_owned(), none.path().join("missing")] {
        let source = ImportSource::BacklogMd(folder);
        let error = import(&project.tracker(), &source, &mut |_, _| {}).unwrap_err();
        assert!(matches!(
            error,
            OpError::NotFound { .. } | OpError::Store(_)
        ));
    }
}
