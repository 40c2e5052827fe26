//! `tickets create`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn a_new_ticket_is_a_file_with_every_field_in_its_place() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["create", "Fix login bug"]), @"TICKET-1");
    assert_snapshot!(sandbox.read(".tickets/tickets/00/TICKET-1-fix-login-bug.yaml"), @"
    id: TICKET-1

    uid: 01M7W6C478AV7BZJ26205ZR7J2

    title: Fix login bug

    type: task

    status: open

    priority: medium

    assignee:

    labels:

    epic:

    parent:

    depends_on:

    due:

    estimate_hours:

    story_points:

    created_at: 2026-11-20T10:00:01Z

    created_by: Alice Doe <alice@example.com>

    branch: main

    description:

    acceptance_criteria:

    transitions:
    ");
}
