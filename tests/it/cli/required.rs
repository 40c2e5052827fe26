//! Fields that a project requires of types and in statuses

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn strict() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, value) in [
        ("required_by_type.bug", "description,acceptance_criteria"),
        ("required_by_status.closed", "resolution"),
        ("required_by_status.in-progress", "assignee, story_points"),
    ] {
        sandbox.run(&["config", "set", name, value]).ok();
    }
    sandbox
}

#[test]
fn a_type_and_a_status_can_require_fields() {
    let sandbox = strict();

    assert_snapshot!(sandbox.run(&["create", "Crash", "-T", "bug"]), @"
    --- stderr
    error: cannot create `TICKET-1`: the type `bug` requires `description`, `acceptance_criteria`
    --- exit 1
    ");
    sandbox
        .run(&[
            "create",
            "Crash",
            "-T",
            "bug",
            "-d",
            "It crashes.",
            "--criterion",
            "It runs",
        ])
        .ok();
    assert_snapshot!(sandbox.run(&["start", "1"]), @"
    --- stderr
    error: cannot start `TICKET-1`: the status `in-progress` requires `story_points`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["close", "1"]), @"
    --- stderr
    error: cannot close `TICKET-1`: the status `closed` requires `resolution`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["update", "1", "--status", "closed"]), @"
    --- stderr
    error: cannot update `TICKET-1`: the status `closed` requires `resolution`
    --- exit 1
    ");
    sandbox.run(&["close", "1", "--resolution", "fixed"]).ok();
    assert_snapshot!(sandbox.run(&["update", "1", "--clear", "resolution"]), @"
    --- stderr
    error: cannot update `TICKET-1`: the status `closed` requires `resolution`
    --- exit 1
    ");
    sandbox.run(&["create", "Dark mode"]).ok();
    assert_snapshot!(sandbox.run(&["update", "2", "--type", "bug"]), @"
    --- stderr
    error: cannot update `TICKET-2`: the type `bug` requires `description`, `acceptance_criteria`
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["create", "x", "-T", "bug", "--status", "in-progress"]), @"
    --- stderr
    error: cannot create `TICKET-3`: the type `bug` requires `description`, `acceptance_criteria`; the status `in-progress` requires `assignee`, `story_points`
    --- exit 1
    ");
}

#[test]
fn a_batch_and_an_edit_are_held_to_it_too() {
    let sandbox = strict();
    sandbox.run(&["create", "Dark mode"]).ok();
    let before = sandbox.project();
    let lines = r#"{"op":"create","title":"A","type":"bug"}
{"op":"close","id":"1"}
"#;

    assert_snapshot!(sandbox.run_with_stdin(lines, &["batch", "-"]), @"
    --- stderr
    error: line 1: cannot create `TICKET-2`: the type `bug` requires `description`, `acceptance_criteria`
    error: line 2: cannot close `TICKET-1`: the status `closed` requires `resolution`
    error: nothing was changed: 2 of 2 operations cannot be done
    --- exit 1
    ");
    assert_snapshot!(sandbox.run_with(("EDITOR", "sed -i s/task/bug/"), &["edit", "1"]), @"
    --- stderr
    error: cannot edit `TICKET-1`: the type `bug` requires `description`, `acceptance_criteria`
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn a_rule_about_nothing_is_no_rule() {
    let sandbox = Sandbox::new();
    let set = |name: &str, value: &str| sandbox.run(&["config", "set", name, value]);

    assert_snapshot!(set("required_by_type.bgu", "description"), @"
    --- stderr
    error: the setting `required_by_type.bgu` cannot be used: the project has no type `bgu`
    --- exit 2
    ");
    assert_snapshot!(set("required_by_status.done", "resolution"), @"
    --- stderr
    error: the setting `required_by_status.done` cannot be used: the project has no status `done`
    --- exit 2
    ");
    assert_snapshot!(set("required_by_type.bug", "descripton"), @"
    --- stderr
    error: the setting `required_by_type.bug` cannot be used: tickets have no field `descripton`
    --- exit 2
    ");
    assert_snapshot!(set("required", "asignee"), @"
    --- stderr
    error: the setting `required` cannot be used: tickets have no field `asignee`
    --- exit 2
    ");
}
